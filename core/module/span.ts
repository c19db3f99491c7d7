import type { ReusedFrom, StatusEvent, TokenEvent, TraceEntry } from '../contracts/events.ts';
import type { RunServices } from './run-scope.ts';
import { addUsage, type Usage } from '../contracts/usage.ts';
import { cancelledCode, type ErrorInfo } from '../shared/errors.ts';
import { toJsonValue } from '../shared/to-json.ts';

export interface SpanStart {
  readonly parentSpanId: string;
  readonly nodeId: string;
  readonly kind: string;
  readonly title: string;
  readonly attempt: number;
  readonly iteration: string;
  readonly streams: boolean;
  readonly traces: boolean;
  /** Where its outputs come from when nothing is done. */
  readonly reused?: ReusedFrom;
}

const longestTitle = 80;

function cutTitle(title: string): string {
  return title.length <= longestTitle ? title : `${title.slice(0, longestTitle - 1)}…`;
}

/** One execution of a module: stamps and writes all that it streams, traces and goes through. */
export class Span {
  readonly id: string;
  readonly start: SpanStart;
  readonly services: RunServices;
  readonly #startedUs: number;
  #usage: Usage | undefined;
  #closed = false;

  constructor(services: RunServices, start: SpanStart, inputs: unknown) {
    this.id = services.nextSpanId();
    // A title may quote a value, such as a tool call's arguments: masked first, since half a secret is not found.
    this.start = { ...start, title: cutTitle(services.mask(start.title)) };
    this.services = services;
    this.#startedUs = services.nowUs();
    this.#write('status', this.#startedUs, {
      type: 'span-opened',
      parentSpanId: start.parentSpanId,
      kind: start.kind,
      title: this.start.title,
      ...(start.reused === undefined ? {} : { reused: start.reused }),
    } satisfies StatusEvent);
    if (start.traces)
      this.#trace({ type: 'span-started', input: this.#keep(inputs) }, this.#startedUs);
  }

  /** Sum over this span and its children; undefined while nothing was counted. */
  get usage(): Usage | undefined {
    return this.#usage;
  }

  addUsage(usage: Usage): void {
    this.#usage = this.#usage ? addUsage(this.#usage, usage) : usage;
  }

  /** To the `output` queue, if the node streams. What comes after the span's end is dropped: nobody owns it. */
  stream(event: TokenEvent): void {
    if (this.start.streams && !this.#closed) this.#write('output', this.services.nowUs(), event);
  }

  /** To the `trace` queue, if the node traces. */
  note(name: string, value: unknown): void {
    if (this.start.traces && !this.#closed)
      this.#trace({ type: 'note', name, value: this.#keep(value) });
  }

  /** To a queue of the module's own. */
  enqueue(queue: string, value: unknown): void {
    if (!this.#closed)
      this.#write(queue, this.services.nowUs(), this.services.mask(toJsonValue(value)));
  }

  finish(outputs: unknown): void {
    this.#close('done', undefined, (durationUs) => ({
      type: 'span-finished',
      output: this.#keep(outputs),
      durationUs,
      ...(this.#usage ? { usage: this.#usage } : {}),
    }));
  }

  /** Ends it with outputs that no work of its own has made. */
  reuse(outputs: unknown): void {
    this.#close('done', undefined, () => ({
      type: 'span-finished',
      output: this.#keep(outputs),
      durationUs: 0,
      cached: true,
    }));
  }

  fail(error: ErrorInfo): void {
    const masked = this.services.mask(error);
    this.#close(error.code === cancelledCode ? 'cancelled' : 'failed', masked, (durationUs) => ({
      type: 'span-failed',
      error: masked,
      durationUs,
      ...(this.#usage ? { usage: this.#usage } : {}),
    }));
  }

  #close(
    state: 'done' | 'failed' | 'cancelled',
    error: ErrorInfo | undefined,
    entry: (durationUs: number) => TraceEntry,
  ): void {
    if (this.#closed) return;
    const endedUs = this.services.nowUs();
    const durationUs = endedUs - this.#startedUs;
    if (this.start.traces) this.#trace(entry(durationUs), endedUs);
    this.#write('status', endedUs, {
      type: 'span-closed',
      state,
      durationUs,
      ...(error ? { error } : {}),
      ...(this.#usage ? { usage: this.#usage } : {}),
    } satisfies StatusEvent);
    this.#closed = true;
  }

  #trace(entry: TraceEntry, timeUs = this.services.nowUs()): void {
    this.#write('trace', timeUs, entry);
  }

  #keep(value: unknown): ReturnType<RunServices['writer']['keep']> {
    const { maskedValues, mask, writer } = this.services;
    // The writer copies for itself; one copy more is made only where there is something to mask in it.
    return writer.keep(maskedValues.length === 0 ? value : mask(toJsonValue(value)));
  }

  #write(queue: string, timeUs: number, body: unknown): void {
    const { services, start } = this;
    services.writer.append({
      runId: services.runId,
      queue,
      spanId: this.id,
      nodeId: start.nodeId,
      attempt: start.attempt,
      iteration: start.iteration,
      order: services.nextOrder(),
      timeUs,
      body,
    });
  }
}
