import type { PartQueue } from './part-queue.ts';
import { TrailingSpaceGate, skipSpace } from './white-space.ts';

/** Visible text: verbatim, but for white space after reasoning, beside wrappers, and between a call and the next or the end. */
export class VisibleText {
  readonly #parts: PartQueue;
  /** Present where white space may turn out to stand before a wrapper. */
  readonly #gate: TrailingSpaceGate | undefined;
  #isBlank = true;
  #isLineStart = true;
  #dropsSpace = false;
  #afterCall = false;
  #spaceAfterCall = '';

  /** `hasWrappers`: white space is kept back until something follows it. */
  constructor(parts: PartQueue, hasWrappers: boolean) {
    this.#parts = parts;
    this.#gate = hasWrappers ? new TrailingSpaceGate() : undefined;
  }

  /** Whether nothing but white space came so far. */
  get isBlank(): boolean {
    return this.#isBlank;
  }

  /** Whether the last unit was a line break, or none came. */
  get isLineStart(): boolean {
    return this.#isLineStart;
  }

  /** Whether nothing but white space came since a call. */
  get isAfterCall(): boolean {
    return this.#afterCall;
  }

  /** The white space that is kept back. */
  get held(): string {
    return this.#spaceAfterCall + (this.#gate?.held ?? '');
  }

  write(text: string): void {
    if (text === '') return;
    this.#isLineStart = text.endsWith('\n');
    let shown = text;
    if (this.#dropsSpace) {
      shown = shown.slice(skipSpace(shown, 0));
      if (shown === '') return;
      this.#dropsSpace = false;
    }
    if (this.#isBlank) this.#isBlank = skipSpace(shown, 0) === shown.length;
    if (this.#afterCall) {
      if (skipSpace(shown, 0) === shown.length) {
        this.#spaceAfterCall += shown;
        return;
      }
      shown = this.#spaceAfterCall + shown;
      this.#afterCall = false;
      this.#spaceAfterCall = '';
    }
    this.#show(this.#gate === undefined ? shown : this.#gate.write(shown));
  }

  /** A call, good or bad, stood here. */
  noteCall(): void {
    this.releaseSpace();
    this.#isBlank = false;
    this.#dropsSpace = false;
    this.#afterCall = true;
    this.#spaceAfterCall = '';
  }

  /** Reasoning ended here: the white space behind it is dropped. */
  noteReasoningEnd(): void {
    this.#dropsSpace = true;
  }

  /** A wrapper stood here: the white space at both sides is dropped. */
  noteWrapper(): void {
    this.#gate?.drop();
    this.#spaceAfterCall = '';
    this.#dropsSpace = true;
  }

  /** Shows the white space that was kept back: no wrapper follows. */
  releaseSpace(): void {
    this.#show(this.#gate?.release() ?? '');
  }

  #show(text: string): void {
    this.#parts.addText({ type: 'text-delta', text });
  }
}

/** Reasoning text, without white space at both ends of each block. */
export class ReasoningText {
  readonly #parts: PartQueue;
  readonly #gate = new TrailingSpaceGate();
  #blank = true;

  constructor(parts: PartQueue) {
    this.#parts = parts;
  }

  /** Whether the present block holds nothing but white space so far. */
  get isBlank(): boolean {
    return this.#blank;
  }

  /** The white space that is kept back. */
  get held(): string {
    return this.#gate.held;
  }

  write(text: string): void {
    const from = this.#blank ? skipSpace(text, 0) : 0;
    if (from === text.length) return;
    this.#blank = false;
    this.#parts.addText({ type: 'reasoning-delta', text: this.#gate.write(text.slice(from)) });
  }

  /** Ends the present block. */
  close(): void {
    this.#gate.drop();
    this.#blank = true;
  }
}
