import { useCallback } from 'react';
import { create } from 'zustand';
import { usePassStore } from '../run/pass-store.ts';
import type { ChosenPasses } from '../run/pass-store.ts';
import type { RunView } from '../run/run-view.ts';
import { createPausable } from '../panels/use-pausable.ts';

/** What stood in the panel when it was paused. */
interface FrozenOutput {
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
  /** The words that are looked for; undefined while the search is closed. */
  readonly search: string | undefined;
}

interface OutputStore {
  readonly filtering: boolean;
  /** Rows that are unfolded, of the run they belong to. */
  readonly unfolded: { readonly view: RunView; readonly rows: ReadonlySet<number> } | undefined;
  readonly search: string | undefined;
}

const none: ReadonlySet<number> = new Set();
const useOutputStore = create<OutputStore>()(() => ({
  filtering: false,
  unfolded: undefined,
  search: undefined,
}));
const usePause = createPausable(freeze);

/** The settings of the Output panel, which its toolbar and its list share. A new run starts live and folded. */
export function useOutputControls(
  view: RunView,
  selectedNodeId: string | undefined,
): OutputControls {
  const { frozen, toggle } = usePause(view);
  const { filtering, unfolded, search } = useOutputStore();
  const chosen = usePassStore((store) => store.chosen);
  const toggleFold = useCallback(
    (index: number) =>
      useOutputStore.setState((before) => {
        const rows = before.unfolded?.view === view ? before.unfolded.rows : none;
        return { unfolded: { view, rows: toggleIn(rows, index) } };
      }),
    [view],
  );
  return {
    frozen,
    togglePause: toggle,
    onlyNodeId: filtering ? selectedNodeId : undefined,
    toggleFilter,
    chosen,
    unfolded: unfolded?.view === view ? unfolded.rows : none,
    toggleFold,
    search,
  };
}

/** Opens the search with these words, or closes it. */
export function searchOutput(words: string | undefined): void {
  useOutputStore.setState({ search: words });
}

function toggleFilter(): void {
  useOutputStore.setState(({ filtering }) => ({ filtering: !filtering }));
}

function freeze(view: RunView): FrozenOutput {
  const lengths = new Map<number, number>();
  for (const row of view.rows) {
    if ('open' in row && row.open) lengths.set(row.index, row.length);
  }
  return { count: view.rows.length, tokens: view.tokens, lengths };
}

function toggleIn(rows: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const next = new Set(rows);
  if (!next.delete(index)) next.add(index);
  return next;
}
