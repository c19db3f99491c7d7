import type { LifeEvent, RecordedValue } from '../../contracts/events.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { toAttributes, toNanos } from './otlp-types.ts';
import type { AttributeValue, OtlpEvent } from './otlp-types.ts';

/** A tool call that a model has written and whose span has not yet come. */
export interface WrittenCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** More events of one span say nothing more, and collectors refuse long lists. */
const mostEvents = 128;

/** A span that has not ended: what its events have told so far. */
export class OpenSpan {
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly nodeId: string;
  readonly kind: string;
  readonly title: string;
  readonly attempt: number;
  readonly iteration: string;
  readonly startedUs: number;
  /** Whether nothing was done: its outputs come from an earlier run, or from a person. */
  readonly isReused: boolean;
  readonly events: OtlpEvent[] = [];
  /** Calls of the model turns below this span. */
  readonly calls: WrittenCall[] = [];
  /** The call that this span carries out. */
  call: WrittenCall | undefined;
  /** µs since the epoch of the first piece of output. */
  firstOutputUs: number | undefined;
  input: RecordedValue | undefined;
  output: RecordedValue | undefined;

  constructor(event: LifeEvent, body: Extract<LifeEvent['body'], { type: 'span-opened' }>) {
    this.spanId = event.spanId;
    this.nodeId = event.nodeId;
    this.attempt = event.attempt;
    this.iteration = event.iteration;
    this.startedUs = event.timeUs;
    this.parentSpanId = body.parentSpanId;
    this.kind = body.kind;
    this.title = body.title;
    this.isReused = body.reused !== undefined;
  }

  addEvent(timeUs: number, name: string, values: Readonly<Record<string, AttributeValue>>): void {
    if (this.events.length >= mostEvents) return;
    this.events.push({ timeUnixNano: toNanos(timeUs), name, attributes: toAttributes(values) });
  }

  /** Notes a piece of output; the first one is an event of its own. */
  noteOutput(timeUs: number): void {
    if (this.firstOutputUs !== undefined) return;
    this.firstOutputUs = timeUs;
    this.addEvent(timeUs, 'millrace.first_token', {});
  }

  noteRetry(timeUs: number, delayMs: number, error: ErrorInfo): void {
    this.addEvent(timeUs, 'millrace.retry', {
      'error.type': error.code,
      'millrace.retry.delay_ms': delayMs,
    });
  }

  /** The call among those of this span that a child with this title carries out; it is taken off. */
  takeCall(title: string): WrittenCall | undefined {
    const [name] = title.split(' · ');
    let index = this.calls.findIndex((call) => writeTitle(call) === title);
    if (index < 0) index = this.calls.findIndex((call) => call.name === name);
    return index < 0 ? undefined : this.calls.splice(index, 1)[0];
  }
}

const longestTitle = 80;

/** The title that the span of a call gets. */
function writeTitle(call: WrittenCall): string {
  let values: unknown;
  try {
    values = JSON.parse(call.arguments);
  } catch {
    values = {};
  }
  const words = Object.values(values ?? {}).map((value: unknown) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  );
  const title = [call.name, ...words].join(' · ');
  return title.length <= longestTitle ? title : `${title.slice(0, longestTitle - 1)}…`;
}
