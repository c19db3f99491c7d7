import { useEffect, useEffectEvent, useState } from 'react';
import type { RunView } from '../run/run-view.ts';
import { findInRows } from './find-in-rows.ts';
import type { ShownRows } from './shown-rows.ts';
import type { OutputControls } from './use-output-controls.ts';

/** Where the search in the output stands. */
interface OutputSearchState {
  /** Positions of the rows that hold the words. */
  readonly found: readonly number[];
  /** Which of them is shown, from 0; undefined for none. */
  readonly at: number | undefined;
  /** The position of that row. */
  readonly foundAt: number | undefined;
  go(by: 1 | -1): void;
}

/** Finds words in the rows and shows the last row that holds them, then the ones that the person goes to. */
export function useOutputSearch(
  view: RunView,
  rows: ShownRows,
  { search: words = '', onlyNodeId, chosen }: OutputControls,
  show: (position: number) => void,
): OutputSearchState {
  const [gone, setGone] = useState<{ readonly words: string; readonly at: number }>();
  const found = findInRows(view, rows, `${onlyNodeId} ${JSON.stringify(chosen)}`, words);
  const end = found.length - 1;
  const at = end < 0 ? undefined : Math.min(gone?.words === words ? gone.at : end, end);
  // For each new word, not for each line that comes meanwhile.
  const showNow = useEffectEvent(() => {
    const position = at === undefined ? undefined : found[at];
    if (position !== undefined) show(position);
  });
  useEffect(() => {
    if (words !== '') showNow();
  }, [words]);
  return {
    found,
    at,
    foundAt: at === undefined ? undefined : found[at],
    go: (by) => {
      if (at === undefined) return;
      const next = (at + by + found.length) % found.length;
      setGone({ words, at: next });
      const position = found[next];
      if (position !== undefined) show(position);
    },
  };
}
