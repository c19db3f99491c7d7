import { create } from 'zustand';
import type { ListedRun, RunFacets, RunMark } from '../../core/contracts/run-history.ts';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import { report } from '../commands/file-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { requireClient, useEngineStore } from '../engine/engine-store.ts';
import { useRunStore } from '../run/run-store.ts';
import { everyRun, toRunFilter, type ShownFilter } from './run-filter.ts';
import { lookAtRecord } from './record-store.ts';
import { appendPage, mergeNewest, type LoadedRuns } from './run-list.ts';

const pageSize = 100;
const typingMs = 180;
/** Runs that have just ended are read into the search a moment later. */
const settleMs = 1_500;

interface RunsStore extends LoadedRuns {
  readonly filter: ShownFilter;
  /** Undefined until the first answer. */
  readonly shown: ShownFilter | undefined;
  readonly isLoading: boolean;
  /** Ended runs that a search does not find yet. */
  readonly waiting: number;
  readonly error: ErrorInfo | undefined;
  readonly facets: RunFacets | undefined;
}

/** The runs of the record as far as they were asked for. */
export const useRunsStore = create<RunsStore>()(() => ({
  filter: everyRun,
  shown: undefined,
  runs: [],
  next: undefined,
  isLoading: false,
  waiting: 0,
  error: undefined,
  facets: undefined,
}));

// An answer that comes for an older wish is dropped.
let wish = 0;
let typing: ReturnType<typeof setTimeout> | undefined;

/** Shows other runs; what is typed is asked for once the typing rests. */
export function filterRuns(filter: ShownFilter): void {
  const before = useRunsStore.getState().filter;
  useRunsStore.setState({ filter });
  clearTimeout(typing);
  const isTyped = filter.text !== before.text || filter.node !== before.node;
  if (isTyped) typing = setTimeout(() => void refreshRuns(), typingMs);
  else void refreshRuns();
}

/** Asks for the newest runs again; what was loaded of the older ones stays. Never rejects. */
export async function refreshRuns(): Promise<void> {
  const { client } = useEngineStore.getState();
  if (client === undefined) return;
  wish += 1;
  const mine = wish;
  const { filter } = useRunsStore.getState();
  useRunsStore.setState({ isLoading: true });
  try {
    const page = await client.call('runs.search', { filter: wanted(filter), limit: pageSize });
    if (mine !== wish) return;
    useRunsStore.setState((now) => ({
      ...mergeNewest(now.shown === filter ? now : { runs: [], next: undefined }, page),
      shown: filter,
      waiting: page.waiting,
      isLoading: false,
      error: undefined,
    }));
  } catch (thrown) {
    if (mine === wish) useRunsStore.setState({ isLoading: false, error: toErrorInfo(thrown) });
  }
}

/** Loads the page that follows; does nothing while one is under way. Never rejects. */
export async function loadMoreRuns(): Promise<void> {
  const { client } = useEngineStore.getState();
  const { next, isLoading, shown, error } = useRunsStore.getState();
  if (client === undefined || next === undefined || isLoading || shown === undefined) return;
  if (error !== undefined) return;
  const mine = wish;
  useRunsStore.setState({ isLoading: true });
  try {
    const request = { filter: wanted(shown), limit: pageSize, after: next };
    const page = await client.call('runs.search', request);
    if (mine !== wish) return;
    useRunsStore.setState((now) => ({ ...appendPage(now, page), isLoading: false }));
  } catch (thrown) {
    if (mine === wish) useRunsStore.setState({ isLoading: false, error: toErrorInfo(thrown) });
  }
}

function wanted(filter: ShownFilter): ReturnType<typeof toRunFilter> {
  const openFlowId = useDocumentStore.getState().root.id;
  return toRunFilter(filter, { openFlowId, nowMs: Date.now() });
}

/** Learns what runs can be filtered by. Never rejects. */
export async function loadFacets(): Promise<void> {
  const { client } = useEngineStore.getState();
  const facets = await client?.call('runs.facets', {}).catch(() => undefined);
  if (facets !== undefined) useRunsStore.setState({ facets });
}

/** Stars a run, or gives it a note; what goes wrong is said in the corner. */
export function markRun(runId: string, mark: RunMark): Promise<void> {
  return report(async () => {
    const marked = await requireClient().call('run.mark', { runId, ...mark });
    useRunsStore.setState(({ runs }) => ({
      runs: runs.map((run) => (run.runId === runId ? keepMatches(marked, run) : run)),
    }));
  });
}

function keepMatches(marked: ListedRun, { matches }: ListedRun): ListedRun {
  return { ...marked, matches };
}

/** Deletes a run with all it recorded: the person was asked. Throws what the engine says. */
export async function deleteRun(runId: string): Promise<void> {
  await requireClient().call('run.delete', { runId });
  useRunsStore.setState(({ runs }) => ({ runs: runs.filter((run) => run.runId !== runId) }));
  void lookAtRecord();
}

let watchers = 0;
let stopWatching = (): void => {};

/** Keeps the list true while somebody looks at it, or at how many there are. Returns the way to stop. */
export function watchRuns(): () => void {
  watchers += 1;
  if (watchers === 1) stopWatching = keepFresh();
  return () => {
    watchers -= 1;
    if (watchers === 0) stopWatching();
  };
}

function keepFresh(): () => void {
  let later: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    void refreshRuns();
    void lookAtRecord();
  };
  look();
  const stopEngine = useEngineStore.subscribe((now, before) => {
    if (now.client !== before.client) look();
  });
  const stopRuns = useRunStore.subscribe((now, before) => {
    if (now.runId === before.runId && now.state === before.state) return;
    look();
    clearTimeout(later);
    // Tokens, cost and models of a run that ended are known when it has been read.
    if (before.state === 'running') later = setTimeout(look, settleMs);
  });
  const stopFlows = useDocumentStore.subscribe((now, before) => {
    const isNarrowed = useRunsStore.getState().filter.thisFlow;
    if (isNarrowed && now.root.id !== before.root.id) void refreshRuns();
  });
  return () => {
    clearTimeout(later);
    stopEngine();
    stopRuns();
    stopFlows();
  };
}
