import type { KeyboardEvent } from 'react';
import type { ListedRun } from '../../core/contracts/run-history.ts';
import { readGridKey } from '../ui/move-by-key.ts';
import { askToDelete } from './ask-to-delete.ts';
import { openLine } from './open-line.ts';
import type { RunLine } from './run-list.ts';
import { markRun } from './runs-store.ts';

interface RunKeys {
  /** The line under the cursor; undefined while there is none. */
  readonly line: RunLine | undefined;
  readonly at: number;
  readonly count: number;
  /** Rows that a page key passes over. */
  readonly page: number;
  readonly onGo: (to: number) => void;
  readonly onNote: (runId: string) => void;
  readonly onMenu: (runId: string) => void;
}

/** What keys do in the list of runs: arrows move, Enter opens, S stars, N notes, Delete asks. */
export function useRunKeys(keys: RunKeys): (event: KeyboardEvent) => void {
  const { line, at, count, page } = keys;
  const act = ({ key, shiftKey }: KeyboardEvent): boolean => {
    if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) {
      if (line !== undefined) keys.onMenu(line.run.runId);
      return true;
    }
    if (line !== undefined && actOnRun(key, line.run, keys.onNote)) return true;
    const move = readGridKey(key, { at, count, page, folded: undefined });
    if (move?.kind === 'go') keys.onGo(move.to);
    else if (move?.kind === 'open' && line !== undefined) openLine(line);
    else return false;
    return true;
  };
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A note that is being written has the keys for itself.
    if (event.target !== event.currentTarget || !act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function actOnRun(key: string, run: ListedRun, note: (runId: string) => void): boolean {
  switch (key) {
    case 's':
    case 'S':
      void markRun(run.runId, { isStarred: !run.isStarred });
      return true;
    case 'n':
    case 'N':
      note(run.runId);
      return true;
    case 'Delete':
    case 'Backspace':
      askToDelete(run);
      return true;
    default:
      return false;
  }
}
