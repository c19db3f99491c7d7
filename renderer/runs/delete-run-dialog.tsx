import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedRun } from '../../core/contracts/run-history.ts';
import { report } from '../commands/file-commands.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { deleteRun } from './runs-store.ts';

/** Asks before a run goes with all it recorded. */
export function DeleteRunDialog({ run }: { readonly run: ListedRun }): ReactNode {
  const { t, i18n } = useTranslation('history');
  const { t: tShell } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const time = new Date(run.startedUs / 1000).toLocaleString(i18n.language);
  const remove = async (): Promise<void> => {
    setBusy(true);
    await report(() => deleteRun(run.runId));
    closeDialog();
  };
  return (
    <Dialog
      title={t('deleteTitle', { flow: run.flowName, time })}
      description={t(run.isStarred || run.note !== '' ? 'deleteMarked' : 'deleteText')}
      onClose={closeDialog}
      actions={
        <>
          <Button data-first-focus onClick={closeDialog}>
            {tShell('cancel')}
          </Button>
          <Button variant="danger" disabled={isBusy} onClick={() => void remove()}>
            {t('delete')}
          </Button>
        </>
      }
    />
  );
}
