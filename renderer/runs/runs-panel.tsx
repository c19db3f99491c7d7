import { History, SearchX, TriangleAlert } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../panels/empty-state.tsx';
import { ErrorText } from '../panels/error-text.tsx';
import { Button } from '../ui/button.tsx';
import { FilterChips } from './filter-chips.tsx';
import { RecordFooter } from './record-footer.tsx';
import { everyRun, listFilterParts } from './run-filter.ts';
import { filterRuns, refreshRuns, useRunsStore, watchRuns } from './runs-store.ts';
import { RunsGrid } from './runs-grid.tsx';
import { RunsToolbar } from './runs-toolbar.tsx';

/** Every run of the record: found by what was said in it, opened as it ran, starred, noted, deleted. */
export function RunsPanel(): ReactNode {
  useEffect(watchRuns, []);
  return (
    <section className="@container flex h-full min-h-0 flex-col">
      <RunsToolbar />
      <FilterChips />
      <List />
      <RecordFooter />
    </section>
  );
}

function List(): ReactNode {
  const { t } = useTranslation('history');
  const { runs, error, shown } = useRunsStore();
  if (error !== undefined && runs.length === 0) {
    return (
      <div className="min-h-0 grow">
        <EmptyState icon={<TriangleAlert size={20} />} text={t('unreadable')}>
          <p>
            <ErrorText error={error} />
          </p>
          <Button onClick={() => void refreshRuns()}>{t('readAgain')}</Button>
        </EmptyState>
      </div>
    );
  }
  if (runs.length > 0) return <RunsGrid />;
  if (shown === undefined) return <div className="grow" />;
  const isNarrowed = shown.text.trim() !== '' || listFilterParts(shown).length > 0;
  return (
    <div className="min-h-0 grow overflow-auto">
      {isNarrowed ? (
        <EmptyState icon={<SearchX size={20} />} text={t('nothingFound')}>
          <Button onClick={() => filterRuns(everyRun)}>{t('showEvery')}</Button>
        </EmptyState>
      ) : (
        <EmptyState icon={<History size={20} />} text={t('empty')} command="run.start" />
      )}
    </div>
  );
}
