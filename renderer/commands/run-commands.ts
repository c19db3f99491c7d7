import i18next from 'i18next';
import { stringifyFlow } from '../../core/model/flow-file.ts';
import type { FlowReach } from '../../core/model/reach.ts';
import type { ReplayRequest } from '../../core/model/run-request.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { openDialog } from '../dialogs/dialog-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { usePreferences } from '../preferences/preferences-store.ts';
import { useRunStore } from '../run/run-store.ts';
import { acceptOwn } from '../trust/trust-store.ts';
import { runInputOf } from '../top-bar/run-input-store.ts';
import { showToast } from '../ui/toast-store.ts';

/** Whether a run is under way in this window. */
export function isRunning(): boolean {
  const { state } = useRunStore.getState();
  return state === 'running' || state === 'starting';
}

/**
 * Runs the flow as it stands, saved or not; says why when it cannot start. With `replay` the models' answers come from
 * there.
 */
export async function startRun(replay?: ReplayRequest, wasAsked = false): Promise<void> {
  if (isRunning()) return;
  const { root: document, file } = useDocumentStore.getState();
  if (Object.keys(document.nodes).length === 0) {
    showToast({ tone: 'error', text: i18next.t('nothingToRun') });
    return;
  }
  await useRunStore.getState().start({
    flow: stringifyFlow(document),
    ...(file.place === undefined ? {} : { place: file.place }),
    input: runInputOf(document),
    ...(replay === undefined
      ? { recordTraffic: usePreferences.getState().recordTraffic }
      : { replay }),
  });
  const { runId, error } = useRunStore.getState();
  if (runId !== undefined || error === undefined) return;
  if (error.code === 'not_trusted' && !wasAsked)
    return askFirst(error, () => void startRun(replay, true));
  showToast({ tone: 'error', text: error.message, action: error.action });
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
