import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowReach } from '../../core/model/reach.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { useRequest } from '../ui/use-request.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ReachList } from './reach-list.tsx';
import { acceptFlow, wantsFolder } from '../document/trust-store.ts';

interface AskTrustDialogProps {
  readonly reaches: readonly FlowReach[];
  /** Goes on with what needed the answer. */
  readonly onAccepted: (() => void) | undefined;
}

/** Asks whether the open flow may reach what it lists; closing it leaves the flow open, and nothing runs. */
export function AskTrustDialog({ reaches, onAccepted }: AskTrustDialogProps): ReactNode {
  const { t } = useTranslation('trust');
  const name = useDocumentStore((store) => store.root.name);
  const [folder, setFolder] = useState('');
  const { busy, error, run } = useRequest<void>();
  const accept = async (): Promise<void> => {
    await acceptFlow(reaches, folder.trim() === '' ? [] : [folder.trim()]);
    closeDialog();
    onAccepted?.();
  };
  return (
    <Dialog
      size="wide"
      title={t('askTitle', { name: name.slice(0, 120), interpolation: { escapeValue: false } })}
      description={t('askText')}
      onClose={closeDialog}
      actions={
        <>
          <Button data-first-focus onClick={closeDialog}>
            {t('later')}
          </Button>
          <Button variant="primary" disabled={busy} onClick={() => run(accept)}>
            {t('accept')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ReachList reaches={reaches} />
        {wantsFolder(reaches) ? (
          <label className="flex flex-col gap-1">
            <span className="font-medium">{t('folder')}</span>
            <TextField
              value={folder}
              className="font-mono"
              placeholder="/home/me/notes"
              onChange={(event) => setFolder(event.target.value)}
            />
            <span className="text-small text-muted">{t('folderHelp')}</span>
          </label>
        ) : undefined}
        {error === undefined ? undefined : <ErrorText error={error} />}
      </div>
    </Dialog>
  );
}
