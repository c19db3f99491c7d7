import i18next from 'i18next';
import type { ListedRun } from '../../core/contracts/run-history.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { showToast } from '../ui/toast-store.ts';

/** Asks before a run is deleted; one that is under way is stopped first, by the person. */
export function askToDelete(run: ListedRun): void {
  if (run.state === 'running') {
    showToast({ tone: 'error', text: i18next.t('stopFirst', { ns: 'history' }) });
    return;
  }
  openDialog({ kind: 'delete-run', run });
}
