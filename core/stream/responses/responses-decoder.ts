import type { ChatPart, FinishReason } from '../../contracts/chat.ts';
import type { Usage } from '../../contracts/usage.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import {
  describeError,
  noFinishReason,
  providerError,
  readUsage,
} from '../chat-completions/chunk-fields.ts';
import { ResponsesCalls } from './responses-calls.ts';

/**
 * Turns the events of a Responses API stream into chat parts; a whole response that was not streamed counts as its
 * last event. Unknown events are passed over: the API grows.
 */
export class ResponsesDecoder {
  readonly #calls: ResponsesCalls;
  /** Which texts have been streamed, so that the whole ones that follow are not shown again. */
  readonly #streamed = new Set<string>();
  #reasoningItem = '';
  /** Whether items came one by one; the last event repeats them all. */
  #hasItems = false;
  #usage: Usage | undefined;
  #failure: ErrorInfo | undefined;
  #finish: FinishReason | undefined;
  #status: string | undefined;

  /** `createId` makes an id for a call that comes without one. */
  constructor(createId: () => string) {
    this.#calls = new ResponsesCalls(createId);
  }

  /** Why the turn failed; undefined while all is well. */
  get failure(): ErrorInfo | undefined {
    return this.#failure;
  }

  /** The status of the response in the provider's own words; undefined until it came. */
  get status(): string | undefined {
    return this.#status;
  }

  /** Whether nothing that follows can matter. */
  get isDone(): boolean {
    return this.#finish !== undefined || this.#failure !== undefined;
  }

  /** Takes the data of one event. */
  push(data: string): ChatPart[] {
    const parts: ChatPart[] = [];
    if (this.isDone || !data.startsWith('{')) return parts;
    const event = parseObject(data);
    if (event === undefined) this.#fail('it sent a piece that is not JSON');
    else this.#readEvent(event, parts);
    return parts;
  }

  /** Ends the stream: finishes or withholds the calls, then usage and `finish`. */
  end(failure?: ErrorInfo): ChatPart[] {
    const parts: ChatPart[] = [];
    this.#failure ??= failure ?? (this.#finish === undefined ? noFinishReason : undefined);
    const reason = this.#failure === undefined ? (this.#finish ?? 'interrupted') : 'interrupted';
    if (reason === 'stop') this.#calls.finish(parts);
    else this.#calls.withhold(whyWithheld(reason), parts);
    if (this.#usage !== undefined) parts.push({ type: 'usage', usage: this.#usage });
    const hasCalls = reason === 'stop' && this.#calls.size > 0;
    parts.push({ type: 'finish', reason: hasCalls ? 'tool-calls' : reason });
    return parts;
  }

  #readEvent(event: JsonObject, parts: ChatPart[]): void {
    switch (event.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        this.#streamed.add(placeOf(event));
        return pushText('text-delta', event.delta, parts);
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        return this.#readReasoning(event, parts);
      case 'response.output_item.added':
        return this.#calls.add(event, parts);
      case 'response.function_call_arguments.delta':
        return this.#calls.grow(event, parts);
      case 'response.output_item.done':
        this.#hasItems = true;
        return this.#readWholeItem(event, parts);
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
      case 'response.cancelled':
        return this.#readEnd(isJsonObject(event.response) ? event.response : {}, parts);
      case 'error':
        return this.#fail(describeError(event.error ?? event.message ?? event));
      default:
        if (event.object === 'response') this.#readEnd(event, parts);
        else if (event.error !== undefined && event.error !== null)
          this.#fail(describeError(event.error));
    }
  }

  #readReasoning(event: JsonObject, parts: ChatPart[]): void {
    const place = placeOf(event);
    this.#streamed.add(place);
    // The parts of a summary are paragraphs that come without any space between them.
    const isNext = this.#reasoningItem !== '' && this.#reasoningItem !== place;
    this.#reasoningItem = place;
    if (isNext) pushText('reasoning-delta', '\n\n', parts);
    pushText('reasoning-delta', event.delta, parts);
  }

  /** An item in whole: what was not streamed of it is shown now. */
  #readWholeItem(event: JsonObject, parts: ChatPart[]): void {
    const { item } = event;
    if (!isJsonObject(item)) return;
    if (item.type === 'function_call') return this.#calls.complete(event, parts);
    if (item.type === 'reasoning') return this.#calls.keepReasoning(item);
    if (item.type !== 'message' || !Array.isArray(item.content)) return;
    for (const [index, content] of (item.content as readonly JsonValue[]).entries()) {
      const place = placeOf({ output_index: event.output_index, content_index: index });
      if (!isJsonObject(content) || this.#streamed.has(place)) continue;
      this.#streamed.add(place);
      pushText('text-delta', content.text ?? content.refusal, parts);
    }
  }

  #readEnd(response: JsonObject, parts: ChatPart[]): void {
    if (Array.isArray(response.output) && !this.#hasItems) {
      for (const [index, item] of (response.output as readonly JsonValue[]).entries()) {
        this.#readWholeItem({ output_index: index, item }, parts);
      }
    }
    this.#usage = readUsage(response) ?? this.#usage;
    this.#status = typeof response.status === 'string' ? response.status : 'completed';
    if (this.#status === 'completed') this.#finish = 'stop';
    else if (this.#status === 'incomplete') this.#finish = readCut(response.incomplete_details);
    else this.#fail(describeError(response.error ?? `it ended with “${this.#status}”`));
  }

  #fail(words: string): void {
    this.#failure ??= providerError(words);
  }
}

function readCut(details: JsonValue | undefined): FinishReason {
  const reason = isJsonObject(details) ? details.reason : undefined;
  return reason === 'content_filter' ? 'content-filter' : 'length';
}

function whyWithheld(reason: FinishReason): string {
  if (reason === 'length') return 'the token limit cut the answer';
  if (reason === 'content-filter') return 'a content filter cut the answer';
  return 'the stream did not end well';
}

/** Which text of which item an event belongs to. */
function placeOf(event: JsonObject): string {
  return JSON.stringify([event.output_index, event.summary_index, event.content_index]);
}

function pushText(
  type: 'text-delta' | 'reasoning-delta',
  text: JsonValue | undefined,
  parts: ChatPart[],
): void {
  if (typeof text === 'string' && text !== '') parts.push({ type, text });
}

function parseObject(data: string): JsonObject | undefined {
  try {
    return JSON.parse(data) as JsonObject;
  } catch {
    return undefined;
  }
}
