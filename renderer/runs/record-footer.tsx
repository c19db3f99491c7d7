import { Database } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../run/format-figures.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { useRecordStore } from './record-store.ts';

/** How many runs there are, how large their record is, how long they are kept, and the way to change that. */
export function RecordFooter(): ReactNode {
  const { t, i18n } = useTranslation('history');
  const { size, retention } = useRecordStore();
  if (size === undefined) return undefined;
  const { maxAgeDays } = retention ?? {};
  return (
    <footer className="flex h-7 shrink-0 items-center gap-2 border-t border-line pr-1 pl-3 text-small text-muted">
      <Database size={12} aria-hidden className="shrink-0" />
      <span className="min-w-0 grow truncate">
        {t('runCount', { count: size.runs, shown: size.runs.toLocaleString(i18n.language) })} ·{' '}
        {formatBytes(size.fileBytes)}
        {retention === undefined
          ? ''
          : ` · ${maxAgeDays === undefined ? t('keptForEver') : t('keptDays', { count: maxAgeDays })}`}
      </span>
      <button
        type="button"
        className="h-6 shrink-0 rounded px-2 text-accent hover:underline"
        onClick={() => openDialog({ kind: 'record' })}
      >
        {t('recordMore')}
      </button>
    </footer>
  );
}
