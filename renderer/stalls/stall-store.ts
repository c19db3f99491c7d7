import { create } from 'zustand';
import type { StallRow } from '../../core/contracts/run-history.ts';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useRunStore } from '../run/run-store.ts';
import { calmRow, type ShownMeasure } from './pick-figure.ts';

interface StallStore {
  /** Whether the canvas shows how fast nodes were. */
  readonly isOn: boolean;
  readonly measure: ShownMeasure;
  /** The run that the rows are of. */
  readonly runId: string | undefined;
  readonly rows: readonly StallRow[];
  readonly byNode: ReadonlyMap<string, StallRow>;
  readonly error: ErrorInfo | undefined;
}

const nothing = { runId: undefined, rows: [], byNode: new Map(), error: undefined } as const;

/** How fast the nodes of the shown run were, against their own history. */
export const useStallStore = create<StallStore>()(() => ({
  ...nothing,
  isOn: false,
  measure: 'worst',
}));

/** While a run goes on, its finished steps are measured again this often, ms. */
const againMs = 2_500;
/** A run that has just ended is measured once more when the record has settled, ms. */
const settleMs = 1_500;

let wish = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows on the canvas how fast nodes were, or no longer. */
export function toggleStallMap(): void {
  const isOn = !useStallStore.getState().isOn;
  useStallStore.setState({ isOn });
  if (isOn) stopMap = watchStalls();
  else stopMap();
}

let stopMap = (): void => {};

/** Tells nodes apart by another figure. */
export function chooseMeasure(measure: ShownMeasure): void {
  useStallStore.setState({ measure });
}

async function load(): Promise<void> {
  clearTimeout(timer);
  wish += 1;
  const mine = wish;
  const { client } = useEngineStore.getState();
  const { runId, state } = useRunStore.getState();
  if (runId !== useStallStore.getState().runId) useStallStore.setState({ ...nothing, runId });
  if (client === undefined || runId === undefined) return;
  try {
    const found = await client.call('run.stalls', { runId });
    if (mine !== wish) return;
    const rows = found.map(calmRow);
    const byNode = new Map(rows.map((row) => [row.nodeId, row]));
    useStallStore.setState({ rows, byNode, error: undefined });
  } catch (thrown) {
    if (mine === wish) useStallStore.setState({ error: toErrorInfo(thrown) });
  }
  if (mine === wish && state === 'running') timer = setTimeout(() => void load(), againMs);
}

let watchers = 0;
let stopWatching = (): void => {};

/** Keeps the figures true while somebody looks at them. Returns the way to stop. */
export function watchStalls(): () => void {
  watchers += 1;
  if (watchers === 1) stopWatching = follow();
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    watchers -= 1;
    if (watchers === 0) stopWatching();
  };
}

function follow(): () => void {
  void load();
  const stopRun = useRunStore.subscribe((now, before) => {
    if (now.runId === before.runId && now.state === before.state) return;
    void load();
    if (before.state !== 'running') return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), settleMs);
  });
  const stopEngine = useEngineStore.subscribe((now, before) => {
    if (now.client !== before.client) void load();
  });
  return () => {
    wish += 1;
    clearTimeout(timer);
    stopRun();
    stopEngine();
  };
}
