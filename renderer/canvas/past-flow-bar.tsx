import { ArrowLeft, Copy, GitCompare, History } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openFlowOfRun, returnToFlow } from '../commands/past-run-commands.ts';
import { useDocumentStore, type PastFlow } from '../document/document-store.ts';
import { Button } from '../ui/button.tsx';
import { showDifference } from '../versions/difference-store.ts';

/** Says that the canvas shows a flow as it ran, and leads back to the open one; nothing otherwise. */
export function PastFlowBar(): ReactNode {
  const past = useDocumentStore((store) => store.past);
  return past === undefined ? undefined : <Bar past={past} />;
}

function Bar({ past }: { readonly past: PastFlow }): ReactNode {
  const { t, i18n } = useTranslation('history');
  const isOther = useDocumentStore((store) => store.root.id !== past.flow.id);
  const times = useMemo(
    () => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' }),
    [i18n.language],
  );
  const startedMs = past.startedUs / 1000;
  return (
    <section
      aria-label={t('pastFlow')}
      className="flex max-w-full flex-wrap items-center gap-x-2 gap-y-1 rounded-control border border-waiting bg-waiting-quiet py-1 pr-1 pl-3 text-small shadow-float"
    >
      <History size={14} aria-hidden className="shrink-0 text-waiting" />
      <p className="min-w-0">
        <strong translate="no" className="font-semibold">
          {past.flow.name}
        </strong>{' '}
        {t('asItRan', { time: times.format(startedMs) })}{' '}
        <span className="text-muted">{t(isOther ? 'pastOther' : 'pastChanged')}</span>
      </p>
      <span className="flex flex-wrap gap-1">
        {isOther ? undefined : (
          <Button
            variant="quiet"
            icon={<GitCompare size={14} />}
            onClick={() =>
              showDifference({ kind: 'run', startedMs, flow: past.flow }, { kind: 'now' })
            }
          >
            {t('compareNow')}
          </Button>
        )}
        <Button
          variant="quiet"
          icon={<Copy size={14} />}
          onClick={() => void openFlowOfRun(past.runId)}
        >
          {t('openAsNew')}
        </Button>
        <Button icon={<ArrowLeft size={14} />} keys="Esc" onClick={returnToFlow}>
          {t('backToFlow')}
        </Button>
      </span>
    </section>
  );
}
