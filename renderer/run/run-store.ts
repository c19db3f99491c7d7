import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { EngineClient } from '../../core/api/engine-client.ts';
import type { Commands } from '../../core/api/protocol.ts';
import type { RunState } from '../../core/contracts/events.ts';
import type { RunSummary } from '../../core/contracts/record.ts';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import { showAllPasses } from './pass-store.ts';
import { readFlowNames } from './read-flow-names.ts';
import { runFeed, type RunFeed } from './run-feed.ts';

/** What this store needs of an engine. */
export type RunEngine = Pick<EngineClient, 'call' | 'subscribe'>;

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

const notConnected: ErrorInfo = {
  code: 'engine_gone',
  message: 'The engine is not connected.',
  action: 'Wait a moment until it is back, then run again.',
};

/** Where the person is asked first, nothing has begun that could have failed. */
function stateAfter({ code }: ErrorInfo): RunStore['state'] {
  return code === 'not_trusted' ? 'idle' : 'failed';
}

/** Makes a store over a feed; the app has one, tests make their own. */
export function createRunStore(feed: RunFeed): UseBoundStore<StoreApi<RunStore>> {
  // Counts what the person asked to see: an answer that comes for an older wish is dropped.
  let wish = 0;
  let unsubscribe: (() => void) | undefined;
  // The end of an opened run is known before its last event has been folded in.
  let endState: RunState | undefined;

  return create<RunStore>()((set, get) => {
    feed.subscribe(() => {
      const { view } = feed;
      const { runId, state, startedUs } = get();
      if (view.runId === '' || view.runId !== runId) return;
      const started = view.startedUs ?? startedUs;
      const shown = view.state === 'running' ? (endState ?? view.state) : view.state;
      const error = view.error ?? get().error;
      if (shown === state && started === startedUs && error === get().error) return;
      set({ state: shown, startedUs: started, error });
    });

    const begin = (runId: string | undefined): number => {
      unsubscribe?.();
      unsubscribe = undefined;
      endState = undefined;
      feed.reset(runId ?? '');
      showAllPasses();
      set({ runId, flowId: undefined, state: 'starting', error: undefined, startedUs: undefined });
      return ++wish;
    };
    const name = (runId: string, flow: string): void => {
      const { flowId, titles } = readFlowNames(flow);
      feed.reset(runId, titles);
      set({ flowId });
    };
    const fail = (mine: number, error: ErrorInfo): void => {
      if (mine === wish) set({ state: stateAfter(error), error });
    };
    const follow = async (engine: RunEngine, runId: string, mine: number): Promise<void> => {
      const stop = await engine.subscribe(runId, feed.view.lastSeq, (events) => {
        if (mine !== wish || feed.view.runId !== runId) return undefined;
        const drawn = feed.fold(events);
        // A long run comes as fast as it can be folded, not a few batches with each frame.
        return feed.isFull ? drawn : undefined;
      });
      if (mine === wish) unsubscribe = stop;
      else stop();
    };
    const learnState = (run: RunSummary): void => {
      set({ startedUs: run.startedUs, ...(run.error ? { error: run.error } : {}) });
      feed.view.startedUs ??= run.startedUs;
      endState = run.state === 'running' ? undefined : run.state;
      // The end of a run whose engine was killed stands in no event, only in its summary.
      if (run.state === 'interrupted' || run.state === 'running') feed.setState(run.state);
      feed.view.endedUs ??= run.endedUs;
    };

    return {
      runId: undefined,
      flowId: undefined,
      state: 'idle',
      error: undefined,
      startedUs: undefined,
      engine: undefined,

      async start(request) {
        const { engine } = get();
        const mine = begin(undefined);
        if (!engine) return fail(mine, notConnected);
        try {
          const { runId } = await engine.call('run.start', request);
          if (mine !== wish) return;
          name(runId, request.flow);
          set({ runId, state: 'running' });
          await follow(engine, runId, mine);
        } catch (error) {
          fail(mine, toErrorInfo(error));
        }
      },

      cancel() {
        const { engine, runId, state } = get();
        if (!engine || !runId || state !== 'running') return;
        engine.call('run.cancel', { runId }).catch((error: unknown) => {
          if (get().runId === runId) set({ error: toErrorInfo(error) });
        });
      },

      async openRun(runId) {
        const { engine } = get();
        const mine = begin(runId);
        if (!engine) return fail(mine, notConnected);
        try {
          const { run, flow } = await engine.call('run.get', { runId });
          if (mine !== wish) return;
          endState = run.state === 'running' ? undefined : run.state;
          name(runId, flow);
          set({ state: run.state });
          learnState(run);
          await follow(engine, runId, mine);
        } catch (error) {
          fail(mine, toErrorInfo(error));
        }
      },

      attach(engine) {
        set({ engine });
        const { runId, state } = get();
        if (!runId || (state !== 'running' && state !== 'interrupted')) return;
        const mine = ++wish;
        engine
          .call('run.get', { runId })
          .then(({ run }) => {
            if (mine !== wish) return undefined;
            if (run.state === 'running') set({ error: undefined });
            learnState(run);
            return follow(engine, runId, mine);
          })
          .catch((error: unknown) => fail(mine, toErrorInfo(error)));
      },

      detach(error) {
        unsubscribe = undefined;
        wish++;
        const { state } = get();
        set({ engine: undefined });
        if (state === 'starting') set({ state: 'failed', error });
        if (state !== 'running') return;
        set({ state: 'interrupted', error });
        feed.setState('interrupted');
      },
    };
  });
}

/** The store of the run that this window shows. */
export const useRunStore = createRunStore(runFeed);
