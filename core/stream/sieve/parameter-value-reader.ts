import { type CallDraft, doubtLimit, namePattern } from './call-reader.ts';
import type { ParameterMarkers, TagMatch } from './parameter-markers.ts';
import type { ParameterValue } from './parameter-value.ts';
import { skipSpace } from './white-space.ts';

/** What one read of a value came to; `position` is how far the input is used up. */
interface ValueRead {
  /** `cut`: the output ended within it. */
  readonly kind: 'more' | 'ended' | 'cut';
  readonly position: number;
}

/** What a reader of values must know. */
interface ValueReaderOptions {
  readonly markers: ParameterMarkers;
  /** Whether the call can have a further parameter of this name; undefined: nothing is known of its tool. */
  readonly isFurtherKey: (key: string) => boolean | undefined;
}

/** Reads one value up to its end. A marker ends it only if what follows shows that it is no part of the value. */
export class ParameterValueReader {
  readonly #draft: CallDraft;
  readonly #value: ParameterValue;
  readonly #options: ValueReaderOptions;
  #isLineStart = true;

  constructor(draft: CallDraft, value: ParameterValue, options: ValueReaderOptions) {
    this.#draft = draft;
    this.#value = value;
    this.#options = options;
  }

  read(input: string, from: number, isFinal: boolean): ValueRead {
    let at = from;
    for (;;) {
      const scan = this.#options.markers.value.scan(input, at, isFinal);
      this.#take(input, at, scan.start);
      if (scan.kind !== 'match') return { kind: isFinal ? 'cut' : 'more', position: scan.start };
      const isEnd = this.#isEnd(input, scan, isFinal);
      if (isEnd === undefined) return { kind: 'more', position: scan.start };
      if (isEnd) {
        this.#value.end();
        // All other markers belong to what follows.
        const position = scan.role === 'value' ? scan.end : scan.start;
        this.#draft.use(input, scan.start, position);
        return { kind: 'ended', position };
      }
      this.#take(input, scan.start, scan.end);
      at = scan.end;
    }
  }

  #take(input: string, from: number, to: number): void {
    if (to === from) return;
    this.#draft.use(input, from, to);
    this.#value.write(input.slice(from, to));
    this.#isLineStart = input.charAt(to - 1) === '\n';
  }

  /** Whether a marker ends the value; undefined: more input is needed. */
  #isEnd(input: string, match: TagMatch, isFinal: boolean): boolean | undefined {
    if (match.role === 'key-open') return this.#isKey(input, match.end, isFinal);
    const { afterValue, afterCall } = this.#options.markers;
    const matcher = match.role === 'value' ? afterValue : afterCall;
    const at = skipSpace(input, match.end);
    if (at - match.end > doubtLimit) return false;
    if (at === input.length) return isFinal ? true : undefined;
    const next = matcher.matchAt(input, at, isFinal);
    return next?.kind === 'hold' ? undefined : next !== undefined;
  }

  /** Whether another parameter begins here: one that the tool has, or else one at the start of a line. */
  #isKey(input: string, from: number, isFinal: boolean): boolean | undefined {
    const ahead = input.slice(from, from + doubtLimit);
    const scan = this.#options.markers.key.scan(ahead, 0, isFinal);
    const key = ahead.slice(0, scan.start).trim();
    if (scan.kind === 'match') {
      return namePattern.test(key) && (this.#options.isFurtherKey(key) ?? this.#isLineStart);
    }
    const mayCome = ahead.length < doubtLimit && (key === '' || namePattern.test(key));
    return mayCome && !isFinal ? undefined : false;
  }
}
