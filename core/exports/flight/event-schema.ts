import * as z from 'zod';

// What a stranger's file may hold as events. Members that are not known pass: a later version may add some.

const text = z.string();
const shortText = z.string().max(1_000);
const count = z.number().min(0);
/** JSON of any shape; the line's depth has been looked at before. */
const json = z.unknown();

const errorInfo = z.looseObject({
  code: shortText,
  message: text,
  action: text.optional(),
  nodeId: shortText.optional(),
});
const usage = z.looseObject({ inputTokens: count, outputTokens: count });

/** A value of the record. */
const recordedValueSchema = z.union([
  z.looseObject({ hash: z.string().regex(/^[0-9a-f]{64}$/), bytes: count, preview: text }),
  z.looseObject({ value: json }).refine((value) => 'value' in value, 'holds no value'),
]);

const outputBody = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text-delta'), text }),
  z.looseObject({ type: z.literal('reasoning-delta'), text }),
  z.looseObject({ type: z.literal('tool-call-start'), callId: text, name: text }),
  z.looseObject({ type: z.literal('tool-call-delta'), callId: text, text }),
  z.looseObject({ type: z.literal('tool-call-end'), callId: text, name: text, arguments: text }),
  z.looseObject({
    type: z.literal('tool-result'),
    callId: text,
    name: text,
    result: text,
    isError: z.boolean(),
  }),
  z.looseObject({ type: z.literal('retry'), delayMs: count, error: errorInfo }),
  z.looseObject({ type: z.literal('usage'), usage }),
  z.looseObject({ type: z.literal('custom'), name: text, value: json }),
]);

const traceBody = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('span-started'), input: recordedValueSchema }),
  z.looseObject({
    type: z.literal('span-finished'),
    output: recordedValueSchema,
    durationUs: count,
    usage: usage.optional(),
  }),
  z.looseObject({
    type: z.literal('span-failed'),
    error: errorInfo,
    durationUs: count,
    usage: usage.optional(),
  }),
  z.looseObject({ type: z.literal('note'), name: text, value: recordedValueSchema }),
]);

const question = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('approval'),
    text,
    subject: recordedValueSchema.optional(),
  }),
  z.looseObject({
    type: z.literal('input'),
    text,
    format: z.enum(['text', 'json']),
    subject: recordedValueSchema.optional(),
    choices: z.array(text).optional(),
  }),
]);

const endState = z.enum(['done', 'failed', 'cancelled', 'interrupted']);

const statusBody = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('run-started') }),
  z.looseObject({
    type: z.literal('run-ended'),
    state: endState,
    output: recordedValueSchema.optional(),
    error: errorInfo.optional(),
  }),
  z.looseObject({
    type: z.literal('span-opened'),
    parentSpanId: shortText,
    kind: shortText,
    title: shortText,
  }),
  z.looseObject({
    type: z.literal('span-closed'),
    state: z.enum(['done', 'failed', 'cancelled', 'skipped']),
    durationUs: count,
    error: errorInfo.optional(),
    usage: usage.optional(),
  }),
  z.looseObject({ type: z.literal('node-skipped') }),
  z.looseObject({ type: z.literal('run-paused') }),
  z.looseObject({ type: z.literal('run-continued') }),
  z.looseObject({ type: z.literal('work-held'), values: recordedValueSchema.optional() }),
  z.looseObject({ type: z.literal('work-released'), values: recordedValueSchema.optional() }),
  z.looseObject({ type: z.literal('input-requested'), questionId: shortText, question }),
  z.looseObject({ type: z.literal('input-received'), questionId: shortText }),
]);

const stamp = {
  type: z.literal('event'),
  spanId: shortText,
  nodeId: shortText,
  attempt: z.int().min(1),
  iteration: shortText,
  order: z.int().min(0),
  timeUs: z.number().min(0).max(Number.MAX_SAFE_INTEGER),
};

const engineEvent = z.discriminatedUnion('queue', [
  z.strictObject({ ...stamp, queue: z.literal('output'), body: outputBody }),
  z.strictObject({ ...stamp, queue: z.literal('trace'), body: traceBody }),
  z.strictObject({ ...stamp, queue: z.literal('status'), body: statusBody }),
]);
/** Of a queue of a module's own: any JSON. */
const ownEvent = z.strictObject({ ...stamp, queue: shortText.min(1), body: json });
const engineQueues: ReadonlySet<unknown> = new Set(['output', 'trace', 'status']);

const time = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const otherItem = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('flow'), text }),
  z.strictObject({ type: z.literal('value'), hash: shortText, value: json }),
  z.strictObject({
    type: z.literal('run'),
    runId: z.string().min(1).max(200),
    flowId: shortText,
    flowName: shortText,
    startedUs: time,
    input: recordedValueSchema,
  }),
  z.strictObject({ type: z.literal('traffic'), line: text }),
  z.looseObject({
    type: z.literal('end'),
    state: endState,
    endedUs: time,
    output: recordedValueSchema.optional(),
    error: errorInfo.optional(),
    events: z.int().min(0),
  }),
]);

/** The schema that an entry must fit, by what it says that it is. */
export function schemaFor(item: { readonly type?: unknown; readonly queue?: unknown }): z.ZodType {
  if (item.type !== 'event') return otherItem;
  return engineQueues.has(item.queue) ? engineEvent : ownEvent;
}
