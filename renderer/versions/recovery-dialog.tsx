import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundRecovery } from '../../core/contracts/kept-work.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import {
  compareRecovery,
  discardRecovery,
  openRecovery,
  refreshRecovery,
  useRecoveryStore,
} from './recovery-store.ts';
import { useDifferenceWords } from './use-difference-words.ts';

/** All unsaved work of windows that are gone. */
export function RecoveryDialog(): ReactNode {
  const { t } = useTranslation('versions');
  const found = useRecoveryStore((store) => store.found);
  useEffect(() => void refreshRecovery(), []);
  return (
    <Dialog
      size="wide"
      title={t('recoverTitle')}
      description={t('recoverText')}
      onClose={closeDialog}
    >
      {found.length === 0 ? <p className="text-muted">{t('noRecovery')}</p> : undefined}
      <ul className="flex flex-col gap-3">
        {found.map((one) => (
          <Found key={one.id} found={one} />
        ))}
      </ul>
    </Dialog>
  );
}

function Found({ found }: { readonly found: FoundRecovery }): ReactNode {
  const { t } = useTranslation('versions');
  const words = useDifferenceWords();
  const leave = (work: Promise<void>): void => {
    closeDialog();
    void work;
  };
  return (
    <li className="flex flex-col gap-2 rounded-control border border-line p-3">
      <div>
        <bdi className="font-medium wrap-anywhere">{found.file}</bdi>
        <p className="text-small text-muted">
          {words.time(found.savedMs)} · {words.counts(found.counts)}
        </p>
      </div>
      <div className="flex justify-end gap-2">
        <Button variant="danger" onClick={() => void discardRecovery(found)}>
          {t('discard')}
        </Button>
        <Button onClick={() => leave(compareRecovery(found))}>{t('look')}</Button>
        <Button variant="primary" onClick={() => leave(openRecovery(found))}>
          {t('open')}
        </Button>
      </div>
    </li>
  );
}
