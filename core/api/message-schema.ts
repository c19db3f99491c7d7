import * as z from 'zod';
import type { ConnectionTarget } from '../contracts/connection.ts';
import { versionReasons } from '../contracts/kept-work.ts';
import type { Answer } from '../contracts/questions.ts';
import type { RawFormatTrialRequest } from '../contracts/raw-formats.ts';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import { breakpointsSchema, controlSchemas, givenSchema, originSchema } from './schemas/control.ts';
import type { ClientMessage, CommandName, Commands } from './protocol.ts';
import { exportSchemas } from './schemas/exports.ts';
import { historySchemas } from './schemas/history.ts';
import { compareSchemas } from './schemas/compare.ts';
import { timeSchemas } from './schemas/time.ts';

const seq = z.int().min(0);
const runId = z.string().min(1).max(200);
const nothing: z.ZodType<Record<string, never>> = z.strictObject({});

const place = z.string().max(20_000).exactOptional();

const runRequest: z.ZodType<Commands['run.start']['params']> = z.strictObject({
  place,
  flow: z.string(),
  input: z.union([z.string(), z.record(z.string(), z.json())]),
  overrides: z
    .strictObject({
      connection: z.string().exactOptional(),
      model: z.string().exactOptional(),
      rawFormat: z.string().exactOptional(),
    })
    .exactOptional(),
  recordTraffic: z.boolean().exactOptional(),
  replay: z
    .strictObject({
      name: z.string().min(1).max(300),
      text: z.string(),
      pace: z.enum(['recorded', 'none']),
    })
    .exactOptional(),
  from: originSchema.exactOptional(),
  until: z.string().min(1).max(1_000).exactOptional(),
  given: givenSchema.exactOptional(),
  startsPaused: z.boolean().exactOptional(),
  breakpoints: breakpointsSchema.exactOptional(),
});

const modulesFolder = z.string().min(1).max(4096);
const answer: z.ZodType<Answer> = z.union([
  z.strictObject({ type: z.literal('approve'), subject: z.json().exactOptional() }),
  z.strictObject({ type: z.literal('deny'), reason: z.string().max(10_000) }),
  z.strictObject({ type: z.literal('reply'), value: z.json() }),
]);

const connection = z.strictObject({ id: z.string().min(1).max(200) });
// Only that it is an object: the engine checks settings itself and tells everything that is wrong, not the first thing.
const connectionSettings = z.custom<ConnectionSettings>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);
const connectionTarget: z.ZodType<ConnectionTarget> = z.union([
  connection,
  z.strictObject({ settings: connectionSettings }),
]);

const formatTrial: z.ZodType<RawFormatTrialRequest> = z.strictObject({
  format: z.union([
    z.strictObject({ id: z.string().min(1).max(200) }),
    z.strictObject({ json: z.json() }),
  ]),
  text: z.string().max(1_000_000),
  tools: z.json(),
  startInReasoning: z.boolean().exactOptional(),
  chunkSizes: z.union([
    z.enum(['whole', 'char']),
    z.int().min(1).max(1_000_000),
    z.strictObject({ seed: z.int().min(0) }),
  ]),
});

/** Names a window or what one left behind; it becomes part of a file's name. */
const keptId = z.string().regex(/^[\w-]{1,64}$/);
const fileName = z.string().min(1).max(300);
const flowId = z.string().min(1).max(1_000);
const versionName = z.string().min(1).max(200);
const version = { flow: flowId, id: keptId };

const testName = z.string().min(1).max(100);

