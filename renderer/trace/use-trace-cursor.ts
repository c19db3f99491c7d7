import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { RunView } from '../run/run-view.ts';
import { noRow } from '../run/span-table.ts';
import { hasSteps, type TraceList } from './list-trace.ts';
import { readGridKey, type GridMove } from '../ui/move-by-key.ts';

interface CursorOptions {
  readonly view: RunView;
  readonly list: TraceList;
  readonly folded: ReadonlySet<number>;
  /** The row under the cursor; undefined while there is none. */
  readonly row: number | undefined;
  /** Rows that are seen at once. */
  readonly fitting: number;
  readonly onFold: (row: number) => void;
  readonly onGo: (row: number) => void;
  readonly onOpen: (open: boolean) => void;
}

/** The cursor of the trace: where it stands in the list, and what keys do with it. */
export function useTraceCursor(options: CursorOptions): {
  /** -1 where its row is not in the list. */
  readonly at: number;
  onKeyDown(event: KeyboardEvent): void;
} {
  const { view, list, folded, row, fitting, onFold, onGo, onOpen } = options;
  const at = useMemoisedIndex(list.rows, row);
  const isFolded = row !== undefined && hasSteps(view.trace, row) ? folded.has(row) : undefined;
  const act = (move: GridMove): void => {
    if (move.kind === 'go') onGo(list.rows[move.to] ?? noRow);
    else if (move.kind === 'open' || move.kind === 'close') onOpen(move.kind === 'open');
    else if (row === undefined) return;
    else if (move.kind === 'parent') onGo(view.trace.parentOf(row));
    else onFold(row);
  };
  return {
    at,
    onKeyDown(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const cursor = { at, count: list.rows.length, page: fitting - 1, folded: isFolded };
      const move = readGridKey(event.key, cursor);
      if (move === undefined || list.rows.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      act(move);
    },
  };
}

/** Where a row stands in the list; looked up only when either has changed. */
function useMemoisedIndex(rows: Int32Array, row: number | undefined): number {
  const [known, setKnown] = useState({ rows, row, at: row === undefined ? -1 : rows.indexOf(row) });
  if (known.rows === rows && known.row === row) return known.at;
  const at = row === undefined ? -1 : rows.indexOf(row);
  setKnown({ rows, row, at });
  return at;
}

/** Calls back when another row is under the cursor. */
export function useRowChange(row: number | undefined, onChange: (row: number) => void): void {
  const seen = useRef(row);
  useLayoutEffect(() => {
    if (seen.current === row) return;
    seen.current = row;
    if (row !== undefined) onChange(row);
  });
}

/** Calls back when what is picked on the canvas has changed, but not for what was picked here. */
export function useCanvasSelection(
  nodeId: string | undefined,
  onPick: (nodeId: string) => void,
): (nodeId: string) => void {
  const seen = useRef(nodeId);
  useLayoutEffect(() => {
    if (seen.current === nodeId) return;
    seen.current = nodeId;
    if (nodeId !== undefined) onPick(nodeId);
  });
  return (own) => {
    seen.current = own;
  };
}
