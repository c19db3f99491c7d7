import type { RecordedValue, RunEvent } from '../../../contracts/events.ts';
import type { TextField } from '../../../contracts/run-history.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { readEventTexts, readLeaves } from './event-texts.ts';

/** A text for the index, with the events that it is in. */
export interface FoundText {
  readonly field: TextField;
  readonly spanId: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly text: string;
}

interface Stream {
  readonly pieces: string[];
  length: number;
  firstSeq: number;
  lastSeq: number;
  /** Of all pieces so far, also those that were given out. */
  readonly hash: TextHash;
}

/** A text of the index is about so long, in UTF-16 units: few enough to read again around a match. */
const textLength = 4000;
const mostRemembered = 50_000;
/** Of a value so much is read, in UTF-16 units of JSON. */
const longestValue = 4_000_000;

/**
 * Gathers what of a run's events can be searched: streams joined per span, and each text of inputs, outputs and titles
 * once a run, however many nodes it passes through.
 */
export class TextFold {
  readonly #valueText: (hash: string) => string | undefined;
  readonly #streams = new Map<string, Stream>();
  readonly #seen = new Set<number>();
  readonly #seenHashes = new Set<string>();

  /** `valueText` reads a large value's JSON. */
  constructor(valueText: (hash: string) => string | undefined) {
    this.#valueText = valueText;
  }

  /** Takes the run's next event; gives the texts that are whole by it. */
  take(event: RunEvent): readonly FoundText[] {
    const found: FoundText[] = [];
    const { spanId, seq } = event;
    if (closesSpan(event)) found.push(...this.#endStreams(spanId));
    for (const part of readEventTexts(event)) {
      if ('piece' in part) found.push(...this.#takePiece(part.field, part.piece, event));
      else if ('value' in part) found.push(...this.#takeValue(part.field, part.value, event));
      else {
        // A loop's spans have the same title a thousand times.
        const text = part.texts.join('\n');
        if (part.field !== 'title' || this.#isNew(text))
          found.push({ field: part.field, spanId, firstSeq: seq, lastSeq: seq, text });
      }
    }
    return found;
  }

  /** What streams hold that no event ended, and what of the run's input no node was given. */
  finish(input: RecordedValue): readonly FoundText[] {
    return [
      ...[...this.#streams.keys()].flatMap((key) => this.#flush(key) ?? []),
      ...this.#takeValue('input', input, { spanId: '', seq: 0 }),
    ];
  }

  #takePiece(
    field: 'text' | 'reasoning',
    piece: string,
    { spanId, seq }: RunEvent,
  ): readonly FoundText[] {
    const key = `${field} ${spanId}`;
    let stream = this.#streams.get(key);
    if (stream === undefined) {
      stream = { pieces: [], length: 0, firstSeq: seq, lastSeq: seq, hash: new TextHash() };
      this.#streams.set(key, stream);
    }
    if (stream.length === 0) stream.firstSeq = seq;
    stream.pieces.push(piece);
    stream.length += piece.length;
    stream.lastSeq = seq;
    stream.hash.add(piece);
    const text = stream.length < textLength ? undefined : this.#flush(key);
    return text === undefined ? [] : [text];
  }

  #endStreams(spanId: string): readonly FoundText[] {
    return (['text', 'reasoning'] as const).flatMap((field) => {
      const key = `${field} ${spanId}`;
      const stream = this.#streams.get(key);
      if (stream === undefined) return [];
      const text = this.#flush(key);
      // The span's output, and whoever it is passed on to, repeats the stream.
      this.#remember(stream.hash.value);
      this.#streams.delete(key);
      return text === undefined ? [] : [text];
    });
  }

  #flush(key: string): FoundText | undefined {
    const stream = this.#streams.get(key);
    if (stream === undefined || stream.length === 0) return undefined;
    const [field = '', spanId = ''] = key.split(' ');
    const text = stream.pieces.join('');
    stream.pieces.length = 0;
    stream.length = 0;
    const { firstSeq, lastSeq } = stream;
    return { field: field as TextField, spanId, firstSeq, lastSeq, text };
  }

  #takeValue(
    field: 'input' | 'output',
    held: RecordedValue,
    { spanId, seq }: Pick<RunEvent, 'spanId' | 'seq'>,
  ): readonly FoundText[] {
    const found: FoundText[] = [];
    let pieces: string[] = [];
    let length = 0;
    const flush = (): void => {
      if (pieces.length > 0)
        found.push({ field, spanId, firstSeq: seq, lastSeq: seq, text: pieces.join('\n') });
      pieces = [];
      length = 0;
    };
    for (const leaf of this.#leavesOf(held)) {
      if (!this.#isNew(leaf)) continue;
      for (let start = 0; start < leaf.length; start += textLength) {
        const piece = leaf.slice(start, start + textLength);
        pieces.push(piece);
        length += piece.length;
        if (length >= textLength) flush();
      }
    }
    flush();
    return found;
  }

  #leavesOf(held: RecordedValue): Iterable<string> {
    if ('value' in held) return readLeaves(held.value);
    if (this.#seenHashes.has(held.hash)) return [];
    this.#seenHashes.add(held.hash);
    if (held.bytes > longestValue) return [held.preview];
    const json = this.#valueText(held.hash);
    return json === undefined ? [held.preview] : readLeaves(JSON.parse(json) as JsonValue);
  }

  /** Whether the text is worth indexing: not empty, and not met before. */
  #isNew(text: string): boolean {
    if (text.trim() === '') return false;
    const hash = new TextHash();
    hash.add(text);
    if (this.#seen.has(hash.value)) return false;
    this.#remember(hash.value);
    return true;
  }

  #remember(hash: number): void {
    if (this.#seen.size < mostRemembered) this.#seen.add(hash);
  }
}

function closesSpan({ queue, body }: RunEvent): boolean {
  const { type } = (body ?? {}) as { readonly type?: unknown };
  if (queue === 'trace') return type === 'span-finished' || type === 'span-failed';
  return queue === 'status' && type === 'span-closed';
}

/** 53 bits of a text that comes in pieces; the same text in other pieces has the same. */
class TextHash {
  #high = 0xdeadbeef;
  #low = 0x41c6ce57;

  add(text: string): void {
    let high = this.#high;
    let low = this.#low;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      high = Math.imul(high ^ unit, 2654435761);
      low = Math.imul(low ^ unit, 1597334677);
    }
    this.#high = high;
    this.#low = low;
  }

  get value(): number {
    const mix = (a: number, b: number): number =>
      Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    const high = mix(this.#high, this.#low);
    const low = mix(this.#low, this.#high);
    return 4294967296 * (2097151 & low) + (high >>> 0);
  }
}
