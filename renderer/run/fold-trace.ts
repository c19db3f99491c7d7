import type { RecordedValue, RunEvent, TraceEntry } from '../../core/contracts/events.ts';
import { isJsonObject, type JsonValue } from '../../core/shared/json.ts';
import type { RunView, SpanRun } from './run-view.ts';
import { rowFlags, spanStates } from './span-table.ts';

// With all they took and gave: a page of a normal run never asks the record for it.
const mostKept = 4000;

/** Folds a trace entry into its span, and notes where it stands in the record. */
export function foldTrace(view: RunView, span: SpanRun, entry: TraceEntry, event: RunEvent): void {
  const { trace, traceText } = view;
  const { row } = span;
  const behind = event.seq - (trace.columns.openedSeq[row] ?? event.seq);
  span.version++;
  trace.version++;
  switch (entry.type) {
    case 'span-started':
      span.input = entry.input;
      trace.columns.startedAfter[row] = behind;
      traceText.add(row, writeSearched(entry.input));
      return;
    case 'span-finished':
      span.output = entry.output;
      span.usage = entry.usage ?? span.usage;
      span.cached = entry.cached ?? false;
      trace.columns.finishedAfter[row] = behind;
      traceText.add(row, writeSearched(entry.output));
      return;
    case 'span-failed':
      span.error = entry.error;
      span.usage = entry.usage ?? span.usage;
      trace.columns.finishedAfter[row] = behind;
      return;
    case 'note':
      span.notes.push({ name: entry.name, value: entry.value, timeUs: event.timeUs });
      view.noteRows.push(row);
      view.noteSeqs.push(event.seq);
      traceText.add(row, `${entry.name} ${writeSearched(entry.value)}`);
      noteWait(view, span, entry.name, entry.value, event);
      return;
    default:
    // A newer engine may trace more: it stays in the record.
  }
}

/** Writes what is known of a span's beginning into its row. */
export function openRow(view: RunView, span: SpanRun): void {
  const { trace, traceText } = view;
  const { row } = span;
  trace.columns.kind[row] = trace.share(span.kind);
  trace.columns.title[row] = trace.share(span.title);
  const title = view.titles.get(span.nodeId);
  const names = title === undefined || title === span.title ? span.title : `${span.title} ${title}`;
  traceText.add(row, `${names} ${span.kind}`);
}

/** Writes what is known of a span's end into its row; the span itself is forgotten once many others have ended. */
export function closeRow(view: RunView, span: SpanRun): void {
  const { trace, traceText } = view;
  const { columns } = trace;
  const { row, openedUs, closedUs, firstTokenUs, lastTokenUs } = span;
  columns.closedAfter[row] = view.lastSeq - (columns.openedSeq[row] ?? view.lastSeq);
  columns.state[row] = spanStates.indexOf(span.state);
  columns.durationUs[row] = (closedUs ?? openedUs) - openedUs;
  if (firstTokenUs !== undefined) columns.firstTokenUs[row] = firstTokenUs - openedUs;
  if (lastTokenUs !== undefined) columns.lastTokenUs[row] = lastTokenUs - openedUs;
  columns.tokens[row] = Math.max(0, span.tokens);
  if (span.costUsd !== undefined) columns.costUsd[row] = span.costUsd;
  if (span.retried) columns.flags[row] = (columns.flags[row] ?? 0) | rowFlags.retried;
  if (span.cached) columns.flags[row] = (columns.flags[row] ?? 0) | rowFlags.cached;
  if (span.error) traceText.add(row, `${span.error.code} ${span.error.message}`);
  trace.version++;
  view.kept.push(span);
  if (view.kept.length - view.keptFrom > mostKept) forgetOldest(view);
}

function forgetOldest(view: RunView): void {
  const oldest = view.kept[view.keptFrom];
  if (oldest !== undefined && view.spans.get(oldest.spanId) === oldest) {
    view.spans.delete(oldest.spanId);
  }
  view.keptFrom++;
  if (view.keptFrom < mostKept) return;
  view.kept.splice(0, view.keptFrom);
  view.keptFrom = 0;
}

/** What of a value is searched: the lone text in it, else all of it as JSON. */
function writeSearched(value: RecordedValue): string {
  if ('hash' in value) return value.preview;
  const inner = isJsonObject(value.value) ? loneText(value.value) : value.value;
  return typeof inner === 'string' ? inner : JSON.stringify(inner);
}

function loneText(value: { readonly [name: string]: JsonValue | undefined }): JsonValue {
  let lone: string | undefined;
  for (const name in value) {
    const item = value[name];
    if (lone !== undefined || typeof item !== 'string') return value;
    lone = item;
  }
  return lone ?? value;
}

/** What modules note when they wait: before another try, from then on; for a place among others, until then. */
function noteWait(
  view: RunView,
  { row }: SpanRun,
  name: string,
  value: RecordedValue,
  { timeUs, seq }: RunEvent,
): void {
  if (name !== 'queued' && name !== 'retry') return;
  const noted = 'value' in value && isJsonObject(value.value) ? value.value : {};
  const waitedMs = name === 'queued' ? noted['waitedMs'] : noted['delayMs'];
  if (typeof waitedMs !== 'number') return;
  const lengthUs = waitedMs * 1000;
  const fromUs = name === 'queued' ? timeUs - lengthUs : timeUs;
  view.trace.addWait(row, { fromUs, lengthUs, notedSeq: seq });
}
