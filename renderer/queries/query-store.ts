import { create } from 'zustand';
import * as z from 'zod';
import type { RecordQueryResult, RecordSchema } from '../../core/contracts/record-query.ts';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import type { TextMark } from '../editor/find-json-marks.ts';
import { requireClient, useEngineStore } from '../engine/engine-store.ts';

/** Rows that are asked for at first, and at most. */
export const rowLimits = { first: 1_000, most: 10_000 } as const;

interface QueryStore {
  readonly sql: string;
  /** The name of the query that runs now. */
  readonly running: string | undefined;
  readonly result: RecordQueryResult | undefined;
  /** How many rows were asked for. */
  readonly limit: number;
  /** What was asked, for `error` belongs to that text alone. */
  readonly asked: string;
  readonly error: ErrorInfo | undefined;
  readonly schema: RecordSchema | undefined;
}

/** The query box: what is written there and what came of it; stays while the app is open. */
export const useQueryStore = create<QueryStore>()(() => ({
  sql: '',
  running: undefined,
  result: undefined,
  limit: rowLimits.first,
  asked: '',
  error: undefined,
  schema: undefined,
}));

export function writeSql(sql: string): void {
  useQueryStore.setState({ sql });
}

/** Learns what queries can read, once. Never rejects. */
export async function loadSchema(): Promise<void> {
  const { client } = useEngineStore.getState();
  if (client === undefined || useQueryStore.getState().schema !== undefined) return;
  const schema = await client.call('record.schema', {}).catch(() => undefined);
  if (schema !== undefined) useQueryStore.setState({ schema });
}

/** Asks the record; what is wrong stands in `error`. Does nothing while a query runs. Never rejects. */
export async function runQuery(limit: number = rowLimits.first): Promise<void> {
  const { sql, running } = useQueryStore.getState();
  if (running !== undefined || sql.trim() === '') return;
  const query = crypto.randomUUID();
  useQueryStore.setState({ running: query, error: undefined, asked: sql, limit });
  try {
    const result = await requireClient().call('record.query', { sql, limit, query });
    useQueryStore.setState({ running: undefined, result });
  } catch (thrown) {
    const error = toErrorInfo(thrown);
    const isStopped = error.code === 'cancelled';
    useQueryStore.setState({ running: undefined, error: isStopped ? undefined : error });
  }
}

/** Stops the query that runs. */
export function stopQuery(): void {
  const { running } = useQueryStore.getState();
  const { client } = useEngineStore.getState();
  if (running === undefined || client === undefined) return;
  client.call('record.query.stop', { query: running }).catch(() => undefined);
}

const placeSchema = z.object({
  offset: z.number(),
  length: z.number(),
  line: z.number(),
  column: z.number(),
});

/** Where a statement is wrong, where the error tells it. */
export function readPlace(error: ErrorInfo | undefined): z.infer<typeof placeSchema> | undefined {
  return placeSchema.safeParse(error?.details).data;
}

/** What is underlined: the place of the error, as long as the text is the one that was asked. */
export function markError({
  sql,
  asked,
  error,
}: Pick<QueryStore, 'sql' | 'asked' | 'error'>): readonly TextMark[] {
  const place = readPlace(error);
  if (error === undefined || place === undefined || sql !== asked) return [];
  const from = Math.max(0, Math.min(place.offset, sql.length - 1));
  const to = Math.min(sql.length, from + Math.max(1, place.length));
  return [{ from, to, severity: 'error', message: error.message }];
}
