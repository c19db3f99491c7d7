import {
  isStatusEvent,
  type RecordedValue,
  type RunEvent,
  type TokenEvent,
  type TraceEntry,
} from '../../../contracts/events.ts';
import type { TextField } from '../../../contracts/run-history.ts';
import type { ErrorInfo } from '../../../shared/errors.ts';
import type { JsonValue } from '../../../shared/json.ts';

/** The fields by the numbers that they have in the record: only ever add at the end. */
export const textFields: readonly TextField[] = [
  'title',
  'input',
  'text',
  'reasoning',
  'tool-call',
  'output',
  'error',
];

/** What of an event can be searched: a piece of a stream, or texts of their own. */
export type EventText =
  | { readonly field: 'text' | 'reasoning'; readonly piece: string }
  | { readonly field: 'title' | 'tool-call' | 'error'; readonly texts: readonly string[] }
  | { readonly field: 'input' | 'output'; readonly value: RecordedValue };

/** What of an event can be searched. */
export function readEventTexts(event: RunEvent): readonly EventText[] {
  if (event.queue === 'output') return readTokenTexts(event.body as TokenEvent);
  if (event.queue === 'trace') return readTraceTexts(event.body as TraceEntry);
  if (!isStatusEvent(event)) return [];
  const { body } = event;
  if (body.type === 'span-opened') return [{ field: 'title', texts: [body.title] }];
  if (body.type === 'span-closed') return body.error ? [readError(body.error)] : [];
  if (body.type !== 'run-ended') return [];
  return [
    ...(body.output === undefined ? [] : [{ field: 'output' as const, value: body.output }]),
    ...(body.error === undefined ? [] : [readError(body.error)]),
  ];
}

function readTokenTexts(body: TokenEvent): readonly EventText[] {
  switch (body.type) {
    case 'text-delta':
      return [{ field: 'text', piece: body.text }];
    case 'reasoning-delta':
      return [{ field: 'reasoning', piece: body.text }];
    case 'tool-call-end':
      return [{ field: 'tool-call', texts: [body.name, body.arguments] }];
    case 'tool-result':
      return [{ field: 'tool-call', texts: [body.result] }];
    default:
      return [];
  }
}

function readTraceTexts(body: TraceEntry): readonly EventText[] {
  if (body.type === 'span-started') return [{ field: 'input', value: body.input }];
  if (body.type === 'span-finished') return [{ field: 'output', value: body.output }];
  return [];
}

function readError(error: ErrorInfo): EventText {
  return { field: 'error', texts: [error.code, error.message] };
}

/** The texts and numbers in a value, in its order; keys are left out, since every value of a kind has the same. */
export function* readLeaves(value: JsonValue): Generator<string> {
  // By hand: a value may nest deeper than the stack.
  const open: JsonValue[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') yield next;
    else if (typeof next === 'number') yield String(next);
    else if (typeof next === 'object' && next !== null) {
      const inner: readonly (JsonValue | undefined)[] = Array.isArray(next)
        ? (next as readonly JsonValue[])
        : Object.values(next);
      for (let index = inner.length - 1; index >= 0; index -= 1) {
        const item = inner[index];
        if (item !== undefined) open.push(item);
      }
    }
  }
}
