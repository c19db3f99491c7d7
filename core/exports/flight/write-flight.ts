import type { RecordedValue } from '../../contracts/events.ts';
import type { JsonValue } from '../../shared/json.ts';
import { recordedValuesOf } from '../recorded-values.ts';
import type { Redactor } from '../redactor.ts';
import type { RunSource } from '../run-source.ts';
import { flightFormat, flightVersion, longestFlightLine } from './flight-line.ts';
import type { FlightHeader, FlightItem } from './flight-line.ts';

export interface FlightOptions {
  readonly redactor: Redactor;
  /** What writes the file, such as `millrace 0.1.0`. */
  readonly writtenBy: string;
}

/** The lines of a flight-recorder file, each with its end; nothing is held but the event that is being written. */
export function* writeFlight(
  source: RunSource,
  { redactor, writtenBy }: FlightOptions,
): Generator<string> {
  const header: FlightHeader = {
    format: flightFormat,
    formatVersion: flightVersion,
    writtenBy,
    contents: redactor.withoutContents ? 'left-out' : 'whole',
  };
  yield `${JSON.stringify(header)}\n`;
  for (const item of listItems(source, redactor)) yield* cutLine(JSON.stringify(item));
}

function* listItems(source: RunSource, redactor: Redactor): Generator<FlightItem> {
  const { run } = source;
  const written = new Set<string>();
  function* valuesIn(values: readonly RecordedValue[]): Generator<FlightItem> {
    if (redactor.withoutContents) return;
    for (const value of values) {
      if (!('hash' in value) || written.has(value.hash)) continue;
      written.add(value.hash);
      const text = source.valueText(value.hash);
      // A value may be gone from a damaged record; what refers to it still tells how it began.
      if (text === undefined) continue;
      const whole = redactor.value(JSON.parse(text) as JsonValue);
      yield { type: 'value', hash: value.hash, value: whole };
    }
  }
  yield { type: 'flow', text: redactor.text(source.flow) };
  yield* valuesIn([run.input]);
  const { runId, flowId, flowName, startedUs } = run;
  const input = redactor.recorded(run.input);
  yield { type: 'run', runId, flowId, flowName: redactor.text(flowName), startedUs, input };
  let events = 0;
  let lastUs = startedUs;
  for (const event of source.events()) {
    yield* valuesIn(recordedValuesOf(event));
    const { runId: _run, seq: _seq, ...rest } = redactor.event(event);
    yield { type: 'event', ...rest };
    events += 1;
    lastUs = event.timeUs;
  }
  // What a model was asked and answered is nothing but contents.
  if (!redactor.withoutContents)
    for (const line of source.traffic()) yield { type: 'traffic', line: redactor.text(line) };
  if (run.output !== undefined) yield* valuesIn([run.output]);
  yield {
    type: 'end',
    state: run.state === 'running' ? 'interrupted' : run.state,
    endedUs: run.endedUs ?? lastUs,
    ...(run.output === undefined ? {} : { output: redactor.recorded(run.output) }),
    ...(run.error === undefined ? {} : { error: redactor.error(run.error) }),
    events,
  };
}

/** A line, or the parts that make it up again where it is long. */
function* cutLine(line: string): Generator<string> {
  if (line.length <= longestFlightLine) {
    yield `${line}\n`;
    return;
  }
  for (let start = 0; start < line.length; start += longestFlightLine) {
    const text = line.slice(start, start + longestFlightLine);
    const isLast = start + longestFlightLine >= line.length;
    yield `${JSON.stringify({ type: 'part', text, ...(isLast ? { last: true } : {}) })}\n`;
  }
}