/** What each command's parameters must look like; compiles only while every command is covered. */
const paramsSchemas: { readonly [Name in CommandName]: z.ZodType<Commands[Name]['params']> } = {
  ...historySchemas,
  ...exportSchemas,
  'kinds.list': nothing,
  'connections.list': nothing,
  'connections.file': nothing,
  'connections.presets': nothing,
  'connections.save': z.strictObject({ settings: connectionSettings }),
  'connections.remove': connection,
  'connections.test': z.strictObject({
    target: connectionTarget,
    model: z.string().min(1).max(300).exactOptional(),
    test: testName.exactOptional(),
  }),
  'connections.test.stop': z.strictObject({ test: testName }),
  'connections.models': z.strictObject({ target: connectionTarget }),
  'connections.discover': nothing,
  'connections.server.start': connection,
  'connections.server.stop': connection,
  'connections.server.log': z.strictObject({ id: z.string().min(1).max(200), afterSeq: seq }),
  'formats.list': nothing,
  'formats.check': z.strictObject({ json: z.json() }),
  'formats.try': formatTrial,
  'formats.save': z.strictObject({ json: z.json() }),
  'formats.remove': z.strictObject({ id: z.string().min(1).max(200) }),
  'trust.list': nothing,
  'trust.accept': z.strictObject({
    place,
    flow: z.string(),
    seen: z.array(z.string().max(100_000)).max(10_000),
    folders: z.array(z.string().min(1).max(4096)).max(100),
  }),
  'trust.revoke': z.strictObject({ id: z.string().min(1).max(200) }),
  'modules.list': nothing,
  'modules.add': z.strictObject({ folder: modulesFolder }),
  'modules.trust': z.strictObject({
    folder: modulesFolder,
    digest: z.string().max(200),
    whileEdited: z.boolean(),
    always: z.boolean(),
  }),
  'modules.remove': z.strictObject({ folder: modulesFolder }),
  'flow.check': z.strictObject({ text: z.string(), place }),
  'flow.read': z.strictObject({ files: z.array(z.string().max(4096)).min(1).max(16), place }),
  'flow.import': z.strictObject({ text: z.string() }),
  'recovery.write': z.strictObject({
    place,
    window: keptId,
    file: fileName,
    flow: z.string(),
    saved: z.string().exactOptional(),
  }),
  'recovery.clear': z.strictObject({ window: keptId }),
  'recovery.list': z.strictObject({ place }),
  'recovery.read': z.strictObject({ id: keptId }),
  'recovery.discard': z.strictObject({ id: keptId }),
  'versions.list': z.strictObject({ flow: flowId }),
  'versions.keep': z.strictObject({
    flow: flowId,
    file: fileName,
    text: z.string(),
    reason: z.enum(versionReasons),
    name: versionName.exactOptional(),
  }),
  'versions.read': z.strictObject(version),
  'versions.mark': z.strictObject({ ...version, name: versionName.nullable() }),
  'versions.remove': z.strictObject(version),
  'run.start': runRequest,
  'run.answer': z.strictObject({ runId, questionId: z.string().min(1).max(200), answer }),
  'run.cancel': z.strictObject({ runId }),
  'run.get': z.strictObject({ runId }),
  'run.list': z.strictObject({ limit: z.int().min(1).max(10_000) }),
  'run.traffic': z.strictObject({ runId, offset: seq }),
  ...controlSchemas,
  'traffic.check': z.strictObject({ text: z.string() }),
  'run.subscribe': z.strictObject({ runId, afterSeq: seq, packed: z.boolean().optional() }),
  ...compareSchemas,
  ...timeSchemas,
  'run.unsubscribe': z.strictObject({ subscription: z.int() }),
  'value.read': z.strictObject({ hash: z.string().min(1).max(200) }),
  'value.text': z.strictObject({
    hash: z.string().min(1).max(200),
    offset: seq,
    length: z.int().min(1).max(4_000_000),
  }),
};

const envelope = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), protocol: z.number() }),
  z.object({
    type: z.literal('command'),
    id: z.int(),
    name: z.string(),
    params: z.unknown(),
  }),
  z.object({ type: z.literal('ack'), subscription: z.int(), seq }),
]);

/** A message of a client, or why it is none; `id` tells which command to answer, where one can be made out. */
export type ParsedMessage =
  | { readonly ok: true; readonly message: ClientMessage }
  | { readonly ok: false; readonly reason: string; readonly id?: number };

/** Checks what came in through a channel; never throws, whatever it is given. */
export function parseClientMessage(raw: unknown): ParsedMessage {
  const outer = envelope.safeParse(raw);
  if (!outer.success) return { ok: false, reason: firstIssue(outer.error), ...idOf(raw) };
  const message = outer.data;
  if (message.type !== 'command') return { ok: true, message };
  const { id, name } = message;
  if (!isCommandName(name)) return { ok: false, id, reason: `unknown command "${name}"` };
  const params = checkParams(name, message.params);
  if (params === undefined) return { ok: false, id, reason: `${name}: it nests too deeply` };
  if (!params.success) return { ok: false, id, reason: `${name}: ${firstIssue(params.error)}` };
  // Name and params were checked against each other just above; the compiler cannot follow a pair through a map.
  return { ok: true, message: { type: 'command', id, name, params: params.data } as ClientMessage };
}

/** Undefined where the parameters nest so deeply that looking at them exhausts the stack. */
function checkParams(
  name: CommandName,
  params: unknown,
): ReturnType<(typeof paramsSchemas)[CommandName]['safeParse']> | undefined {
  try {
    return paramsSchemas[name].safeParse(params);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(paramsSchemas, name);
}

function idOf(raw: unknown): { readonly id?: number } {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return {};
  return typeof raw.id === 'number' && Number.isSafeInteger(raw.id) ? { id: raw.id } : {};
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'not understood';
  const place = issue.path.join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
