import type { ChatPart } from '../../contracts/chat.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

interface OpenCall {
  readonly call: number;
  readonly id: string;
  readonly name: string;
  /** In the pieces that came, joined once. */
  readonly pieces: string[];
  /** The sealed reasoning that led to the call, as the endpoint wants it back. */
  readonly reasoning: readonly JsonObject[];
  isOver: boolean;
}

/** The key of `ToolCall.extra` under which a call carries the reasoning items that must be returned before it. */
export const reasoningItemsKey = 'reasoning_items';

/** The function calls of one response, by the place of their items; finished only when the response ends well. */
export class ResponsesCalls {
  readonly #createId: () => string;
  readonly #calls = new Map<string, OpenCall>();
  #reasoning: JsonObject[] = [];

  constructor(createId: () => string) {
    this.#createId = createId;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** Keeps a whole reasoning item for the call that follows it, if it is sealed and can so be returned. */
  keepReasoning(item: JsonObject): void {
    if (typeof item.encrypted_content === 'string') this.#reasoning.push(item);
  }

  /** Takes an item that begins; it may carry arguments already. */
  add(event: JsonObject, parts: ChatPart[]): void {
    const { item } = event;
    if (!isJsonObject(item) || item.type !== 'function_call') return;
    this.#open(event, item, parts);
  }

  /** Takes a piece of arguments. */
  grow(event: JsonObject, parts: ChatPart[]): void {
    const call = this.#calls.get(keyOf(event));
    if (call === undefined || call.isOver) return;
    growBy(call, textOf(event.delta), parts);
  }

  /** Takes a whole item: shows what was not streamed of it. */
  complete(event: JsonObject, parts: ChatPart[]): void {
    const { item } = event;
    if (!isJsonObject(item)) return;
    const call =
      this.#calls.get(keyOf(event)) ??
      this.#open(
        event,
        {
          ...item,
          arguments: '',
        },
        parts,
      );
    if (call.isOver) return;
    // A response that was cut lists its last call as far as it came.
    call.isOver = item.status !== 'incomplete';
    const whole = textOf(item.arguments);
    const streamed = call.pieces.join('');
    if (whole.startsWith(streamed)) growBy(call, whole.slice(streamed.length), parts);
  }

  /** Finishes all calls, in their order. */
  finish(parts: ChatPart[]): void {
    for (const { call, id, name, pieces, reasoning } of this.#calls.values()) {
      const extra = reasoning.length === 0 ? {} : { extra: { [reasoningItemsKey]: reasoning } };
      parts.push({
        type: 'tool-call-end',
        call,
        toolCall: { id, name, arguments: pieces.join(''), ...extra },
      });
    }
  }

  /** Closes all calls as not to be carried out. */
  withhold(why: string, parts: ChatPart[]): void {
    for (const { call, name, pieces, isOver } of this.#calls.values()) {
      const error = {
        code: isOver ? 'call_withheld' : 'incomplete_call',
        message: `The call of ${name} ${isOver ? 'was not carried out' : 'is incomplete'}, because ${why}.`,
        action: 'Run it again.',
      };
      parts.push({ type: 'tool-call-error', error, raw: pieces.join(''), call });
    }
  }

  #open(event: JsonObject, item: JsonObject, parts: ChatPart[]): OpenCall {
    const key = keyOf(event);
    const known = this.#calls.get(key);
    if (known !== undefined) return known;
    const id = textOf(item.call_id) || textOf(item.id) || this.#createId();
    const name = textOf(item.name);
    const call: OpenCall = {
      call: this.#calls.size,
      id,
      name,
      pieces: [],
      reasoning: this.#reasoning,
      isOver: false,
    };
    this.#reasoning = [];
    this.#calls.set(key, call);
    parts.push({ type: 'tool-call-start', call: call.call, id, name });
    growBy(call, textOf(item.arguments), parts);
    return call;
  }
}

function growBy(call: OpenCall, text: string, parts: ChatPart[]): void {
  if (text === '') return;
  call.pieces.push(text);
  parts.push({ type: 'tool-call-delta', call: call.call, text });
}

function keyOf(event: JsonObject): string {
  return JSON.stringify(event.output_index ?? event.item_id ?? 0);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
