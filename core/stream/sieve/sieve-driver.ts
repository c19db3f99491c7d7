import type { SieveOutcome } from './call-ledger.ts';
import type { CallSurroundings } from './create-call-reader.ts';
import type { ReasoningText, VisibleText } from './text-channels.ts';

/** What is not read for good yet; bounded by a marker's length, or by the doubt limit at the start of a call. */
export class SieveInput {
  text = '';
  at = 0;

  /** The next unit, '' at the end. */
  get unit(): string {
    return this.text.charAt(this.at);
  }

  /** What stands between the reading place and `to`. */
  slice(to: number): string {
    return this.text.slice(this.at, to);
  }

  /** Puts the text that was used up last back before the reading place. */
  putBack(text: string): void {
    // Mostly it still stands there; copying all that follows would make the cost of many such texts quadratic.
    if (text.length <= this.at) {
      this.at -= text.length;
      return;
    }
    this.text = text + this.text.slice(this.at);
    this.at = 0;
  }

  /** Forgets what is used up. */
  trim(): void {
    this.text = this.text.slice(this.at);
    this.at = 0;
  }
}

/** Where a sieve's output goes. */
export interface SieveChannels extends CallSurroundings {
  readonly visible: VisibleText;
  readonly reasoning: ReasoningText;
}

/** Reads one kind of formats. */
export interface SieveDriver {
  /** What is used up but not decided: the beginning of what may be a call, or no more than text. */
  readonly held: string;
  /** Reads on to the next border between text, reasoning and calls; false when more input is needed. */
  step(input: SieveInput, outcome: SieveOutcome | undefined): boolean;
}
