import {
  ChartGantt,
  ListFilter,
  ListTree,
  Maximize,
  Pause,
  Play,
  Search,
  Target,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { lookAtTrace, useTraceStore } from './trace-filter.ts';
import { TraceFilterMenu, countFilters } from './trace-filter-menu.tsx';

interface TraceToolbarProps {
  /** Nodes that have steps, by id, with their titles. */
  readonly nodes: readonly (readonly [nodeId: string, title: string])[];
  readonly found: number;
  readonly total: number;
  readonly narrowed: boolean;
  /** Of the search, 0 to 1. */
  readonly progress: number;
  readonly paused: boolean;
  /** Undefined where there is nothing to pause. */
  readonly onPause: (() => void) | undefined;
  readonly zoomed: boolean;
  readonly onZoom: (direction: number) => void;
  readonly onWhole: () => void;
}

const pressed = 'aria-pressed:bg-accent-quiet aria-pressed:text-accent';

/** What can be done with the trace: search, narrow down, tree or timeline, zoom, pause. */
export function TraceToolbar(props: TraceToolbarProps): ReactNode {
  const { t } = useTranslation('panels');
  const { mode, filter, onlySelected } = useTraceStore();
  const filters = countFilters(filter);
  return (
    <div
      role="toolbar"
      aria-label={t('traceTools')}
      className="flex h-9 shrink-0 items-center gap-0.5 border-b border-line px-2"
    >
      <SearchField {...props} />
      <span className="min-w-2 grow" />
      <IconButton
        label={t('onlySelected')}
        aria-pressed={onlySelected}
        className={pressed}
        onClick={() => lookAtTrace({ onlySelected: !onlySelected })}
      >
        <Target size={16} />
      </IconButton>
      <TraceFilterMenu
        nodes={props.nodes}
        trigger={
          <IconButton
            label={filters === 0 ? t('filterSteps') : t('filterStepsOn', { count: filters })}
            tooltip={false}
            data-on={filters > 0}
            className="data-[on=true]:bg-accent-quiet data-[on=true]:text-accent"
          >
            <ListFilter size={16} />
          </IconButton>
        }
      />
      <IconButton
        label={t(mode === 'tree' ? 'showTimeline' : 'showTree')}
        onClick={() => lookAtTrace({ mode: mode === 'tree' ? 'timeline' : 'tree' })}
      >
        {mode === 'tree' ? <ChartGantt size={16} /> : <ListTree size={16} />}
      </IconButton>
      {mode === 'timeline' ? <ZoomButtons {...props} /> : undefined}
      <IconButton
        label={t(props.paused ? 'resumeTrace' : 'pauseTrace')}
        aria-pressed={props.paused}
        disabled={props.onPause === undefined}
        className={pressed}
        onClick={props.onPause}
      >
        {props.paused ? <Play size={16} /> : <Pause size={16} />}
      </IconButton>
    </div>
  );
}

function ZoomButtons({ zoomed, onZoom, onWhole }: TraceToolbarProps): ReactNode {
  const { t } = useTranslation('panels');
  return (
    <>
      <IconButton label={t('zoomTimeIn')} keys="+" onClick={() => onZoom(1)}>
        <ZoomIn size={16} />
      </IconButton>
      <IconButton label={t('zoomTimeOut')} keys="−" disabled={!zoomed} onClick={() => onZoom(-1)}>
        <ZoomOut size={16} />
      </IconButton>
      <IconButton label={t('zoomTimeAll')} keys="0" disabled={!zoomed} onClick={onWhole}>
        <Maximize size={16} />
      </IconButton>
    </>
  );
}

function SearchField({ found, total, narrowed, progress }: TraceToolbarProps): ReactNode {
  const { t, i18n } = useTranslation('panels');
  const words = useTraceStore((store) => store.words);
  const count = (number: number): string => number.toLocaleString(i18n.language);
  return (
    <span className="relative flex w-full max-w-80 min-w-24 items-center">
      <Search aria-hidden size={14} className="pointer-events-none absolute left-2 text-muted" />
      <TextField
        type="search"
        aria-label={t('searchTrace')}
        placeholder={t('searchTrace')}
        value={words}
        onChange={(event) => lookAtTrace({ words: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || words === '') return;
          event.stopPropagation();
          lookAtTrace({ words: '' });
        }}
        className={narrowed ? 'h-7 pr-24 pl-7' : 'h-7 pl-7'}
      />
      {narrowed ? (
        <span
          role="status"
          aria-label={t('foundSteps')}
          className="pointer-events-none absolute right-2 max-w-24 truncate text-tiny text-muted"
        >
          {t('foundOf', { found: count(found), total: count(total) })}
          {progress < 1 ? ` ${Math.floor(progress * 100)} %` : ''}
        </span>
      ) : undefined}
    </span>
  );
}
