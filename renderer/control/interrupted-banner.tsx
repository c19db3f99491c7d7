import { History, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAgo } from '../run/format-figures.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useNow } from '../ui/use-now.ts';
import {
  dismissInterrupted,
  lookAtInterrupted,
  resumeInterrupted,
  useInterrupted,
} from './interrupted-store.ts';

/** Offers a run that lost its engine: it may have waited for a person. */
export function InterruptedBanner(): ReactNode {
  const { t, i18n } = useTranslation('control');
  const run = useInterrupted((store) => store.run);
  const nowMs = useNow(run !== undefined, 30_000);
  if (run === undefined) return undefined;
  const facts = {
    flow: run.flowName,
    time: formatAgo(nowMs - (run.endedUs ?? run.startedUs) / 1000, i18n.language),
    interpolation: { escapeValue: false },
  };
  return (
    <Banner tone="waiting" icon={<History size={14} />}>
      <span className="min-w-0 grow truncate">{t('wasInterrupted', facts)}</span>
      <Button onClick={() => lookAtInterrupted(run)}>{t('look')}</Button>
      <Button variant="primary" onClick={() => resumeInterrupted(run)}>
        {t('resume')}
      </Button>
      <IconButton label={t('later')} onClick={dismissInterrupted}>
        <X size={14} />
      </IconButton>
    </Banner>
  );
}
