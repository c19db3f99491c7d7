import type { Usage } from '../contracts/usage.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import { createTextMasker } from '../stream/mask-secrets.ts';
import { toJsonValue } from '../shared/to-json.ts';
import type { Span } from './span.ts';

type TextMasker = ReturnType<typeof createTextMasker>;

/**
 * What a module streams while it works. Text goes out at once; where the host knows secrets, only the longest
 * suffix that could still become one is held back, until the next delta or the span's end.
 */
export class StreamWriter {
  readonly #span: Span;
  readonly #text: TextMasker | undefined;
  readonly #reasoning: TextMasker | undefined;
  readonly #calls = new Map<string, TextMasker>();

  constructor(span: Span) {
    this.#span = span;
    const secrets = span.services.maskedValues;
    if (secrets.length > 0) {
      this.#text = createTextMasker(secrets);
      this.#reasoning = createTextMasker(secrets);
    }
  }

  /** A piece of the answer. */
  text(text: string): void {
    this.#delta('text-delta', this.#text ? this.#text.push(text) : text);
  }

  /** A piece of the model's reasoning. */
  reasoning(text: string): void {
    this.#delta('reasoning-delta', this.#reasoning ? this.#reasoning.push(text) : text);
  }

  toolCallStart(callId: string, name: string): void {
    if (this.#text) this.#calls.set(callId, createTextMasker(this.#span.services.maskedValues));
    this.#span.stream({
      type: 'tool-call-start',
      callId: this.#whole(callId),
      name: this.#whole(name),
    });
  }

  /** A piece of a call's arguments, as JSON text. */
  toolCallDelta(callId: string, text: string): void {
    const masker = this.#calls.get(callId);
    this.#callDelta(callId, masker ? masker.push(text) : text);
  }

  /** The call is complete; `args` is the whole JSON text. */
  toolCallEnd(callId: string, name: string, args: string): void {
    const masker = this.#calls.get(callId);
    if (masker) this.#callDelta(callId, masker.end());
    this.#calls.delete(callId);
    this.#span.stream({
      type: 'tool-call-end',
      callId: this.#whole(callId),
      name: this.#whole(name),
      arguments: this.#whole(args),
    });
  }

  toolResult(result: { callId: string; name: string; result: string; isError: boolean }): void {
    this.#span.stream({
      type: 'tool-result',
      ...result,
      callId: this.#whole(result.callId),
      name: this.#whole(result.name),
      result: this.#whole(result.result),
    });
  }

  /** Tokens that a model counted; also summed into the span, its parents and their traces. */
  usage(usage: Usage): void {
    this.#span.stream({ type: 'usage', usage });
    this.#span.addUsage(usage);
  }

  /** What was streamed until now is void; the work starts anew after `delayMs`. */
  retry(delayMs: number, error: ErrorInfo): void {
    // What the maskers hold belongs to what is void now; it must not open the next attempt.
    this.end();
    this.#calls.clear();
    this.#span.stream({
      type: 'retry',
      delayMs,
      error: this.#span.services.mask(error),
      within: true,
    });
  }

  /** An event of the module's own kind. */
  custom(name: string, value: unknown): void {
    this.#span.stream({
      type: 'custom',
      name,
      value: this.#span.services.mask(toJsonValue(value)),
    });
  }

  /** Releases what the maskers still hold; called by ModuleBase when the work is over. */
  end(): void {
    if (!this.#text || !this.#reasoning) return;
    this.#delta('reasoning-delta', this.#reasoning.end());
    this.#delta('text-delta', this.#text.end());
  }

  #delta(type: 'text-delta' | 'reasoning-delta', text: string): void {
    if (text !== '') this.#span.stream({ type, text });
  }

  #callDelta(callId: string, text: string): void {
    if (text === '') return;
    this.#span.stream({ type: 'tool-call-delta', callId: this.#whole(callId), text });
  }

  #whole(text: string): string {
    return this.#span.services.mask(text);
  }
}
