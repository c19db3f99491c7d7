import type { RecordedValue } from '../../core/contracts/events.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { formatDuration } from '../run/format-figures.ts';
import { listCauses } from '../values/read-error.ts';
import type { SpanDetails } from './read-span-detail.ts';

/** A step as an object of its own, for other programs; a large value by its hash and its beginning. */
export function writeSpanJson(span: SpanDetails): string {
  const { spanId, nodeId, title, kind, iteration, attempt, state, input, output, usage, error } =
    span;
  const durationMs =
    span.closedUs === undefined ? undefined : (span.closedUs - span.openedUs) / 1000;
  return JSON.stringify(
    {
      spanId,
      nodeId,
      title,
      kind,
      iteration,
      attempt,
      state,
      startedAt: new Date(span.openedUs / 1000).toISOString(),
      durationMs,
      usage,
      input: input && plain(input),
      output: output && plain(output),
      error,
      notes: span.notes.map(({ name, value }) => ({ name, value: plain(value) })),
    },
    undefined,
    2,
  );
}

/** A step for people: its name and time, then what it took and gave. */
export function writeSpanText(span: SpanDetails, title: string): string {
  const time =
    span.closedUs === undefined ? '' : formatDuration((span.closedUs - span.openedUs) / 1000);
  const lines = [[title, span.state, time].filter((part) => part !== '').join(' · ')];
  if (span.input) lines.push(`input: ${write(span.input)}`);
  if (span.output) lines.push(`output: ${write(span.output)}`);
  if (span.error) {
    lines.push(`error: ${span.error.code}: ${span.error.message}`);
    for (const { code, message } of listCauses(span.error))
      lines.push(`because: ${code}: ${message}`);
  }
  for (const { name, value } of span.notes) lines.push(`${name}: ${write(value)}`);
  return lines.join('\n');
}

function plain(value: RecordedValue): JsonValue {
  return 'hash' in value ? { ...value } : value.value;
}

function write(value: RecordedValue): string {
  if ('hash' in value) return `${value.preview}…`;
  return typeof value.value === 'string' ? value.value : JSON.stringify(value.value);
}
