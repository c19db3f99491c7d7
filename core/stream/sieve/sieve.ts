import type { ChatPart, ToolSpec } from '../../contracts/chat.ts';
import type { ToolFormat } from '../formats/tool-format.ts';
import { CallLedger, type SieveOutcome } from './call-ledger.ts';
import { MarkerDriver } from './marker-driver.ts';
import { PartQueue } from './part-queue.ts';
import { SegmentDriver } from './segment-driver.ts';
import { SieveInput } from './sieve-driver.ts';
import type { SieveChannels, SieveDriver } from './sieve-driver.ts';
import { ReasoningText, VisibleText } from './text-channels.ts';
import { ToolParameters } from './tool-parameters.ts';

export type { SieveOutcome } from './call-ledger.ts';

/** What a sieve is made for. */
export interface SieveOptions {
  readonly format: ToolFormat;
  /** The tools offered to the model: they settle doubtful cases and types. Calls of other names are reported all the same. An empty list: unknown. */
  readonly tools: readonly ToolSpec[];
  /** Whether the chat template opened the reasoning already, so that the output begins inside it; by default as the format says. */
  readonly startInReasoning?: boolean;
  /** Makes the id of each call, in order; by default `call_0`, `call_1`, … */
  readonly nextCallId?: () => string;
}

/**
 * Parts a model's raw text, arriving in pieces, into visible text, reasoning and tool calls. The result is the same for
 * any pieces; every part comes out as soon as no further text can change it, and the cost per character is constant.
 * Calls are reported as finished by `end` only, since a turn that is cut makes none.
 */
export class Sieve {
  readonly #parts = new PartQueue();
  readonly #channels: SieveChannels;
  readonly #driver: SieveDriver;
  readonly #input = new SieveInput();
  #hasEnded = false;

  constructor(options: SieveOptions) {
    const { format } = options;
    this.#channels = {
      visible: new VisibleText(this.#parts, format.wrappers !== undefined),
      reasoning: new ReasoningText(this.#parts),
      ledger: new CallLedger(this.#parts, options.nextCallId),
      tools: new ToolParameters(options.tools),
    };
    const startsInside = options.startInReasoning ?? format.reasoning?.startsInside ?? false;
    this.#driver =
      format.segments === undefined
        ? new MarkerDriver(format, this.#channels, startsInside)
        : new SegmentDriver(format, format.segments, this.#channels);
  }

  /** What came in and is kept back for now: it may still become text, reasoning or a call. '' after `end`. */
  get held(): string {
    if (this.#hasEnded) return '';
    const { visible, reasoning } = this.#channels;
    return visible.held + reasoning.held + this.#driver.held + this.#input.text;
  }

  /** Takes the next piece of the output, of any size; returns the parts that are certain now. Throws after `end`. */
  push(text: string): ChatPart[] {
    if (this.#hasEnded) throw new TypeError('This sieve has ended.');
    this.#input.text += text;
    this.#advance();
    return this.#parts.take();
  }

  /** Ends the output: releases held text, reports a call that was cut, then every whole call, finished or withheld. */
  end(outcome: SieveOutcome): ChatPart[] {
    if (this.#hasEnded) throw new TypeError('This sieve has ended.');
    this.#hasEnded = true;
    this.#advance(outcome);
    this.#channels.visible.releaseSpace();
    this.#channels.ledger.settle(outcome);
    return this.#parts.take();
  }

  #advance(outcome?: SieveOutcome): void {
    while (this.#driver.step(this.#input, outcome));
    this.#input.trim();
  }
}
