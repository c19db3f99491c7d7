import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordSize } from '../../core/contracts/run-history.ts';
import { formatBytes } from '../run/format-figures.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { RecordUpkeep } from './record-upkeep.tsx';
import { lookAtRecord, useRecordStore } from './record-store.ts';
import { RetentionForm } from './retention-form.tsx';

/** Where the runs are kept, how large their record is, how long they stay, and how the file becomes smaller. */
export function RecordDialog(): ReactNode {
  const { t } = useTranslation('history');
  const { size, retention } = useRecordStore();
  useEffect(() => void lookAtRecord(), []);
  return (
    <Dialog
      size="wide"
      title={t('recordTitle')}
      description={t('recordText')}
      onClose={closeDialog}
    >
      {size === undefined || retention === undefined ? (
        <p className="text-muted">{t('looking')}</p>
      ) : (
        <div className="flex flex-col gap-5 pt-1">
          <SizeFacts size={size} />
          <RetentionForm key={JSON.stringify(retention)} retention={retention} />
          <RecordUpkeep size={size} />
        </div>
      )}
    </Dialog>
  );
}

function SizeFacts({ size }: { readonly size: RecordSize }): ReactNode {
  const { t, i18n } = useTranslation('history');
  const count = (number: number): string => number.toLocaleString(i18n.language);
  const facts: readonly (readonly [string, string])[] = [
    [
      t('factRuns'),
      t('factRunsValue', { all: count(size.runs), starred: count(size.starredRuns) }),
    ],
    [
      t('factOldest'),
      size.oldestUs === undefined
        ? '–'
        : new Date(size.oldestUs / 1000).toLocaleString(i18n.language),
    ],
    [
      t('factSize'),
      t('factSizeValue', { all: formatBytes(size.fileBytes), free: formatBytes(size.freeBytes) }),
    ],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <dt className="text-muted">{t('factFile')}</dt>
      <dd translate="no" className="selectable font-mono text-small wrap-anywhere">
        {size.path}
      </dd>
    </dl>
  );
}
