import i18next from 'i18next';
import type { CommandName, Commands } from '../../core/api/protocol.ts';
import type { RecordedValue, RunState } from '../../core/contracts/events.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/shared/json.ts';
import { openPastRun } from '../commands/past-run-commands.ts';
import { startRun } from '../commands/run-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import {
  marksOf,
  pinOutputs,
  toggleBreakpoint,
  unpinOutputs,
  useFlowMarks,
} from '../document/flow-marks-store.ts';
import { edgeId } from '../document/flow-edits.ts';
import { runPrefix } from '../document/flow-path.ts';
import { requireClient } from '../engine/engine-store.ts';
import { runFeed } from '../run/run-feed.ts';
import { useRunStore } from '../run/run-store.ts';
import { useCanvasStore } from '../screen/canvas-store.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { showToast } from '../ui/toast-store.ts';

/** Does something that may fail; what goes wrong is said in the corner. */
async function say(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const { message, action } = toErrorInfo(error);
    showToast({ tone: 'error', text: message, action });
  }
}

type HoldCommand = Extract<CommandName, 'run.pause' | 'run.continue' | 'run.step'>;

function callShown<Name extends HoldCommand>(
  name: Name,
  more: Omit<Commands[Name]['params'], 'runId'>,
): Promise<void> {
  const { runId } = useRunStore.getState();
  if (runId === undefined) return Promise.resolve();
  const params = { runId, ...more } as Commands[Name]['params'];
  return say(() => requireClient().call(name, params));
}

/** Holds the shown run: nothing more begins, and streams stand still. */
export function pauseRun(): void {
  void callShown('run.pause', {});
}

/** Lets the shown run go on, or what is held under an id, with values by port that the person changed. */
export function continueRun(holdId?: string, values?: JsonObject): void {
  void callShown('run.continue', {
    ...(holdId === undefined ? {} : { holdId }),
    ...(values === undefined ? {} : { values }),
  });
}

/** Lets one node of the shown run begin and holds the next. */
export function stepRun(holdId?: string): void {
  void callShown('run.step', holdId === undefined ? {} : { holdId });
}

/** Sets breakpoints at what is selected, or takes them away. A run under way hears of it. */
export function toggleSelectedBreakpoints(when: 'before' | 'after'): void {
  const store = useDocumentStore.getState();
  const { nodeIds, edgeIds } = useCanvasStore.getState();
  const prefix = runPrefix(store);
  const flowId = store.root.id;
  for (const id of nodeIds) toggleBreakpoint(flowId, { node: prefix + id, when });
  for (const edge of store.document.edges) {
    if (!edgeIds.has(edgeId(edge))) continue;
    const { from, to } = edge;
    toggleBreakpoint(flowId, { edge: { from: prefix + from, to: prefix + to } });
  }
  tellBreakpoints();
}

/** Tells the shown run of its flow's breakpoints, if it is under way. */
export function tellBreakpoints(): void {
  const { runId, flowId, state } = useRunStore.getState();
  if (runId === undefined || flowId === undefined || state !== 'running') return;
  const { breakpoints } = marksOf(useFlowMarks.getState(), flowId);
  void say(() => requireClient().call('run.breakpoints', { runId, breakpoints }));
}

/** The shown run of the open flow, if it has ended: what others can go on from. */
export function endedRun(): string | undefined {
  const { runId, flowId, state } = useRunStore.getState();
  const isOver = state !== 'running' && state !== 'starting' && state !== 'idle';
  return isOver && flowId === useDocumentStore.getState().root.id ? runId : undefined;
}

/** Whether the shown run stopped before its end. */
export function isResumable(): boolean {
  const { state } = useRunStore.getState();
  return endedRun() !== undefined && state !== 'done';
}

/**
 * Does what a run had not come to, on its input: with the open flow as it stands now, or, where another one is open, with
 * the flow as it ran.
 */
