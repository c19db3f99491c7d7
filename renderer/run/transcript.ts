import {
  isOutputEvent,
  isStatusEvent,
  isTraceEvent,
  type RecordedValue,
  type RunEvent,
  type TraceEvent,
} from '../../core/contracts/events.ts';
import { readFallbackStep } from '../../core/contracts/fallback-step.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { readRowText, type OutputRow } from './output-row.ts';
import type { RunView } from './run-view.ts';

/** A value as one line of text: text as it is, the rest as JSON, a large one by its beginning. */
export function writeValue(value: RecordedValue): string {
  if (!('value' in value)) return `${value.preview}…`;
  return typeof value.value === 'string' ? value.value : JSON.stringify(value.value);
}

/** The rows as people read them: who, then what, a blank line between speakers. */
export function writeRows(view: RunView, rows: readonly OutputRow[]): string {
  let text = '';
  let speaker: string | undefined;
  for (const row of rows) {
    const who = view.nodes.get(row.nodeId)?.title ?? '';
    const goesOn = row.kind === 'text' && row.continues;
    if (!goesOn && text !== '' && !text.endsWith('\n')) text += '\n';
    if (who !== speaker && who !== '') text += `${text === '' ? '' : '\n'}${who}:\n`;
    speaker = who === '' ? speaker : who;
    text += writeRow(row);
  }
  return text;
}

function writeRow(row: OutputRow): string {
  switch (row.kind) {
    case 'text':
    case 'reasoning':
      return readRowText(row);
    case 'call':
      return `→ ${row.name}(${readRowText(row)})`;
    case 'result':
      return `← ${row.result}`;
    case 'retry':
    case 'failure':
      return `! ${row.error.message}`;
    case 'custom':
      return writeCustom(row);
    case 'return':
      return `= ${writeValue(row.output)}`;
  }
}

function writeCustom({ name, value }: Extract<OutputRow, { kind: 'custom' }>): string {
  const step = name === 'fallback' ? readFallbackStep(value) : undefined;
  if (step === undefined) return `${name}: ${JSON.stringify(value)}`;
  return `! ${step.error.message} → ${step.to}`;
}

/** The events in the form that the command line prints: `output: `, `reasoning: `, `trace: ` and, last, `ret: `. */
export function writeTagged(view: RunView, events: readonly RunEvent[]): string {
  const begun: Begun = { titles: new Map(), inputs: new Map() };
  return events.flatMap((event) => writeTaggedEvent(view, begun, event)).join('\n');
}

/** What spans that have not ended yet are called, and took; the view forgets those of long ago. */
interface Begun {
  readonly titles: Map<string, string>;
  readonly inputs: Map<string, RecordedValue>;
}

function writeTaggedEvent(view: RunView, begun: Begun, event: RunEvent): string[] {
  if (isStatusEvent(event) && event.body.type === 'span-opened') {
    begun.titles.set(event.spanId, event.body.title);
    return [];
  }
  if (isStatusEvent(event) && event.body.type === 'span-closed') {
    begun.titles.delete(event.spanId);
    begun.inputs.delete(event.spanId);
    return [];
  }
  if (isTraceEvent(event)) {
    if (event.body.type === 'span-started') begun.inputs.set(event.spanId, event.body.input);
    const line = describeTrace(view, begun, event);
    return line ? [`trace: ${JSON.stringify(line)}`] : [];
  }
  if (isOutputEvent(event)) {
    if (event.body.type === 'text-delta') return [`output: ${oneLine(event.body.text)}`];
    if (event.body.type === 'reasoning-delta') return [`reasoning: ${oneLine(event.body.text)}`];
  }
  if (isStatusEvent(event) && event.body.type === 'run-ended' && event.body.output) {
    return [`ret: ${oneLine(writeValue(event.body.output))}`];
  }
  return [];
}

/** One object per finished step, with the input that it began with. */
function describeTrace(
  view: RunView,
  begun: Begun,
  { spanId, nodeId, body }: TraceEvent,
): object | undefined {
  if (body.type === 'span-started') return undefined;
  const node = view.nodes.get(nodeId)?.title ?? nodeId;
  const names = { node, span: begun.titles.get(spanId) ?? node };
  const input = begun.inputs.get(spanId);
  if (body.type === 'note') {
    return { ...names, event: 'note', name: body.name, value: shortenValue(body.value) };
  }
  return {
    ...names,
    event: body.type === 'span-finished' ? 'finished' : 'failed',
    input: input && shortenValue(input),
    ...(body.type === 'span-finished'
      ? { output: shortenValue(body.output) }
      : { error: body.error }),
    ms: body.durationUs / 1000,
    usage: body.usage,
  };
}

function shortenValue(value: RecordedValue): JsonValue {
  return 'hash' in value ? value.preview : value.value;
}

function oneLine(text: string): string {
  return text.replaceAll('\r', String.raw`\r`).replaceAll('\n', String.raw`\n`);
}

/** One JSON object a line, as they stand in the record. */
export function writeJsonLines(events: readonly RunEvent[]): string {
  return events.map((event) => JSON.stringify(event)).join('\n');
}
