import type { ChatPart, FinishReason, ReasoningStart, ToolSpec } from '../../contracts/chat.ts';
import { findRawFormat } from '../formats/index.ts';
import type { ToolFormat } from '../formats/tool-format.ts';
import { Sieve } from '../sieve/sieve.ts';
import type { SieveOutcome } from '../sieve/sieve.ts';

/** How the text of an endpoint is read for calls. */
export interface RawFormatOptions {
  /** Formats beyond those that ship. */
  readonly extraFormats?: readonly ToolFormat[] | undefined;
  /**
   * Whether the content begins inside reasoning; `auto` and undefined: as the format says. Never once the endpoint sent
   * reasoning apart: a server that takes it out leaves none in the content.
   */
  readonly startInReasoning?: ReasoningStart | 'auto' | undefined;
  /** Whether calls are looked for in the reasoning that the endpoint sends apart; by default as the format says. */
  readonly readsReasoning?: boolean | undefined;
}

type Source = 'text' | 'reasoning' | 'api';

/**
 * Reads the calls that a model writes into its text: text goes through the sieve, and where the format has calls inside
 * reasoning that too; API calls pass beside it, and the calls of all are numbered as one row.
 */
export class RawFormatReader {
  readonly #format: ToolFormat;
  readonly #tools: readonly ToolSpec[];
  readonly #createId: () => string;
  readonly #startInReasoning: ReasoningStart | undefined;
  readonly #reasoning: Sieve | undefined;
  readonly #numbers = new Map<string, number>();
  #text: Sieve | undefined;
  #hasReasoning = false;
  /** What came since a beginning that is only likely, and what of it was shown as reasoning; undefined once more came. */
  #unended: { readonly raw: string[]; readonly shown: string[] } | undefined;

  /** `createId` makes the ids of calls in the text. Throws MillraceError `unknown_raw_format`. */
  constructor(
    formatId: string,
    tools: readonly ToolSpec[],
    createId: () => string,
    options: RawFormatOptions = {},
  ) {
    this.#format = findRawFormat(formatId, options.extraFormats);
    this.#tools = tools;
    this.#createId = createId;
    const { startInReasoning } = options;
    this.#startInReasoning = startInReasoning === 'auto' ? undefined : startInReasoning;
    const { reasoning } = this.#format;
    const readsReasoning = options.readsReasoning ?? reasoning?.callsInside ?? false;
    if (readsReasoning && reasoning !== undefined) this.#reasoning = this.#createSieve(true);
  }

  /** Takes the parts of one network read; returns what may be shown of them. */
  push(parts: readonly ChatPart[]): ChatPart[] {
    return parts.flatMap((part) => {
      if (part.type === 'text-delta') return this.#readText(part.text);
      if (part.type !== 'reasoning-delta') return this.#mark('api', [part]);
      this.#hasReasoning = true;
      return this.#reasoning === undefined
        ? [part]
        : this.#mark('reasoning', this.#reasoning.push(part.text));
    });
  }

  /** Takes the last parts, up to `finish`: releases what was held back, before usage and `finish`. */
  end(parts: readonly ChatPart[]): ChatPart[] {
    const finish = parts.find((part) => part.type === 'finish');
    const reason = finish?.reason ?? 'interrupted';
    const rest = parts.filter((part) => part.type !== 'finish');
    // What is released belongs behind the text that came with the last read, and before the usage that sums it up.
    const streamed = this.push(rest.filter((part) => part.type !== 'usage'));
    const outcome = endOfText(reason);
    const released = [
      ...this.#mark('reasoning', this.#reasoning?.end(outcome) ?? []),
      ...this.#mark('text', this.#text?.end(outcome) ?? []),
    ];
    if (reason === 'stop') released.push(...this.#answerOf(released));
    const hasCalls = released.some((part) => part.type === 'tool-call-end');
    return [
      ...streamed,
      ...released,
      ...rest.filter((part) => part.type === 'usage'),
      { type: 'finish', reason: reason === 'stop' && hasCalls ? 'tool-calls' : reason },
    ];
  }

  #textSieve(): Sieve {
    if (this.#text !== undefined) return this.#text;
    const start = this.#hasReasoning ? false : this.#startInReasoning;
    if (start === 'likely') this.#unended = { raw: [], shown: [] };
    this.#text = this.#createSieve(start === 'likely' ? true : start);
    return this.#text;
  }

  #readText(text: string): ChatPart[] {
    const parts = this.#textSieve().push(text);
    this.#unended?.raw.push(text);
    this.#noteUnended(parts);
    return this.#mark('text', parts);
  }

  #noteUnended(parts: readonly ChatPart[]): void {
    if (this.#unended === undefined) return;
    for (const part of parts) {
      if (part.type === 'reasoning-delta') this.#unended?.shown.push(part.text);
      else this.#unended = undefined;
    }
  }

  /**
   * The text of a complete answer that was shown as reasoning throughout: the server took the reasoning out, or there
   * was none. Shown twice is better than an empty answer.
   */
  #answerOf(released: readonly ChatPart[]): ChatPart[] {
    this.#noteUnended(released);
    const raw = this.#unended?.raw.join('') ?? '';
    const hasEnded = this.#format.reasoning?.close.some((marker) => raw.includes(marker)) ?? false;
    const text = this.#unended?.shown.join('') ?? '';
    return text === '' || hasEnded ? [] : [{ type: 'text-delta', text }];
  }

  #createSieve(startInReasoning: boolean | undefined): Sieve {
    return new Sieve({
      format: this.#format,
      tools: this.#tools,
      nextCallId: this.#createId,
      ...(startInReasoning === undefined ? {} : { startInReasoning }),
    });
  }

  /** Numbers calls in one row; what comes out of reasoning stays reasoning. */
  #mark(source: Source, parts: readonly ChatPart[]): ChatPart[] {
    return parts.map((part) => {
      const isReasoning = source === 'reasoning' && part.type === 'text-delta';
      return isReasoning
        ? { type: 'reasoning-delta', text: part.text }
        : this.#renumber(source, part);
    });
  }

  #renumber(source: Source, part: ChatPart): ChatPart {
    if (!('call' in part) || part.call === undefined) return part;
    const key = `${source}${part.call}`;
    const call = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, call);
    return part.call === call ? part : { ...part, call };
  }
}

function endOfText(reason: FinishReason): SieveOutcome {
  if (reason === 'length' || reason === 'content-filter') return 'length';
  return reason === 'interrupted' ? 'interrupted' : 'complete';
}
