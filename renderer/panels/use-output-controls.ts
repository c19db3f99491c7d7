import { useCallback, useState } from 'react';
import { usePassStore } from '../run/pass-store.ts';
import type { ChosenPasses } from '../run/pass-store.ts';
import type { RunView } from '../run/run-view.ts';

/** What stood in the panel when it was paused. */
interface FrozenOutput {
  readonly view: RunView;
  /** Rows there were. */
  readonly count: number;
  readonly tokens: number;
  /** Length of each row that was still growing. */
  readonly lengths: ReadonlyMap<number, number>;
}

/** How the Output panel is set: paused or live, all nodes or one, what is unfolded. */
export interface OutputControls {
  /** Undefined while live. */
  readonly frozen: FrozenOutput | undefined;
  togglePause(): void;
  /** The node whose rows alone are shown. */
  readonly onlyNodeId: string | undefined;
  toggleFilter(): void;
  /** The passes that are shown of containers. */
  readonly chosen: ChosenPasses;
  readonly unfolded: ReadonlySet<number>;
  toggleFold(index: number): void;
}

const none: ReadonlySet<number> = new Set();

/** The settings of the Output panel. A new run starts live and folded. */
export function useOutputControls(
  view: RunView,
  selectedNodeId: string | undefined,
): OutputControls {
  const [frozen, setFrozen] = useState<FrozenOutput>();
  const [filtering, setFiltering] = useState(false);
  const [unfolded, setUnfolded] = useState<{
    readonly view: RunView;
    readonly rows: typeof none;
  }>();
  const chosen = usePassStore((store) => store.chosen);
  const togglePause = useCallback(
    () => setFrozen((before) => (before?.view === view ? undefined : freeze(view))),
    [view],
  );
  const toggleFold = useCallback(
    (index: number) =>
      setUnfolded((before) => ({
        view,
        rows: toggle(before?.view === view ? before.rows : none, index),
      })),
    [view],
  );
  return {
    frozen: frozen?.view === view ? frozen : undefined,
    togglePause,
    onlyNodeId: filtering ? selectedNodeId : undefined,
    toggleFilter: useCallback(() => setFiltering((before) => !before), []),
    chosen,
    unfolded: unfolded?.view === view ? unfolded.rows : none,
    toggleFold,
  };
}

function freeze(view: RunView): FrozenOutput {
  const lengths = new Map<number, number>();
  for (const row of view.rows) {
    if ('open' in row && row.open) lengths.set(row.index, row.length);
  }
  return { view, count: view.rows.length, tokens: view.tokens, lengths };
}

function toggle(rows: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const next = new Set(rows);
  if (!next.delete(index)) next.add(index);
  return next;
}
