import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { closeDialog } from '../screen/dialog-store.ts';
import type { UnsavedAnswer } from '../screen/dialog-store.ts';

interface UnsavedDialogProps {
  readonly name: string;
  readonly onAnswer: (answer: UnsavedAnswer) => void;
}

/** Asks whether to save before the open flow makes way for another. */
export function UnsavedDialog({ name, onAnswer }: UnsavedDialogProps): ReactNode {
  const { t } = useTranslation();
  const answer = (chosen: UnsavedAnswer): void => {
    closeDialog();
    onAnswer(chosen);
  };
  return (
    <Dialog
      title={t('unsavedTitle', { name })}
      description={t('unsavedText')}
      onClose={() => answer('cancel')}
      actions={
        <>
          <Button variant="danger" className="mr-auto" onClick={() => answer('discard')}>
            {t('discard')}
          </Button>
          <Button onClick={() => answer('cancel')}>{t('cancel')}</Button>
          <Button variant="primary" data-first-focus onClick={() => answer('save')}>
            {t('save')}
          </Button>
        </>
      }
    />
  );
}
