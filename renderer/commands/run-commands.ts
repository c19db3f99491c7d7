import i18next from 'i18next';
import { stringifyFlow } from '../../core/model/flow-file.ts';
import type { ReplayRequest } from '../../core/model/run-request.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { usePreferences } from '../preferences/preferences-store.ts';
import { useRunStore } from '../run/run-store.ts';
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
export async function startRun(replay?: ReplayRequest): Promise<void> {
  if (isRunning()) return;
  const { root: document } = useDocumentStore.getState();
  if (Object.keys(document.nodes).length === 0) {
    showToast({ tone: 'error', text: i18next.t('nothingToRun') });
    return;
  }
  await useRunStore.getState().start({
    flow: stringifyFlow(document),
    input: runInputOf(document),
    ...(replay === undefined
      ? { recordTraffic: usePreferences.getState().recordTraffic }
      : { replay }),
  });
  const { runId, error } = useRunStore.getState();
  if (runId !== undefined || error === undefined) return;
  showToast({ tone: 'error', text: error.message, action: error.action });
}

/** Stops the run that is shown. */
export function stopRun(): void {
  useRunStore.getState().cancel();
}
