import { readIteration } from '../run/iteration.ts';
import type { OutputRow } from '../run/output-row.ts';
import { isEverything, isShownPass } from '../run/pass-store.ts';
import type { ChosenPasses } from '../run/pass-store.ts';
import type { RunView } from '../run/run-view.ts';
import type { OutputControls } from './use-output-controls.ts';

/** The rows that the Output panel shows, oldest first. */
export interface ShownRows {
  readonly count: number;
  at(position: number): OutputRow | undefined;
}

/** What the panel shows of a run: up to the pause, of all nodes or of one with what lies in it, of all passes or some. */
type Choice = Pick<OutputControls, 'frozen' | 'onlyNodeId' | 'chosen'>;

/** Picks the rows of a run. Each row is looked at once for as long as the choice stays the same. */
export function pickRows(view: RunView, { frozen, onlyNodeId, chosen }: Choice): ShownRows {
  if (onlyNodeId === undefined && isEverything(chosen)) {
    return { count: frozen?.count ?? view.rows.length, at: (position) => view.rows[position] };
  }
  const indexes = findRows(view, onlyNodeId, chosen);
  let count = indexes.length;
  if (frozen) while (count > 0 && (indexes[count - 1] ?? 0) >= frozen.count) count--;
  return { count, at: (position) => view.rows[indexes[position] ?? -1] };
}

interface FoundRows {
  readonly onlyNodeId: string | undefined;
  readonly chosen: ChosenPasses;
  readonly indexes: number[];
  /** Rows looked at so far. */
  seen: number;
}

const found = new WeakMap<RunView, FoundRows>();

function findRows(
  view: RunView,
  onlyNodeId: string | undefined,
  chosen: ChosenPasses,
): readonly number[] {
  const known = found.get(view);
  const isSame = known?.onlyNodeId === onlyNodeId && known?.chosen === chosen;
  const rows = isSame && known ? known : { onlyNodeId, chosen, indexes: [], seen: 0 };
  if (rows !== known) found.set(view, rows);
  for (; rows.seen < view.rows.length; rows.seen++) {
    const row = view.rows[rows.seen];
    if (row && isPicked(row, onlyNodeId, chosen)) rows.indexes.push(rows.seen);
  }
  return rows.indexes;
}

function isPicked(
  { nodeId, span }: OutputRow,
  onlyNodeId: string | undefined,
  chosen: ChosenPasses,
): boolean {
  const iteration = span?.iteration ?? '';
  if (!isShownPass(iteration, chosen)) return false;
  if (onlyNodeId === undefined || nodeId === onlyNodeId) return true;
  const isInside = nodeId.startsWith(`${onlyNodeId}/`);
  return isInside || readIteration(iteration).some(({ containerId }) => containerId === onlyNodeId);
}
