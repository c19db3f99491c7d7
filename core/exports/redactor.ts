import type {
  LifeEvent,
  RecordedValue,
  RunEvent,
  StatusEvent,
  TokenEvent,
  TraceEntry,
} from '../contracts/events.ts';
import { isOutputEvent, isStatusEvent, isTraceEvent } from '../contracts/events.ts';
import type { AskedQuestion } from '../contracts/questions.ts';
import { maskKeyShapes } from '../model/find-key-shapes.ts';
import { assertNever } from '../shared/assert-never.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import { isJsonObject } from '../shared/json.ts';
import type { JsonValue } from '../shared/json.ts';
import { createValueMasker } from '../stream/mask-secrets.ts';
import { describeContent, describeText, hideText } from './describe-content.ts';
import { mapRecordedValues } from './recorded-values.ts';

export interface RedactionOptions {
  /** Values that nothing which leaves this machine may hold. */
  readonly secrets: readonly string[];
  /** Tell of inputs, outputs and tokens only what they are and how long. */
  readonly withoutContents: boolean;
}

/** Makes of what the record holds what may leave this machine. */
export interface Redactor {
  readonly withoutContents: boolean;
  event(event: RunEvent): RunEvent;
  /** A text that is kept even where contents are left out, such as the flow. */
  text(text: string): string;
  value(value: JsonValue): JsonValue;
  recorded(value: RecordedValue): RecordedValue;
  error(error: ErrorInfo): ErrorInfo;
}

/** Masks secrets, and all that has the shape of a well-known key; leaves out contents where that is wanted. */
export function createRedactor({ secrets, withoutContents }: RedactionOptions): Redactor {
  const maskSecrets = createValueMasker(secrets);
  const mask = (value: JsonValue): JsonValue => maskShapes(maskSecrets(value));
  if (!withoutContents) {
    const maskAny = <Value>(value: Value): Value => mask(value as JsonValue) as Value;
    return {
      withoutContents,
      event: (event) => {
        const body = maskAny(event.body);
        return body === event.body ? event : { ...event, body };
      },
      text: maskAny,
      value: mask,
      recorded: maskAny,
      error: maskAny,
    };
  }
  return {
    withoutContents,
    event: (event) => ({ ...event, body: mask(leaveOutContents(event) as JsonValue) }),
    text: (text) => mask(text) as string,
    value: describeContent,
    recorded: hideRecorded,
    error: hideError,
  };
}

/** The value itself where nothing in it looks like a key. */
function maskShapes(value: JsonValue): JsonValue {
  if (typeof value === 'string') return maskKeyShapes(value);
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    const masked = items.map(maskShapes);
    return masked.every((item, index) => item === items[index]) ? items : masked;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  const masked = entries.map(
    ([key, item]) => [key, item === undefined ? undefined : maskShapes(item)] as const,
  );
  const isSame = masked.every(([, item], index) => item === entries[index]?.[1]);
  return isSame ? value : Object.fromEntries(masked);
}

function hideRecorded(value: RecordedValue): RecordedValue {
  return 'hash' in value
    ? { value: `[large value: ${value.bytes} bytes]` }
    : { value: describeContent(value.value) };
}

/** Sentences and details quote what was said; codes do not. */
function hideError({ code, message, nodeId }: ErrorInfo): ErrorInfo {
  return {
    code,
    message: describeText(message),
    ...(nodeId === undefined ? {} : { nodeId }),
  };
}

function leaveOutContents(event: RunEvent): unknown {
  if (isOutputEvent(event)) return hideOutput(event.body);
  if (isTraceEvent(event)) return hideTrace(event.body);
  if (isStatusEvent(event)) return hideStatus(event);
  return describeContent(event.body as JsonValue);
}

function hideOutput(body: TokenEvent): TokenEvent {
  switch (body.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'tool-call-delta':
      return { ...body, text: hideText(body.text) };
    case 'tool-call-end':
      return { ...body, arguments: describeText(body.arguments) };
    case 'tool-result':
      return { ...body, result: describeText(body.result) };
    case 'retry':
      return { ...body, error: hideError(body.error) };
    case 'custom':
      return { ...body, value: describeContent(body.value) };
    case 'tool-call-start':
    case 'usage':
      return body;
    default:
      return assertNever(body, 'output event');
  }
}

function hideTrace(body: TraceEntry): TraceEntry {
  switch (body.type) {
    case 'span-started':
      return { ...body, input: hideRecorded(body.input) };
    case 'span-finished':
      return { ...body, output: hideRecorded(body.output) };
    case 'span-failed':
      return { ...body, error: hideError(body.error) };
    case 'note':
      return { ...body, value: hideRecorded(body.value) };
    default:
      return assertNever(body, 'trace entry');
  }
}

function hideQuestion(question: AskedQuestion): AskedQuestion {
  const text = describeText(question.text);
  return question.type === 'approval'
    ? { type: 'approval', text }
    : { type: 'input', text, format: question.format };
}

function hideStatus(event: LifeEvent): StatusEvent {
  // Whatever kind of event it is, its values are among its members, and so is its error.
  const { body } = mapRecordedValues(event, hideRecorded) as LifeEvent;
  if (body.type === 'run-ended' || body.type === 'span-closed')
    return body.error === undefined ? body : { ...body, error: hideError(body.error) };
  // Titles of calls go on with their arguments.
  if (body.type === 'span-opened') return { ...body, title: body.title.split(' · ')[0] ?? '' };
  if (body.type === 'input-requested') return { ...body, question: hideQuestion(body.question) };
  if (body.type !== 'input-received') return body;
  const { type, questionId } = body;
  return { type, questionId };
}
