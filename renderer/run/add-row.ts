import type { OutputRow } from './output-row.ts';
import type { NodeRecord, RunView, SpanRun } from './run-view.ts';

/** What every new row starts with. */
export function rowBase(
  view: RunView,
  span: SpanRun | undefined,
  timeUs: number,
): {
  readonly index: number;
  readonly span: SpanRun | undefined;
  readonly nodeId: string;
  readonly timeUs: number;
  version: number;
} {
  return { index: view.rows.length, span, nodeId: span?.nodeId ?? '', timeUs, version: 0 };
}

/** Appends a row, to the run's and to its node's. */
export function addRow(view: RunView, node: NodeRecord | undefined, row: OutputRow): void {
  view.rows.push(row);
  node?.rowIndexes.push(row.index);
}
