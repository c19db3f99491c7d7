import type { ListedRun, RunPage, TextMatch } from '../../core/contracts/run-history.ts';

/** One line of the list: a run, or a place in the run above it where the searched text stands. */
export type RunLine =
  | { readonly kind: 'run'; readonly run: ListedRun }
  | { readonly kind: 'match'; readonly run: ListedRun; readonly match: TextMatch };

/** What is loaded of the list. */
export interface LoadedRuns {
  readonly runs: readonly ListedRun[];
  /** Asks for more; absent when all are loaded. */
  readonly next: string | undefined;
}

/** All lines, runs with their matches under them. */
export function listLines(runs: readonly ListedRun[]): readonly RunLine[] {
  return runs.flatMap((run): readonly RunLine[] => [
    { kind: 'run', run },
    ...run.matches.map((match): RunLine => ({ kind: 'match', run, match })),
  ]);
}

/**
 * The newest page again, in front of the older runs that were loaded before: nobody who has scrolled down loses the
 * place. Where the page does not reach what was loaded, only the page stays.
 */
export function mergeNewest(loaded: LoadedRuns, page: RunPage): LoadedRuns {
  const newest = { runs: page.runs, next: page.next };
  const last = page.runs.at(-1);
  if (last === undefined || page.next === undefined) return newest;
  const at = loaded.runs.findIndex(({ runId }) => runId === last.runId);
  if (at < 0 || at === loaded.runs.length - 1) return newest;
  return { runs: [...page.runs, ...loaded.runs.slice(at + 1)], next: loaded.next };
}

/** The page that follows; a run that is there already, as one that came meanwhile, does not come twice. */
export function appendPage(loaded: LoadedRuns, page: RunPage): LoadedRuns {
  const known = new Set(loaded.runs.map(({ runId }) => runId));
  return {
    runs: [...loaded.runs, ...page.runs.filter(({ runId }) => !known.has(runId))],
    next: page.next,
  };
}
