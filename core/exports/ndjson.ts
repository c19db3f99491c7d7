import type { RecordedValue } from '../contracts/events.ts';
import type { JsonValue } from '../shared/json.ts';
import { mapRecordedValues } from './recorded-values.ts';
import type { Redactor } from './redactor.ts';
import type { RunSource } from './run-source.ts';

export interface NdjsonOptions {
  readonly redactor: Redactor;
  /** Put large values into their events; otherwise these hold their hash, size and beginning. */
  readonly withValues: boolean;
}

/** Every event of a run as one JSON object a line, as `millrace run --json` prints them. */
export function* writeNdjson(
  source: RunSource,
  { redactor, withValues }: NdjsonOptions,
): Generator<string> {
  const inline = (value: RecordedValue): RecordedValue => {
    if (!('hash' in value) || redactor.withoutContents) return value;
    const text = source.valueText(value.hash);
    return text === undefined ? value : { value: JSON.parse(text) as JsonValue };
  };
  for (const event of source.events()) {
    const whole = withValues ? mapRecordedValues(event, inline) : event;
    yield `${JSON.stringify(redactor.event(whole))}\n`;
  }
}
