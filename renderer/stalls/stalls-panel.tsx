import { Gauge, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StallFigure, StallRow } from '../../core/contracts/run-history.ts';
import { EmptyState } from '../panels/empty-state.tsx';
import { ErrorText } from '../panels/error-text.tsx';
import { SpanIcon } from '../panels/family.tsx';
import { runFeed } from '../run/run-feed.ts';
import { showRunNode, useSelectedRunNode } from '../screen/show-node.ts';
import { wantStep } from '../screen/wanted-step.ts';
import { classNames } from '../ui/class-names.ts';
import { readGridKey } from '../ui/move-by-key.ts';
import { useLongList } from '../ui/use-long-list.ts';
import { pickFigure, sortBySlowness, stallMeasures, type ShownMeasure } from './pick-figure.ts';
import { useStallStore, watchStalls } from './stall-store.ts';
import { useStallWords } from './use-stall-words.ts';

/** px */
const rowHeight = 28;
const cell = 'w-[92px] shrink-0 truncate px-1.5 text-right';

/** How fast each node of the shown run was against its own history, the slowest first. */
export function StallsPanel(): ReactNode {
  const { t } = useTranslation('stalls');
  const { rows, error } = useStallStore();
  useEffect(watchStalls, []);
  if (error !== undefined && rows.length === 0) {
    return (
      <EmptyState icon={<TriangleAlert size={20} />} text={t('unreadable')}>
        <p>
          <ErrorText error={error} />
        </p>
      </EmptyState>
    );
  }
  if (rows.length === 0) {
    return <EmptyState icon={<Gauge size={20} />} text={t('empty')} command="run.start" />;
  }
  return <Rows rows={rows} />;
}

function Rows({ rows }: { readonly rows: readonly StallRow[] }): ReactNode {
  const { t } = useTranslation('stalls');
  const [order, setOrder] = useState<ShownMeasure>('worst');
  const sorted = useMemo(() => sortBySlowness(rows, order), [rows, order]);
  const scroller = useRef<HTMLDivElement>(null);
  const long = useLongList({ count: sorted.length, rowHeight, scroller });
  const selected = useSelectedRunNode();
  const [cursor, setCursor] = useState<string>();
  const at = sorted.findIndex(({ nodeId }) => nodeId === cursor);
  const go = (to: number): void => {
    const row = sorted[to];
    if (row === undefined) return;
    setCursor(row.nodeId);
    long.reveal(to);
    showRunNode(row.nodeId);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget)
      return;
    const page = long.fitting - 1;
    const move = readGridKey(event.key, { at, count: sorted.length, page, folded: undefined });
    if (move?.kind === 'go') go(move.to);
    else if (move?.kind === 'open' && at >= 0) showWorst(sorted[at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const drawn = Array.from({ length: long.end - long.first }, (_, place) => long.first + place);
  return (
    <div className="flex h-full min-h-0 flex-col overflow-x-auto">
      <Heads order={order} onOrder={setOrder} />
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={t('table')}
        aria-rowcount={sorted.length}
        aria-activedescendant={at < 0 ? undefined : rowId(sorted[at])}
        onKeyDown={onKeyDown}
        className="min-h-0 min-w-max grow overflow-x-hidden overflow-y-auto -outline-offset-2"
      >
        <div role="rowgroup" className="relative min-w-max" style={{ height: long.height }}>
          {drawn.map((place) => {
            const row = sorted[place];
            return row === undefined ? undefined : (
              <Row
                key={row.nodeId}
                row={row}
                top={long.topOf(place)}
                place={place + 1}
                isCurrent={row.nodeId === cursor}
                isSelected={row.nodeId === selected}
                onGo={() => go(place)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function rowId(row: StallRow | undefined): string | undefined {
  return row && `stall-${row.nodeId}`;
}

/** Leads to the step that was slowest. */
function showWorst(row: StallRow | undefined): void {
  const figure = row && pickFigure(row, 'worst');
  if (figure !== undefined) showStep(figure);
}

function showStep({ spanId }: StallFigure): void {
  const { runId } = useStallStore.getState();
  if (runId !== undefined) wantStep(runId, spanId);
}

interface HeadsProps {
  readonly order: ShownMeasure;
  readonly onOrder: (order: ShownMeasure) => void;
}

/** What the columns are; each sorts by itself. */
function Heads({ order, onOrder }: HeadsProps): ReactNode {
  const { t } = useTranslation('stalls');
  const head = (measure: ShownMeasure, className: string): ReactNode => (
    <button
      key={measure}
      type="button"
      aria-pressed={order === measure}
      title={t('sortBy', { measure: t(`measure_${measure}`) })}
      onClick={() => onOrder(measure)}
      className={classNames(
        'h-7 truncate -outline-offset-2 hover:text-text aria-pressed:text-accent',
        className,
      )}
    >
      {t(measure === 'worst' ? 'node' : `measure_${measure}`)}
      {order === measure ? ' ↓' : ''}
    </button>
  );
  return (
    <div
      role="group"
      aria-label={t('order')}
      className="flex min-w-max shrink-0 border-b border-line pr-2 pl-3 text-tiny text-muted"
    >
      {head('worst', 'w-36 shrink-0 grow text-left')}
      {stallMeasures.map((measure) => head(measure, cell))}
    </div>
  );
}

interface RowProps {
  readonly row: StallRow;
  readonly top: number;
  readonly place: number;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly onGo: () => void;
}

function Row({ row, top, place, isCurrent, isSelected, onGo }: RowProps): ReactNode {
  const { t } = useTranslation('stalls');
  const words = useStallWords();
  return (
    <div
      role="row"
      id={rowId(row)}
      aria-rowindex={place}
      aria-selected={isSelected}
      onClick={onGo}
      className={classNames(
        'absolute inset-x-0 flex h-7 items-center pr-2 pl-3',
        isSelected ? 'bg-accent-quiet' : 'hover:bg-hover',
        isCurrent && 'outline outline-1 -outline-offset-1 outline-accent',
      )}
      style={{ top }}
    >
      <span role="gridcell" className="flex w-36 shrink-0 grow items-center gap-2">
        <span
          role="img"
          aria-label={t(`verdict_${row.verdict}`)}
          title={t(`verdict_${row.verdict}`)}
          data-verdict={row.verdict}
          className="stall-swatch shrink-0"
        />
        <SpanIcon kind={row.kind} />
        <span translate="no" className="truncate">
          {runFeed.view.titles.get(row.nodeId) ?? row.title}
        </span>
      </span>
      {stallMeasures.map((measure) => {
        const figure = pickFigure(row, measure);
        return (
          <span key={measure} role="gridcell" className={cell}>
            {figure === undefined ? undefined : (
              <button
                type="button"
                tabIndex={-1}
                title={`${words.whole(figure)} ${t('showStep')}`}
                onClick={(event) => {
                  event.stopPropagation();
                  onGo();
                  showStep(figure);
                }}
                data-verdict={figure.verdict}
                className="stall-figure truncate font-mono text-small hover:underline"
              >
                {words.value(figure, figure.value)}
                {figure.verdict === 'slow' || figure.verdict === 'very-slow' ? (
                  <span aria-hidden> ▾{figure.ratio?.toFixed(1)}×</span>
                ) : undefined}
              </button>
            )}
          </span>
        );
      })}
    </div>
  );
}
