import { ListFilter, Search, Star } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import { PopoverAt } from '../ui/popover-at.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FilterForm } from './filter-form.tsx';
import { listFilterParts } from './run-filter.ts';
import { filterRuns, loadFacets, useRunsStore } from './runs-store.ts';

const pressed = 'aria-pressed:bg-accent-quiet aria-pressed:text-accent';

/** What the runs are searched and narrowed down by. */
export function RunsToolbar(): ReactNode {
  const { t } = useTranslation('history');
  const filter = useRunsStore((store) => store.filter);
  return (
    <div
      role="toolbar"
      aria-label={t('tools')}
      className="flex h-9 shrink-0 items-center gap-0.5 border-b border-line px-2"
    >
      <SearchField />
      <FlowSwitch />
      <span className="grow" />
      <IconButton
        label={t('onlyStarred')}
        aria-pressed={filter.starred}
        className={pressed}
        onClick={() => filterRuns({ ...filter, starred: !filter.starred })}
      >
        <Star size={16} />
      </IconButton>
      <FilterButton />
    </div>
  );
}

function SearchField(): ReactNode {
  const { t } = useTranslation('history');
  const filter = useRunsStore((store) => store.filter);
  const { waiting, isLoading } = useRunsStore();
  return (
    <span className="relative flex w-full max-w-80 min-w-24 items-center">
      <Search aria-hidden size={14} className="pointer-events-none absolute left-2 text-muted" />
      <TextField
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        title={t('searchHelp')}
        value={filter.text}
        onChange={(event) => filterRuns({ ...filter, text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || filter.text === '') return;
          event.stopPropagation();
          filterRuns({ ...filter, text: '' });
        }}
        className="h-7 pl-7"
      />
      {/* Said once the list has settled: not with every letter. */}
      <span role="status" className="sr-only">
        {filter.text === '' || isLoading ? '' : <FoundCount />}
      </span>
      {filter.text !== '' && waiting > 0 ? (
        <span
          title={t('waitingHelp', { count: waiting })}
          className="pointer-events-none absolute right-7 bg-sunken pl-1 text-tiny text-waiting"
        >
          {t('waiting', { count: waiting })}
        </span>
      ) : undefined}
    </span>
  );
}

function FoundCount(): ReactNode {
  const { t } = useTranslation('history');
  const { runs, next } = useRunsStore();
  return next === undefined
    ? t('found', { count: runs.length })
    : t('foundMore', { count: runs.length });
}

/** This flow's runs, or those of every flow. */
function FlowSwitch(): ReactNode {
  const { t } = useTranslation('history');
  const filter = useRunsStore((store) => store.filter);
  const choice = (thisFlow: boolean, label: string): ReactNode => (
    <button
      type="button"
      aria-pressed={filter.thisFlow === thisFlow}
      onClick={() => filterRuns({ ...filter, thisFlow })}
      className="h-full px-2 whitespace-nowrap text-muted -outline-offset-2 hover:text-text aria-pressed:bg-accent-quiet aria-pressed:text-accent"
    >
      {label}
    </button>
  );
  return (
    <div
      role="group"
      aria-label={t('whoseRuns')}
      className="ml-1 flex h-7 shrink-0 divide-x divide-line overflow-hidden rounded-control border border-line-strong text-small"
    >
      {choice(false, t('everyFlow'))}
      {choice(true, t('thisFlow'))}
    </div>
  );
}

function FilterButton(): ReactNode {
  const { t } = useTranslation('history');
  const filter = useRunsStore((store) => store.filter);
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<{ readonly x: number; readonly y: number }>();
  const count = listFilterParts(filter).length;
  const open = (): void => {
    const box = button.current?.getBoundingClientRect();
    if (box === undefined) return;
    void loadFacets();
    setAt({ x: box.left, y: box.bottom });
  };
  return (
    <>
      <IconButton
        ref={button}
        label={count === 0 ? t('filter') : t('filterOn', { count })}
        aria-haspopup="dialog"
        aria-expanded={at !== undefined}
        data-on={count > 0}
        className="data-[on=true]:bg-accent-quiet data-[on=true]:text-accent"
        onClick={open}
      >
        <ListFilter size={16} />
      </IconButton>
      {at === undefined ? undefined : (
        <PopoverAt
          at={at}
          label={t('filter')}
          className="w-72"
          onClose={() => {
            setAt(undefined);
            button.current?.focus();
          }}
        >
          <FilterForm />
        </PopoverAt>
      )}
    </>
  );
}
