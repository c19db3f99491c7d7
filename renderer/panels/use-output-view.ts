import { useCallback, useState } from 'react';
import type { OutputRow } from '../run/output-row.ts';
import type { RunView } from '../run/run-view.ts';

/** Which rows the Output panel shows, and how. */
export interface OutputView {
  /** The rows shown, oldest first. */
  readonly count: number;
  rowAt(position: number): OutputRow | undefined;
  /** How much of a growing row is shown, in characters; undefined: all. */
  limitOf(row: OutputRow): number | undefined;
  readonly paused: boolean;
  /** Rows that came since the pause. */
  readonly heldBack: number;
  togglePause(): void;
  /** The node whose rows alone are shown. */
  readonly onlyNodeId: string | undefined;
  /** The node that the filter would take. */
  readonly filterNodeId: string | undefined;
  toggleFilter(): void;
  isUnfolded(index: number): boolean;
  toggleFold(index: number): void;
}

/** What stood in the panel when it was paused. */
interface Frozen {
  readonly view: RunView;
  readonly count: number;
  /** Length of each row that was still growing. */
  readonly lengths: ReadonlyMap<number, number>;
}

const noneUnfolded: { readonly view: RunView | undefined; readonly rows: ReadonlySet<number> } = {
  view: undefined,
  rows: new Set(),
};

/** The state of the Output panel: paused or live, all nodes or one, what is unfolded. A new run starts live and folded. */
export function useOutputView(view: RunView, selectedNodeId: string | undefined): OutputView {
  const [frozenState, setFrozen] = useState<Frozen>();
  const [filtering, setFiltering] = useState(false);
  const [unfoldedState, setUnfolded] = useState(noneUnfolded);
  const frozen = frozenState?.view === view ? frozenState : undefined;
  const unfolded = unfoldedState.view === view ? unfoldedState : noneUnfolded;
  const toggleFold = useCallback(
    (index: number) =>
      setUnfolded((before) => ({
        view,
        rows: toggle(before.view === view ? before.rows : noneUnfolded.rows, index),
      })),
    [view],
  );
  const onlyNodeId = filtering ? selectedNodeId : undefined;
  const indexes =
    onlyNodeId === undefined ? undefined : (view.nodes.get(onlyNodeId)?.rowIndexes ?? []);
  const available = indexes?.length ?? view.rows.length;
  const count = frozen ? countBelow(indexes, frozen.count) : available;
  return {
    count,
    rowAt: (position) => view.rows[indexes ? (indexes[position] ?? -1) : position],
    limitOf: (row) => frozen?.lengths.get(row.index),
    paused: frozen !== undefined,
    heldBack: available - count,
    togglePause: () => setFrozen(frozen ? undefined : freeze(view)),
    onlyNodeId,
    filterNodeId: selectedNodeId,
    toggleFilter: () => setFiltering(!filtering),
    isUnfolded: (index) => unfolded.rows.has(index),
    toggleFold,
  };
}

function freeze(view: RunView): Frozen {
  const lengths = new Map<number, number>();
  for (const row of view.rows) {
    if ('open' in row && row.open) lengths.set(row.index, row.length);
  }
  return { view, count: view.rows.length, lengths };
}

function countBelow(indexes: readonly number[] | undefined, limit: number): number {
  if (!indexes) return limit;
  let count = indexes.length;
  while (count > 0 && (indexes[count - 1] ?? 0) >= limit) count--;
  return count;
}

function toggle(rows: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const next = new Set(rows);
  if (!next.delete(index)) next.add(index);
  return next;
}
