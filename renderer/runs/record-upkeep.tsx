import { Shrink, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordSize } from '../../core/contracts/run-history.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { requireClient } from '../engine/engine-store.ts';
import { formatBytes } from '../run/format-figures.ts';
import { Button } from '../ui/button.tsx';
import { useRequest } from '../ui/use-request.ts';
import { lookAtRecord } from './record-store.ts';
import { refreshRuns } from './runs-store.ts';

/** Deletes what is no longer kept, and gives free room back to the disk; each says before what it will do. */
export function RecordUpkeep({ size }: { readonly size: RecordSize }): ReactNode {
  return (
    <>
      <Prune />
      <Vacuum size={size} />
    </>
  );
}

function Prune(): ReactNode {
  const { t } = useTranslation('history');
  const { t: tShell } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const request = useRequest<number>();
  const prune = (): void => {
    setAsking(false);
    request.run(async () => {
      const { deleted } = await requireClient().call('record.prune', {});
      await Promise.all([lookAtRecord(), refreshRuns()]);
      return deleted;
    });
  };
  return (
    <section className="flex flex-col gap-2">
      <p className="text-muted">{t('pruneText')}</p>
      <div className="flex flex-wrap items-center gap-2">
        {isAsking ? (
          <>
            <span className="text-failed">{t('pruneSure')}</span>
            <Button variant="danger" onClick={prune}>
              {t('pruneYes')}
            </Button>
            <Button onClick={() => setAsking(false)}>{tShell('cancel')}</Button>
          </>
        ) : (
          <Button
            variant="danger"
            icon={<Trash2 size={14} />}
            disabled={request.busy}
            onClick={() => setAsking(true)}
          >
            {t('prune')}
          </Button>
        )}
        <span role="status" className="text-muted">
          {request.busy ? t('pruning') : undefined}
          {request.result === undefined ? undefined : t('pruned', { count: request.result })}
        </span>
      </div>
      {request.error === undefined ? undefined : <ErrorText error={request.error} />}
    </section>
  );
}

function Vacuum({ size }: { readonly size: RecordSize }): ReactNode {
  const { t } = useTranslation('history');
  const request = useRequest<number>();
  const vacuum = (): void =>
    request.run(async () => {
      const { freedBytes } = await requireClient().call('record.vacuum', {});
      await lookAtRecord();
      return freedBytes;
    });
  return (
    <section className="flex flex-col gap-2">
      <p className="text-muted">
        {t(size.shrinksInSteps ? 'vacuumText' : 'vacuumWhole', {
          free: formatBytes(size.freeBytes),
        })}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          icon={<Shrink size={14} />}
          disabled={request.busy || (size.shrinksInSteps && size.freeBytes === 0)}
          onClick={vacuum}
        >
          {t('vacuum')}
        </Button>
        <span role="status" className="text-muted">
          {request.busy ? t('vacuuming') : undefined}
          {request.result === undefined
            ? undefined
            : t('vacuumed', { freed: formatBytes(Math.max(0, request.result)) })}
        </span>
      </div>
      {request.error === undefined ? undefined : <ErrorText error={request.error} />}
    </section>
  );
}
