import * as z from 'zod';
import type { HistoryCommands } from '../commands/history.ts';

const nothing: z.ZodType<Record<string, never>> = z.strictObject({});
const runId = z.string().min(1).max(200);
const seq = z.int().min(0);
const text = z.string().max(1000);
const money = z.number().min(0);
const timeUs = z.number().min(0);
const queryName = z.string().min(1).max(100);

const filter = z.strictObject({
  text: text.exactOptional(),
  flowId: z.string().max(1000).exactOptional(),
  states: z
    .array(z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']))
    .max(5)
    .exactOptional(),
  node: z.string().max(300).exactOptional(),
  model: z.string().max(300).exactOptional(),
  fromUs: timeUs.exactOptional(),
  toUs: timeUs.exactOptional(),
  minCostUsd: money.exactOptional(),
  maxCostUsd: money.exactOptional(),
  isStarred: z.boolean().exactOptional(),
});

/** What the parameters of each command about runs of the past must look like. */
export const historySchemas: {
  readonly [Name in keyof HistoryCommands]: z.ZodType<HistoryCommands[Name]['params']>;
} = {
  'runs.search': z.strictObject({
    filter,
    limit: z.int().min(1).max(1000),
    after: z.string().max(200).exactOptional(),
  }),
  'runs.facets': nothing,
  'run.listed': z.strictObject({ runId }),
  'run.matches': z.strictObject({ runId, text, limit: z.int().min(1).max(1000) }),
  'run.events': z.strictObject({
    runId,
    afterSeq: seq.exactOptional(),
    beforeSeq: seq.exactOptional(),
    limit: z.int().min(1).max(10_000),
    queue: z.string().min(1).max(200).exactOptional(),
  }),
  'run.spans': z.strictObject({ runId }),
  'run.stalls': z.strictObject({ runId }),
  'run.mark': z.strictObject({
    runId,
    isStarred: z.boolean().exactOptional(),
    note: z.string().max(10_000).exactOptional(),
  }),
  'run.delete': z.strictObject({ runId }),
  'record.size': nothing,
  'record.retention': nothing,
  'record.retention.set': z.strictObject({
    maxAgeDays: z.number().min(0.01).max(100_000).exactOptional(),
    maxBytes: z.int().min(1_000_000).exactOptional(),
    keepStarred: z.boolean(),
  }),
  'record.prune': nothing,
  'record.vacuum': nothing,
  'record.schema': nothing,
  'record.query': z.strictObject({
    sql: z.string().max(100_000),
    parameters: z.union([z.array(z.json()), z.record(z.string(), z.json())]).exactOptional(),
    limit: z.int().min(1).max(10_000),
    timeoutMs: z.int().min(1).max(120_000).exactOptional(),
    query: queryName.exactOptional(),
  }),
  'record.query.stop': z.strictObject({ query: queryName }),
};
