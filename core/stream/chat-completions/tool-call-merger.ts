import type { ChatPart } from '../../contracts/chat.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

interface OpenCall {
  readonly call: number;
  id: string;
  /** Whether the provider sent the id, or it is ours. */
  idIsGiven: boolean;
  name: string;
  arguments: string;
  /** Arguments that have not been reported: what came before the name. */
  unreported: string;
  started: boolean;
  extra: Record<string, JsonValue>;
}

/** Fields of a call that a provider wants to see again next turn. */
const returnedFields = ['extra_content', 'thought_signature', 'provider_specific_fields'];

/**
 * Merges the pieces of API tool calls. A known id means that call; a new id a new call, even on a used index; else
 * the index decides, else it is the last call. Id and name are assigned once, arguments only grow, and a call is
 * finished only at the end of the stream, since arguments that parse may still go on.
 */
export class ToolCallMerger {
  readonly #calls: OpenCall[] = [];
  readonly #byId = new Map<string, OpenCall>();
  readonly #byIndex = new Map<number, OpenCall>();
  readonly #createId: () => string;

  constructor(createId: () => string) {
    this.#createId = createId;
  }

  /** How many calls have appeared. */
  get size(): number {
    return this.#calls.length;
  }

  /** Takes one item of `delta.tool_calls`. */
  push(item: JsonObject, parts: ChatPart[]): void {
    const givenFunction = isJsonObject(item.function) ? item.function : item;
    const id = nonEmptyString(item.id);
    const name = nonEmptyString(givenFunction.name);
    const index = typeof item.index === 'number' ? item.index : undefined;
    const text = argumentsText(givenFunction.arguments);
    const call = this.#find(id, index, name, text) ?? this.#open(id);
    if (index !== undefined) this.#byIndex.set(index, call);
    if (id !== '') this.#assignId(call, id);
    if (call.name === '') call.name = name;
    call.arguments += text;
    call.unreported += text;
    for (const field of returnedFields) {
      const value = item[field];
      if (value !== undefined && value !== null) call.extra[field] = value;
    }
    this.#report(call, parts);
  }

  /** Reports every call as finished, in order of appearance. */
  finish(parts: ChatPart[]): void {
    for (const call of this.#calls) {
      if (call.name === '') {
        parts.push(
          failedCall(call, 'malformed_call', 'The model wrote a tool call without a name.'),
        );
        continue;
      }
      const { id, name, extra } = call;
      const hasExtra = Object.keys(extra).length > 0;
      parts.push({
        type: 'tool-call-end',
        call: call.call,
        toolCall: { id, name, arguments: call.arguments, ...(hasExtra ? { extra } : {}) },
      });
    }
  }

  /** Reports every call as withheld, because the stream did not end well: `why` completes the sentence. */
  withhold(why: string, parts: ChatPart[]): void {
    for (const call of this.#calls) {
      const what = call.name === '' ? 'A tool call' : `The call of ${call.name}`;
      parts.push(
        isCompleteObject(call.arguments)
          ? failedCall(call, 'call_withheld', `${what} was not carried out, because ${why}.`)
          : failedCall(call, 'incomplete_call', `${what} is incomplete, because ${why}.`),
      );
    }
  }

  #find(id: string, index: number | undefined, name: string, text: string): OpenCall | undefined {
    const known = id === '' ? undefined : this.#byId.get(id);
    if (known !== undefined) return known;
    const indexed = index === undefined ? this.#calls.at(-1) : this.#byIndex.get(index);
    if (indexed === undefined) return undefined;
    if (id !== '') {
      const isLateId = !indexed.idIsGiven && name === '' && index !== undefined;
      return isLateId ? indexed : undefined;
    }
    // Servers without ids and indexes send whole calls: a second document cannot belong to a complete first one.
    const isNextWholeCall =
      name !== '' && text.startsWith('{') && isCompleteObject(indexed.arguments);
    return isNextWholeCall ? undefined : indexed;
  }

  #open(id: string): OpenCall {
    const call: OpenCall = {
      call: this.#calls.length,
      id: id === '' ? this.#createId() : id,
      idIsGiven: id !== '',
      name: '',
      arguments: '',
      unreported: '',
      started: false,
      extra: {},
    };
    this.#calls.push(call);
    return call;
  }

  #assignId(call: OpenCall, id: string): void {
    this.#byId.set(id, call);
    if (call.idIsGiven) return;
    call.idIsGiven = true;
    if (!call.started) call.id = id;
  }

  #report(call: OpenCall, parts: ChatPart[]): void {
    if (!call.started) {
      if (call.name === '') return;
      call.started = true;
      parts.push({ type: 'tool-call-start', call: call.call, id: call.id, name: call.name });
    }
    if (call.unreported === '') return;
    // Not cut from the whole: that would copy all arguments at every delta.
    parts.push({ type: 'tool-call-delta', call: call.call, text: call.unreported });
    call.unreported = '';
  }
}

function failedCall(call: OpenCall, code: string, message: string): ChatPart {
  const error = { code, message, action: 'Run it again.' };
  const started = call.started ? { call: call.call } : {};
  return { type: 'tool-call-error', error, raw: call.arguments, ...started };
}

function nonEmptyString(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function argumentsText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function isCompleteObject(text: string): boolean {
  if (!text.trimEnd().endsWith('}')) return false;
  try {
    return isJsonObject(JSON.parse(text));
  } catch {
    return false;
  }
}