export function resumeRun(runId: string): Promise<void> {
  return say(async () => {
    const { run, flow } = await requireClient().call('run.get', { runId });
    const input = await readInput(runId);
    const wish = { from: { runId, kind: 'resume' }, input } as const;
    if (run.flowId === useDocumentStore.getState().root.id) return startRun(wish);
    return startRun({ ...wish, flow, onStart: (newRunId) => void openPastRun(newRunId) });
  });
}

/** Whether a run that ended so stopped before it was through. */
export function stoppedEarly(state: RunState): boolean {
  return state === 'failed' || state === 'cancelled' || state === 'interrupted';
}

/** Runs one node on what the shown run has made, that node and what comes after it, or what leads to it and itself. */
export function runNode(nodeId: string, extent: 'only' | 'from' | 'until'): Promise<void> {
  return say(async () => {
    const runId = endedRun();
    const until = extent === 'from' ? {} : { until: nodeId };
    if (runId === undefined || extent === 'until') return startRun(until);
    const from = { runId, kind: 'fork', node: nodeId } as const;
    return startRun({ from, ...until, input: await readInput(runId) });
  });
}

/** Runs the flow, and takes over of the shown run what would be the same work again. */
export function runWhatChanged(): Promise<void> {
  const runId = endedRun();
  return startRun(runId === undefined ? {} : { from: { runId, kind: 'changed' } });
}

/** What a node gave in the shown run, by port; undefined where it has given nothing, or writes no trace. */
export function lastOutputs(nodeId: string): RecordedValue | undefined {
  const prefix = runPrefix(useDocumentStore.getState());
  return runFeed.view.nodes.get(prefix + nodeId)?.lastOutput;
}

/** The whole of a recorded value. */
export async function readWhole(value: RecordedValue): Promise<JsonValue> {
  if ('value' in value) return value.value;
  return (await requireClient().call('value.read', { hash: value.hash })).value;
}

/** Keeps what a node gave last for every run, or lets it run again where that is kept already. */
export function togglePin(nodeId: string): Promise<void> {
  return say(async () => {
    const flowId = useDocumentStore.getState().root.id;
    if (marksOf(useFlowMarks.getState(), flowId).pins[nodeId] !== undefined) {
      unpinOutputs(flowId, nodeId);
      return;
    }
    const recorded = lastOutputs(nodeId);
    const outputs = recorded && (await readWhole(recorded));
    if (isJsonObject(outputs)) pin(nodeId, outputs);
    else showToast({ tone: 'error', text: i18next.t('nothingToPin', { ns: 'control' }) });
  });
}

/** Keeps outputs for every run; says so where they are too large. */
export function pin(nodeId: string, outputs: JsonObject): boolean {
  const isKept = pinOutputs(useDocumentStore.getState().root.id, nodeId, outputs);
  if (!isKept) showToast({ tone: 'error', text: i18next.t('pinTooLarge', { ns: 'control' }) });
  return isKept;
}

/** Runs on from the shown run with other outputs of a node; what hangs on them is done anew. */
export function runOnWith(nodeId: string, outputs: JsonObject): Promise<void> {
  return say(async () => {
    const runId = endedRun();
    closeDialog();
    await startRun({
      ...(runId === undefined
        ? {}
        : { from: { runId, kind: 'changed' } as const, input: await readInput(runId) }),
      given: { [nodeId]: { outputs, reason: 'edited' } },
    });
  });
}

/** Shows again the run that this one went on from, with what was recorded there. */
export function revertEdit(): Promise<void> {
  return say(async () => {
    const { runId } = useRunStore.getState();
    if (runId === undefined) return;
    const { run } = await requireClient().call('run.get', { runId });
    if (run.origin !== undefined) await useRunStore.getState().openRun(run.origin.runId);
  });
}

async function readInput(runId: string): Promise<string | JsonObject> {
  const { run } = await requireClient().call('run.get', { runId });
  const input = await readWhole(run.input);
  return typeof input === 'string' || isJsonObject(input) ? input : '';
}
