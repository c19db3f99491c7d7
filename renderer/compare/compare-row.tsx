import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedStep, StepSide } from '../../core/contracts/comparison/run-comparison.ts';
import { StateWord } from '../panels/state-word.tsx';
import { formatCost } from '../run/format-cost.ts';
import { formatDuration } from '../run/format-figures.ts';
import { classNames } from '../ui/class-names.ts';
import { ratioOfTimes, tokensOut, writeChange, writeRatio } from './compare-figures.ts';
import { MarkIcon } from './compare-marks.tsx';
import { markOf } from './step-mark.ts';
import { useComparedWords } from './use-compared-words.ts';

/** px; two lines, one for each run. */
export const rowHeight = 46;

/** The columns of head and rows. */
export const rowColumns =
  'grid grid-cols-[minmax(0,1fr)_16px_84px_66px_66px_78px_60px_58px] items-center gap-x-2 px-2 max-[1240px]:grid-cols-[minmax(0,1fr)_16px_84px_66px_78px_58px]';
/** What narrow windows leave out. */
export const wideOnly = 'max-[1240px]:hidden';

interface CompareRowProps {
  readonly id: string;
  readonly step: ComparedStep;
  /** px from the top of the list. */
  readonly top: number;
  /** Its number in the list, from 1. */
  readonly place: number;
  /** 0 in a list that is no tree. */
  readonly indent: number;
  /** Undefined for what holds nothing. */
  readonly isFolded: boolean | undefined;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly onFold: () => void;
}

/** A step of both runs: what it is called and what differs, and the figures of each run on a line of its own. */
export function CompareRow(props: CompareRowProps): ReactNode {
  const { id, step, top, place, indent, isFolded, isSelected, onSelect, onFold } = props;
  const words = useComparedWords();
  const mark = markOf(step);
  const Chevron = isFolded === true ? ChevronRight : ChevronDown;
  return (
    <div
      id={id}
      role="row"
      aria-level={indent + 1}
      aria-rowindex={place + 1}
      aria-selected={isSelected}
      {...(isFolded === undefined ? {} : { 'aria-expanded': !isFolded })}
      onClick={onSelect}
      style={{ top, height: rowHeight }}
      className={classNames(
        'absolute inset-x-0 cursor-default border-b border-line',
        rowColumns,
        isSelected ? 'bg-accent-quiet' : 'hover:bg-hover',
      )}
    >
      <div
        role="gridcell"
        className="flex min-w-0 items-start gap-1.5"
        style={{ paddingLeft: Math.min(indent, 8) * 12 }}
      >
        <span
          aria-hidden
          onClick={(event) => {
            event.stopPropagation();
            onFold();
          }}
          className="mt-0.5 w-3.5 shrink-0 text-muted"
        >
          {isFolded === undefined ? undefined : <Chevron size={14} />}
        </span>
        <span className="mt-1">
          <MarkIcon mark={mark} />
        </span>
        <span className="min-w-0">
          <span translate="no" className="block truncate">
            {words.name(step)}
          </span>
          <span className="block truncate text-small text-muted">
            {indent === 0 && step.iteration !== '' ? `${step.iteration} · ` : ''}
            {words.difference(step)}
          </span>
        </span>
      </div>
      <Figures step={step} />
    </div>
  );
}

function Figures({ step: { a, b } }: { readonly step: ComparedStep }): ReactNode {
  const { t } = useTranslation('compare');
  const ratio = ratioOfTimes(a?.durationUs, b?.durationUs);
  const cell = (write: (side: StepSide) => ReactNode, look = ''): ReactNode => (
    <div role="gridcell" className={classNames('text-right font-mono text-small', look)}>
      <p className="h-[18px] truncate">{a && write(a)}</p>
      <p className="h-[18px] truncate">{b && write(b)}</p>
    </div>
  );
  return (
    <>
      <div role="gridcell" className="text-small text-muted">
        <p>{t('a')}</p>
        <p>{t('b')}</p>
      </div>
      <div role="gridcell" className="text-small">
        <p className="h-[18px] truncate">{a && <StateWord state={a.state} />}</p>
        <p className="h-[18px] truncate">{b && <StateWord state={b.state} />}</p>
      </div>
      {cell(({ durationUs }) => durationUs !== undefined && formatDuration(durationUs / 1000))}
      {cell(
        ({ firstTokenUs }) => firstTokenUs !== undefined && formatDuration(firstTokenUs / 1000),
        wideOnly,
      )}
      {cell((side) => writeTokens(side))}
      {cell(({ usage }) => usage?.costUsd !== undefined && formatCost(usage.costUsd), wideOnly)}
      <div role="gridcell" className="text-right font-mono text-small text-muted">
        <p className="h-[18px]">{ratio === undefined ? '' : writeRatio(ratio)}</p>
        <p className="h-[18px]">{writeChange(tokensOut(a), tokensOut(b))}</p>
      </div>
    </>
  );
}

/** `551 / 51`: what went in and what came out; where nothing was counted, the pieces that were streamed. */
function writeTokens(side: StepSide): string {
  const out = tokensOut(side);
  if (side.usage === undefined) return out === undefined ? '' : `${out}`;
  return `${side.usage.inputTokens} / ${out ?? 0}`;
}
