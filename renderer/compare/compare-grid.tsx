import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedStep } from '../../core/contracts/comparison/run-comparison.ts';
import { classNames } from '../ui/class-names.ts';
import { readGridKey } from '../ui/move-by-key.ts';
import { useLongList } from '../ui/use-long-list.ts';
import { CompareRow, rowColumns, rowHeight, wideOnly } from './compare-row.tsx';
import { layOutFolds, placeOfRow, rowAtPlace, type FoldedRows } from './folded-rows.ts';
import type { ShownComparison } from './use-comparison.ts';
import { useComparedRows, type RowOrder } from './use-compared-rows.ts';

interface CompareGridProps {
  readonly shown: ShownComparison;
  readonly order: RowOrder;
  readonly folded: FoldedRows;
  readonly onFold: (step: ComparedStep) => void;
  /** The row that is chosen, in the order of the runs. */
  readonly row: number;
  readonly onChoose: (row: number, step: ComparedStep | undefined) => void;
}

const noFolds: FoldedRows = new Map();

/** All steps of two runs as rows that fold; draws those in sight and asks for no others. */
export function CompareGrid(props: CompareGridProps): ReactNode {
  const { shown, order, folded, row, onChoose, onFold } = props;
  const { t } = useTranslation('compare');
  const grid = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { rowCount } = shown.comparison;
  const isTree = order === 'run';
  const folds = useMemo(
    () => layOutFolds(rowCount, isTree ? folded : noFolds),
    [rowCount, isTree, folded],
  );
  const long = useLongList({ count: folds.count, rowHeight, scroller });
  const { rowAt, want } = useComparedRows(shown, order);
  const [first, last] = [rowAtPlace(folds, long.first), rowAtPlace(folds, long.end)];
  useEffect(() => want(first, last + 1), [want, first, last]);
  const places = Array.from({ length: long.end - long.first }, (_, at) => long.first + at);
  const stepAt = (place: number): ComparedStep | undefined => rowAt(rowAtPlace(folds, place));
  // In a list by rank only what is seen is known by its place.
  const at = isTree
    ? placeOfRow(folds, row)
    : (places.find((place) => stepAt(place)?.row === row) ?? -1);
  useReveal(long, isTree ? at : undefined, folds.count);
  const go = (place: number): void => {
    const step = stepAt(place);
    if (step === undefined) return;
    onChoose(step.row, step);
    long.reveal(place);
  };
  const goToParent = (): void => {
    const depth = stepAt(at)?.depth ?? 0;
    for (let place = at - 1; place >= 0; place -= 1) {
      const step = stepAt(place);
      if (step === undefined) return;
      if (step.depth < depth) return go(place);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const current = stepAt(at);
    const isFolded = isTree && current && current.size > 1 ? folded.has(current.row) : undefined;
    const cursor = { at, count: folds.count, page: long.fitting - 1, folded: isFolded };
    const move = readGridKey(event.key, cursor);
    if (move === undefined || move.kind === 'close' || move.kind === 'open') return;
    event.preventDefault();
    event.stopPropagation();
    if (move.kind === 'go') go(move.to);
    else if (move.kind === 'parent') goToParent();
    else if (current !== undefined) onFold(current);
  };
  return (
    <div
      ref={grid}
      role="treegrid"
      tabIndex={0}
      data-first-focus
      aria-label={t('steps')}
      aria-rowcount={folds.count + 1}
      aria-activedescendant={stepAt(at) === undefined ? undefined : `compared-${row}`}
      onKeyDown={onKeyDown}
      className="flex min-h-0 grow flex-col -outline-offset-2"
    >
      <Head />
      <div
        ref={scroller}
        role="presentation"
        className="min-h-0 grow overflow-y-auto overscroll-contain [scrollbar-gutter:stable]"
      >
        <div role="rowgroup" className="relative" style={{ height: long.height }}>
          {places.map((place) => {
            const step = stepAt(place);
            if (step === undefined) return undefined;
            return (
              <CompareRow
                key={step.row}
                id={`compared-${step.row}`}
                step={step}
                top={long.topOf(place)}
                place={place + 1}
                indent={isTree ? step.depth : 0}
                isFolded={isTree && step.size > 1 ? folded.has(step.row) : undefined}
                isSelected={step.row === row}
                onSelect={() => {
                  onChoose(step.row, step);
                  grid.current?.focus({ preventScroll: true });
                }}
                onFold={() => onFold(step)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head(): ReactNode {
  const { t } = useTranslation('compare');
  const names = [
    ['step', ''],
    ['run', ''],
    ['state', ''],
    ['time', 'text-right'],
    ['firstToken', `text-right ${wideOnly}`],
    ['tokens', 'text-right'],
    ['cost', `text-right ${wideOnly}`],
    ['change', 'text-right'],
  ] as const;
  return (
    <div
      role="rowgroup"
      className="shrink-0 overflow-hidden border-b border-line [scrollbar-gutter:stable]"
    >
      <div role="row" aria-rowindex={1} className={classNames(rowColumns, 'h-7')}>
        {names.map(([name, look]) => (
          <span
            key={name}
            role="columnheader"
            className={classNames('truncate text-small text-muted', look)}
          >
            {name === 'run' ? <span className="sr-only">{t('run')}</span> : t(name)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Brings the chosen row into sight when another one was chosen elsewhere. */
function useReveal(
  long: ReturnType<typeof useLongList>,
  at: number | undefined,
  count: number,
): void {
  const latest = useRef(long);
  useEffect(() => {
    latest.current = long;
  });
  useEffect(() => {
    if (at !== undefined && count > 0) latest.current.reveal(at);
  }, [at, count]);
}
