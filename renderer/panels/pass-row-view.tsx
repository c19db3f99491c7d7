import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../run/format-figures.ts';
import { classNames } from '../ui/class-names.ts';
import { placeBar, timeOfPass, type TraceRow } from './trace-rows.ts';
import { FoldMark, indentPx } from './trace-row-view.tsx';

interface PassRowViewProps {
  readonly row: TraceRow;
  readonly pass: NonNullable<TraceRow['pass']>;
  /** px from the top of the list. */
  readonly top: number;
  readonly axis: { readonly fromUs: number; readonly untilUs: number; readonly nowUs: number };
  readonly folded: boolean;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onFold: (key: string, fold: boolean) => void;
}

/** One pass of a container in the trace, over the steps in it. */
export function PassRowView(props: PassRowViewProps): ReactNode {
  const { t } = useTranslation('panels');
  const { row, pass, axis, folded, selected } = props;
  const time = timeOfPass(pass.steps);
  const bar = placeBar(time, axis);
  const failed = pass.steps.some(({ state, retried }) => state === 'failed' && !retried);
  return (
    <div
      role="treeitem"
      id={`span-${row.key}`}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={selected}
      aria-expanded={!folded}
      onClick={props.onSelect}
      className={classNames(
        'absolute inset-x-0 flex h-[25px] items-center gap-3 pr-3 text-muted',
        selected ? 'bg-accent-quiet' : 'hover:bg-hover',
      )}
      style={{ top: props.top }}
    >
      <span
        className="flex w-[max(42%,15rem)] shrink-0 items-center gap-1.5"
        style={{ paddingLeft: 6 + (row.level - 1) * indentPx }}
      >
        <FoldMark folded={folded} onFold={(fold) => props.onFold(row.key, fold)} />
        <span className="truncate">
          {t(row.span.kind === 'loop' ? 'roundNumber' : 'passNumber', { pass: pass.number })}
        </span>
        {failed ? <span className="shrink-0 text-tiny text-failed">{t('failed')}</span> : undefined}
      </span>
      <span aria-hidden className="relative h-2 min-w-0 grow">
        <span
          className="absolute inset-y-[3px] min-w-[4px] rounded-[3px] bg-line-strong"
          style={{ left: `min(${bar.left}%, 100% - 4px)`, width: `${bar.width}%` }}
        />
      </span>
      <span className="w-[68px] shrink-0 text-right font-mono text-small">
        {formatDuration(((time.closedUs ?? axis.nowUs) - time.openedUs) / 1000)}
      </span>
    </div>
  );
}
