import type { PartQueue } from './part-queue.ts';
import { TrailingSpaceGate, skipSpace } from './white-space.ts';

/** Visible text: verbatim, but for white space after reasoning, and between a call and the next call or the end. */
export class VisibleText {
  readonly #parts: PartQueue;
  #afterReasoning = false;
  #afterCall = false;
  #spaceAfterCall = '';

  constructor(parts: PartQueue) {
    this.#parts = parts;
  }

  write(text: string): void {
    let shown = text;
    if (this.#afterReasoning) {
      shown = shown.slice(skipSpace(shown, 0));
      if (shown === '') return;
      this.#afterReasoning = false;
    }
    if (this.#afterCall) {
      const wordAt = skipSpace(shown, 0);
      if (wordAt === shown.length) {
        this.#spaceAfterCall += shown;
        return;
      }
      shown = this.#spaceAfterCall + shown;
      this.#afterCall = false;
      this.#spaceAfterCall = '';
    }
    this.#parts.addText({ type: 'text-delta', text: shown });
  }

  /** A call, good or bad, stood here. */
  noteCall(): void {
    this.#afterReasoning = false;
    this.#afterCall = true;
    this.#spaceAfterCall = '';
  }

  /** Reasoning ended here. */
  noteReasoningEnd(): void {
    this.#afterReasoning = true;
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
