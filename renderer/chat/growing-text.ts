/** A stretch of a growing text that is drawn by itself: whole paragraphs of Markdown, or lines of a code block. */
export interface TextSegment {
  /** Characters before it in the text. */
  readonly at: number;
  readonly kind: 'markdown' | 'code';
  /** Of code, without the fences. */
  readonly text: string;
}

// What is drawn again while it grows must stay short.
const mostLines = 60;
const longestLine = 4000;
const fence = /^\s{0,3}(```|~~~)/;

/**
 * A text that grows at its end, cut into segments that never change once a later one has begun. Each character is
 * looked at a bounded number of times, however long the text becomes.
 */
export class GrowingText {
  readonly #done: TextSegment[] = [];
  #chunks: string[] = [];
  #length = 0;
  /** Whole lines of the open segment. */
  #lines: string[] = [];
  #start = 0;
  /** The beginning of a line whose end has not come yet. */
  #rest = '';
  #isCode = false;

  constructor(text = '') {
    this.append(text);
  }

  /** Characters so far. */
  get length(): number {
    return this.#length;
  }

  append(text: string): void {
    if (text === '') return;
    this.#chunks.push(text);
    this.#length += text.length;
    const lines = (this.#rest + text).split('\n');
    let at = this.#length - text.length - this.#rest.length;
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      this.#takeLine(line, at);
      at += line.length + 1;
    }
    if (this.#rest.length < longestLine) return;
    this.#takeLine(this.#rest, at);
    this.#close(at + this.#rest.length);
    this.#rest = '';
  }

  /** The whole text so far. */
  toString(): string {
    if (this.#chunks.length > 1) this.#chunks = [this.#chunks.join('')];
    return this.#chunks[0] ?? '';
  }

  /** The segments so far, the last of them open; the closed ones are the same objects each time. */
  segments(): readonly TextSegment[] {
    // A mark of a block of code that is on its way is no text.
    const hasRest = this.#rest !== '' && !fence.test(this.#rest);
    const lines = hasRest ? [...this.#lines, this.#rest] : this.#lines;
    const open = this.#segmentOf(lines);
    return open === undefined ? this.#done : [...this.#done, open];
  }

  #takeLine(line: string, at: number): void {
    const isFence = fence.test(line);
    const next = at + line.length + 1;
    if (isFence) {
      this.#close(next);
      this.#isCode = !this.#isCode;
      return;
    }
    if (!this.#isCode && line.trim() === '') return this.#close(next);
    if (this.#lines.length === 0) this.#start = at;
    this.#lines.push(line);
    if (this.#lines.length >= mostLines) this.#close(next);
  }

  #close(next: number): void {
    const segment = this.#segmentOf(this.#lines);
    if (segment !== undefined) this.#done.push(segment);
    this.#lines = [];
    this.#start = next;
  }

  #segmentOf(lines: readonly string[]): TextSegment | undefined {
    if (lines.length === 0) return undefined;
    const kind = this.#isCode ? 'code' : 'markdown';
    return { at: this.#start, kind, text: lines.join('\n') };
  }
}
