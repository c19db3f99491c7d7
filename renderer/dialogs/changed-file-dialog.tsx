import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { closeDialog } from '../screen/dialog-store.ts';
import type { ChangedFileAnswer } from '../screen/dialog-store.ts';

interface ChangedFileDialogProps {
  readonly name: string;
  readonly onAnswer: (answer: ChangedFileAnswer) => void;
}

/** Asks what to do with a file that another window or program has changed since it was opened here. */
export function ChangedFileDialog({ name, onAnswer }: ChangedFileDialogProps): ReactNode {
  const { t } = useTranslation();
  const answer = (chosen: ChangedFileAnswer): void => {
    closeDialog();
    onAnswer(chosen);
  };
  return (
    <Dialog
      title={t('changedFileTitle', { name })}
      description={t('changedFileText')}
      onClose={() => answer('cancel')}
      actions={
        <>
          <Button variant="danger" className="mr-auto" onClick={() => answer('overwrite')}>
            {t('overwrite')}
          </Button>
          <Button onClick={() => answer('cancel')}>{t('cancel')}</Button>
          <Button variant="primary" data-first-focus onClick={() => answer('save-as')}>
            {t('saveAs')}
          </Button>
        </>
      }
    />
  );
}
