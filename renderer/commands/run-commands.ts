import i18next from 'i18next';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { stringifyFlow } from '../../core/model/flow-file.ts';
import type { FlowReach } from '../../core/model/reach.ts';
import type { ReplayRequest, RunOrigin, RunRequest } from '../../core/model/run-request.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { useCheckStore } from '../document/check-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { runMarks } from '../document/flow-marks-store.ts';
import { usePreferences } from '../preferences/preferences-store.ts';
import { useRunStore } from '../run/run-store.ts';
import { acceptOwn } from '../document/trust-store.ts';
import { runInputOf } from '../run/run-input-store.ts';
import { returnToFlow } from './past-run-commands.ts';
import { showToast } from '../ui/toast-store.ts';

/** Whether a run is under way in this window. */
export function isRunning(): boolean {
  const { state } = useRunStore.getState();
  return state === 'running' || state === 'starting';
}

/** What a run is to be like, where it is not as the window says. */
export interface RunWish {
  /** The models' answers come from there. */
  readonly replay?: ReplayRequest;
  /** In place of what was typed beside Run. */
  readonly input?: RunRequest['input'];
  /** In place of the open flow: the text of one as it ran. */
  readonly flow?: string;
  /** The run of before that this one goes on from. */
  readonly from?: RunOrigin;
  /** The last node that runs; only what leads to it does. */
  readonly until?: string;
  /** What nodes give without being run, besides what is pinned. */
  readonly given?: RunRequest['given'];
  /** Holds before its first node. */
  readonly isStepped?: boolean;
  /** Called once the run has an id; not where it cannot start. */
  readonly onStart?: (runId: string) => void;
}

/** Runs the flow as it stands, saved or not; says why when it cannot start. */
export async function startRun(wish: RunWish = {}, wasAsked = false): Promise<void> {
  if (isRunning()) return;
  returnToFlow();
  const { root: document, file } = useDocumentStore.getState();
  if (wish.flow === undefined && Object.keys(document.nodes).length === 0) {
    showToast({ tone: 'error', text: i18next.t('nothingToRun') });
    return;
  }
  // Asked before, the engine need not refuse what the person made themselves.
  if (useCheckStore.getState().isTrusted !== true && !wasAsked) {
    await acceptOwn().catch(() => false);
    if (isRunning()) return;
  }
  const { replay, from, input = runInputOf(document), onStart } = wish;
  await useRunStore.getState().start({
    flow: wish.flow ?? stringifyFlow(document),
    ...(file.place === undefined ? {} : { place: file.place }),
    input,
    ...(replay === undefined
      ? { recordTraffic: usePreferences.getState().recordTraffic }
      : { replay }),
    ...(from === undefined ? {} : { from }),
    ...marksFor(document, wish),
  });
  const { runId, error } = useRunStore.getState();
  if (runId !== undefined) return onStart?.(runId);
  if (error === undefined) return;
  if (error.code === 'not_trusted' && !wasAsked)
    return askFirst(error, () => void startRun(wish, true));
  showToast({ tone: 'error', text: error.message, action: error.action, isSaid: true });
}

/** What the run is told of breakpoints and outputs that are given. */
function marksFor(
  { id, nodes }: FlowDocument,
  { until, given = {}, isStepped = false, flow }: RunWish,
): Pick<RunRequest, 'until' | 'given' | 'breakpoints' | 'startsPaused'> {
  const marks = flow === undefined ? runMarks(id) : { breakpoints: [], given: {} };
  // A pin may outlive its node: undo brings both back.
  const pinned = Object.entries(marks.given).filter(([nodeId]) => Object.hasOwn(nodes, nodeId));
  const all = { ...Object.fromEntries(pinned), ...given };
  return {
    ...(until === undefined ? {} : { until }),
    ...(isStepped ? { startsPaused: true } : {}),
    ...(marks.breakpoints.length === 0 ? {} : { breakpoints: marks.breakpoints }),
    ...(Object.keys(all).length === 0 ? {} : { given: all }),
  };
}

/** A flow of the person's own goes on at once; about any other they are asked. */
async function askFirst({ details }: ErrorInfo, onAccepted: () => void): Promise<void> {
  const isOwn = await acceptOwn().catch(() => false);
  if (isOwn) return onAccepted();
  const reaches = (details ?? []) as unknown as readonly FlowReach[];
  openDialog({ kind: 'ask-trust', reaches, onAccepted });
}

/** Stops the run that is shown. */
export function stopRun(): void {
  useRunStore.getState().cancel();
}
