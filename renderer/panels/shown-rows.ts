import type { OutputRow } from '../run/output-row.ts';
import type { RunView } from '../run/run-view.ts';
import type { OutputControls } from './use-output-controls.ts';

/** The rows that the Output panel shows, oldest first. */
export interface ShownRows {
  readonly count: number;
  at(position: number): OutputRow | undefined;
}

/** Picks the rows of a run: up to the pause, of all nodes or of one. Costs nothing per row. */
export function pickRows(
  view: RunView,
  { frozen, onlyNodeId }: Pick<OutputControls, 'frozen' | 'onlyNodeId'>,
): ShownRows {
  if (onlyNodeId === undefined) {
    return { count: frozen?.count ?? view.rows.length, at: (position) => view.rows[position] };
  }
  const indexes = view.nodes.get(onlyNodeId)?.rowIndexes ?? [];
  let count = indexes.length;
  if (frozen) while (count > 0 && (indexes[count - 1] ?? 0) >= frozen.count) count--;
  return { count, at: (position) => view.rows[indexes[position] ?? -1] };
}
