import { History, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../screen/dialog-store.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import {
  compareRecovery,
  discardRecovery,
  hideRecovery,
  openRecovery,
  useRecoveryStore,
} from './recovery-store.ts';
import { useDifferenceWords } from './use-difference-words.ts';

/** Offers what was not saved when a window went away; stays until it is opened, discarded or put off. */
export function RecoveryBanner(): ReactNode {
  const { t } = useTranslation('versions');
  const words = useDifferenceWords();
  const { found, isHidden } = useRecoveryStore();
  const [first, ...others] = found;
  if (first === undefined || isHidden) return undefined;
  const facts = {
    time: words.time(first.savedMs),
    file: first.file,
    counts: words.counts(first.counts),
    interpolation: { escapeValue: false },
  };
  return (
    <Banner tone="waiting" icon={<History size={14} />}>
      <span className="min-w-0 grow">{t('bannerFound', facts)}</span>
      {others.length === 0 ? undefined : (
        <Button variant="quiet" onClick={() => openDialog({ kind: 'recovery' })}>
          {t('bannerMore', { count: others.length })}
        </Button>
      )}
      <Button variant="quiet" onClick={() => void discardRecovery(first)}>
        {t('discard')}
      </Button>
      <Button onClick={() => void compareRecovery(first)}>{t('look')}</Button>
      <Button variant="primary" onClick={() => void openRecovery(first)}>
        {t('open')}
      </Button>
      <IconButton label={t('later')} onClick={hideRecovery}>
        <X size={14} />
      </IconButton>
    </Banner>
  );
}
