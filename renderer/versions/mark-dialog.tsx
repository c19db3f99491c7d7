import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { report } from '../commands/file-commands.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { showToast } from '../ui/toast-store.ts';
import { keepNow } from './keep-versions.ts';

/** The longest name that a version takes. */
export const longestName = 200;

/** Keeps the flow as it is now under a name. */
export function MarkDialog(): ReactNode {
  const { t } = useTranslation('versions');
  const [name, setName] = useState('');
  const wanted = name.trim();
  const mark = (): Promise<void> =>
    report(async () => {
      await keepNow('marked', wanted);
      closeDialog();
      const words = { name: wanted, interpolation: { escapeValue: false } };
      showToast({ tone: 'info', text: t('marked', words) });
    });
  return (
    <Dialog
      title={t('markTitle')}
      description={t('markText')}
      onClose={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('cancel')}</Button>
          <Button variant="primary" disabled={wanted === ''} onClick={() => void mark()}>
            {t('mark')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== '') void mark();
        }}
      >
        <TextField
          data-first-focus
          aria-label={t('name')}
          maxLength={longestName}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
