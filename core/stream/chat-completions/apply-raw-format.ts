import type { ChatPart, FinishReason, ToolSpec } from '../../contracts/chat.ts';
import { findRawFormat } from '../formats/index.ts';
import { Sieve } from '../sieve/sieve.ts';

/**
 * Reads the calls that a model writes into its text: text goes through the sieve, API calls pass beside it, and the
 * calls of both are numbered as one row.
 */
export class RawFormatReader {
  readonly #sieve: Sieve;
  readonly #numbers = new Map<string, number>();

  /** `createId` makes the ids of calls in the text. Throws MillraceError `unknown_raw_format`. */
  constructor(formatId: string, tools: readonly ToolSpec[], createId: () => string) {
    this.#sieve = new Sieve({ format: findRawFormat(formatId), tools, nextCallId: createId });
  }

  /** Takes the parts of one network read; returns what may be shown of them. */
  push(parts: readonly ChatPart[]): ChatPart[] {
    return parts.flatMap((part) =>
      part.type === 'text-delta'
        ? this.#sieve.push(part.text).map((sieved) => this.#renumber('text', sieved))
        : [this.#renumber('api', part)],
    );
  }

  /** Takes the last parts, up to `finish`: releases what was held back, before usage and `finish`. */
  end(parts: readonly ChatPart[]): ChatPart[] {
    const finish = parts.find((part) => part.type === 'finish');
    const reason = finish?.reason ?? 'interrupted';
    const rest = parts.filter((part) => part.type !== 'finish');
    // What is released belongs behind the text that came with the last read, and before the usage that sums it up.
    const streamed = this.push(rest.filter((part) => part.type !== 'usage'));
    const released = this.#sieve.end(endOfText(reason));
    const hasCalls = released.some((part) => part.type === 'tool-call-end');
    return [
      ...streamed,
      ...released.map((part) => this.#renumber('text', part)),
      ...rest.filter((part) => part.type === 'usage'),
      { type: 'finish', reason: reason === 'stop' && hasCalls ? 'tool-calls' : reason },
    ];
  }

  #renumber(source: 'text' | 'api', part: ChatPart): ChatPart {
    if (!('call' in part) || part.call === undefined) return part;
    const key = `${source}${part.call}`;
    const call = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, call);
    return part.call === call ? part : { ...part, call };
  }
}

function endOfText(reason: FinishReason): 'complete' | 'length' | 'interrupted' {
  if (reason === 'length' || reason === 'content-filter') return 'length';
  return reason === 'interrupted' ? 'interrupted' : 'complete';
}
