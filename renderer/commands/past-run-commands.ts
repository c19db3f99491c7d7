import i18next from 'i18next';
import { parseFlow } from '../../core/model/flow-file.ts';
import { select } from '../screen/canvas-store.ts';
import {
  leavePastFlow,
  showPastFlow,
  useDocumentStore,
  type PastFlow,
} from '../document/document-store.ts';
import { flowFileName } from '../document/flow-file.ts';
import { isSameWork } from '../document/is-same-work.ts';
import { requireClient } from '../engine/engine-store.ts';
import { runFeed } from '../run/run-feed.ts';
import { useRunStore } from '../run/run-store.ts';
import { openUnsaved, report } from './file-commands.ts';
import { MillraceError } from '../../core/shared/errors.ts';

let wish = 0;

/**
 * Shows a run of the record on the flow as it ran: on the open one where that would do the same, else on the recorded
 * one, to look at. What goes wrong is said in the corner.
 */
export function openPastRun(runId: string): Promise<void> {
  wish += 1;
  const mine = wish;
  return report(async () => {
    const past = await readPastFlow(runId);
    if (mine !== wish) return;
    const { root } = useDocumentStore.getState();
    if (past === undefined || isSameWork(root, past.flow)) returnToFlow();
    else {
      select([]);
      showPastFlow(past);
    }
    // The run that is shown already, as one that has just ended, is not read once more.
    if (runFeed.view.runId === runId && runFeed.view.lastSeq > 0) return;
    await useRunStore.getState().openRun(runId);
  });
}

/** Shows the open flow again in place of one that ran before. */
export function returnToFlow(): void {
  if (useDocumentStore.getState().past === undefined) return;
  select([]);
  leavePastFlow();
}

/** Opens the flow of a run, as it ran, as a new one that has yet to be saved. */
export function openFlowOfRun(runId: string): Promise<void> {
  return report(async () => {
    const past = await readPastFlow(runId);
    if (past === undefined) {
      throw new MillraceError('flow_unreadable', i18next.t('runFlowUnreadable', { ns: 'history' }));
    }
    const copy = { ...past.flow, id: crypto.randomUUID() };
    await openUnsaved(copy, { name: flowFileName(copy.name) });
  });
}

/** Undefined for a text that is no whole flow. */
async function readPastFlow(runId: string): Promise<PastFlow | undefined> {
  const { run, flow } = await requireClient().call('run.get', { runId });
  const { document } = parseFlow(flow);
  return document === undefined ? undefined : { flow: document, runId, startedUs: run.startedUs };
}
