import { isOutputEvent } from '../contracts/events.ts';
import type { RunEvent } from '../contracts/events.ts';
import { isStatusEvent, isTraceEvent } from '../contracts/events.ts';
import type { Usage } from '../contracts/usage.ts';
import type { Redactor } from './redactor.ts';
import type { RunSource } from './run-source.ts';

type Cell = string | number | undefined;

const eventColumns = [
  'seq',
  'order',
  'time',
  'queue',
  'type',
  'node_id',
  'span_id',
  'attempt',
  'iteration',
  'text',
  'body',
];

/** Every event of a run as a row: what it is, where it belongs, its text, and its body as JSON. */
export function* writeEventsCsv(source: RunSource, redactor: Redactor): Generator<string> {
  yield writeRow(eventColumns);
  for (const raw of source.events()) {
    const event = redactor.event(raw);
    const { seq, order, timeUs, queue, nodeId, spanId, attempt, iteration, body } = event;
    const { type } = (body ?? {}) as { readonly type?: unknown };
    const kind = typeof type === 'string' ? type : '';
    const place = [queue, kind, nodeId, spanId, attempt, iteration];
    yield writeRow([seq, order, writeTime(timeUs), ...place, textOf(event), JSON.stringify(body)]);
  }
}

const spanColumns = [
  'span_id',
  'parent_span_id',
  'node_id',
  'kind',
  'title',
  'attempt',
  'iteration',
  'state',
  'start',
  'end',
  'duration_ms',
  'input_tokens',
  'output_tokens',
  'cost_usd',
  'error_code',
  'error_message',
];

/** Every span of a run as a row, in the order in which they ended; those without an end come last, without one. */
export function* writeSpansCsv(source: RunSource, redactor: Redactor): Generator<string> {
  yield writeRow(spanColumns);
  const open = new Map<string, OpenSpan>();
  for (const raw of source.events()) {
    if (!isStatusEvent(raw)) continue;
    const event = redactor.event(raw);
    if (!isStatusEvent(event)) continue;
    const { body, spanId } = event;
    if (body.type === 'span-opened') {
      const { nodeId, attempt, iteration, timeUs } = event;
      const { parentSpanId, kind, title } = body;
      const cells = [spanId, parentSpanId, nodeId, kind, title, attempt, iteration];
      open.set(spanId, { cells, timeUs });
    } else if (body.type === 'span-closed') {
      const span = open.get(spanId);
      open.delete(spanId);
      if (span === undefined) continue;
      const times = [writeTime(span.timeUs), writeTime(event.timeUs), body.durationUs / 1000];
      const error = [body.error?.code, body.error?.message];
      yield writeRow([...span.cells, body.state, ...times, ...writeUsage(body.usage), ...error]);
    }
  }
  for (const { cells, timeUs } of open.values())
    yield writeRow([...cells, '', writeTime(timeUs), ...blank]);
}

interface OpenSpan {
  readonly cells: readonly Cell[];
  readonly timeUs: number;
}

const blank: readonly Cell[] = Array.from({ length: 7 }, () => '');

function writeUsage(usage: Usage | undefined): readonly Cell[] {
  return [usage?.inputTokens, usage?.outputTokens, usage?.costUsd];
}

function textOf(event: RunEvent): string {
  if (!isOutputEvent(event))
    return isTraceEvent(event) && event.body.type === 'note' ? event.body.name : '';
  const { body } = event;
  if ('text' in body) return body.text;
  if (body.type === 'tool-call-end') return body.arguments;
  return body.type === 'tool-result' ? body.result : '';
}

function writeTime(timeUs: number): string {
  const whole = new Date(Math.floor(timeUs / 1000)).toISOString();
  return whole.replace('Z', `${String(Math.floor(timeUs % 1000)).padStart(3, '0')}Z`);
}

/** A row as RFC 4180 has it. */
function writeRow(cells: readonly Cell[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`;
}

/** Spreadsheets take a cell that begins so for a formula; an apostrophe before it makes it text. */
const formula = /^[\s]*[=+\-@\t\r]/;

function writeCell(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
