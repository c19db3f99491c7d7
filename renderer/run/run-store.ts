import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { Commands } from '../../core/api/protocol.ts';
import type { RunState } from '../../core/contracts/events.ts';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import { showAllPasses } from './pass-store.ts';
import { readFlowNames } from './read-flow-names.ts';
import { runFeed, type RunFeed } from './run-feed.ts';
import { RunFollower, type RunEngine } from './run-follower.ts';

/** The shown run and what can be done with it. Its events are in the feed; here is what the chrome shows. */
export interface RunStore {
  readonly runId: string | undefined;
  /** The flow that the shown run ran, which need not be the open one. */
  readonly flowId: string | undefined;
  readonly state: 'idle' | 'starting' | RunState;
  /** Why the run could not start, failed, or was cut off. */
  readonly error: ErrorInfo | undefined;
  /** µs since the Unix epoch. */
  readonly startedUs: number | undefined;
  /** Absent while there is no engine to talk to. */
  readonly engine: RunEngine | undefined;
  /** Starts a run and shows it. Never rejects: what went wrong is in `error`. */
  start(request: Commands['run.start']['params']): Promise<void>;
  /** Stops the shown run; does nothing when it has ended. */
  cancel(): void;
  /** Shows a run of the record, from its first event; a running one goes on live. Never rejects. */
  openRun(runId: string): Promise<void>;
  /** Takes an engine into use, and goes on where the last one broke off. */
  attach(engine: RunEngine): void;
  /** The engine is gone: a run under way shows as interrupted, with all that has arrived. */
  detach(error: ErrorInfo): void;
}

const engineGone = 'engine_gone';

const notConnected: ErrorInfo = {
  code: engineGone,
  message: 'The engine is not connected.',
  action: 'Wait a moment until it is back, then run again.',
};

/** Where the person is asked first, nothing has begun that could have failed. */
function stateAfter({ code }: ErrorInfo): RunStore['state'] {
  return code === 'not_trusted' ? 'idle' : 'failed';
}

/** What the store's actions work with. */
interface Parts {
  readonly feed: RunFeed;
  readonly follower: RunFollower;
  readonly set: StoreApi<RunStore>['setState'];
  readonly get: StoreApi<RunStore>['getState'];
}

/** Makes a store over a feed; the app has one, tests make their own. */
export function createRunStore(feed: RunFeed): UseBoundStore<StoreApi<RunStore>> {
  return create<RunStore>()((set, get) => {
    const parts: Parts = { feed, follower: new RunFollower(feed), set, get };
    feed.subscribeLive(() => showFeed(parts));
    return {
      runId: undefined,
      flowId: undefined,
      state: 'idle',
      error: undefined,
      startedUs: undefined,
      engine: undefined,
      start: (request) => startRun(parts, request),
      cancel: () => cancelRun(parts),
      openRun: (runId) => openRun(parts, runId),
      attach: (engine) => attach(parts, engine),
      detach: (error) => detach(parts, error),
    };
  });
}

/** Takes over what the chrome shows of the folded events. */
function showFeed({ feed, follower, set, get }: Parts): void {
  const { live: view } = feed;
  const now = get();
  if (view.runId === '' || view.runId !== now.runId) return;
  const startedUs = view.startedUs ?? now.startedUs;
  const error = view.error ?? now.error;
  const { state } = follower;
  if (state === now.state && startedUs === now.startedUs && error === now.error) return;
  set({ state, startedUs, error });
}

function begin({ follower, set }: Parts, runId: string | undefined): number {
  const wish = follower.begin(runId);
  showAllPasses();
  set({ runId, flowId: undefined, state: 'starting', error: undefined, startedUs: undefined });
  return wish;
}

function name({ feed, set }: Parts, runId: string, flow: string): void {
  const { flowId, titles } = readFlowNames(flow);
  feed.reset(runId, titles);
  set({ flowId });
}

function fail({ follower, set }: Parts, wish: number, error: ErrorInfo): void {
  if (follower.isWished(wish)) set({ state: stateAfter(error), error });
}

async function startRun(parts: Parts, request: Commands['run.start']['params']): Promise<void> {
  const { follower, set, get } = parts;
  const { engine } = get();
  const wish = begin(parts, undefined);
  if (!engine) return fail(parts, wish, notConnected);
  try {
    const { runId } = await engine.call('run.start', request);
    if (!follower.isWished(wish)) return;
    name(parts, runId, request.flow);
    set({ runId, state: 'running' });
    await follower.follow(engine, runId, wish);
  } catch (error) {
    fail(parts, wish, toErrorInfo(error));
  }
}

function cancelRun({ set, get }: Parts): void {
  const { engine, runId, state } = get();
  if (!engine || !runId || state !== 'running') return;
  engine.call('run.cancel', { runId }).catch((error: unknown) => {
    if (get().runId === runId) set({ error: toErrorInfo(error) });
  });
}

async function openRun(parts: Parts, runId: string): Promise<void> {
  const { follower, set, get } = parts;
  const { engine } = get();
  const wish = begin(parts, runId);
  if (!engine) return fail(parts, wish, notConnected);
  try {
    const { run, flow } = await engine.call('run.get', { runId });
    if (!follower.isWished(wish)) return;
    follower.expectEnd(run);
    name(parts, runId, flow);
    set({ state: run.state, startedUs: run.startedUs, error: run.error });
    follower.learn(run);
    await follower.follow(engine, runId, wish);
  } catch (error) {
    fail(parts, wish, toErrorInfo(error));
  }
}

function attach(parts: Parts, engine: RunEngine): void {
  const { follower, set, get } = parts;
  set({ engine });
  const { runId, state, error } = get();
  // That there was no engine is no longer true.
  if (state === 'failed' && error?.code === engineGone) set({ state: 'idle', error: undefined });
  if (!runId || (state !== 'running' && state !== 'interrupted')) return;
  const wish = follower.wishAgain();
  engine
    .call('run.get', { runId })
    .then(({ run }) => {
      if (!follower.isWished(wish)) return undefined;
      set({ startedUs: run.startedUs, error: run.error });
      follower.learn(run);
      return follower.follow(engine, runId, wish);
    })
    .catch((cause: unknown) => fail(parts, wish, toErrorInfo(cause)));
}

function detach({ feed, follower, set, get }: Parts, error: ErrorInfo): void {
  follower.abandon();
  const { state } = get();
  set({ engine: undefined });
  if (state === 'starting') set({ state: 'failed', error });
  if (state !== 'running') return;
  set({ state: 'interrupted', error });
  feed.setState('interrupted');
}

/** The store of the run that this window shows. */
export const useRunStore = createRunStore(runFeed);
