import { Ban, ChevronRight, CircleX, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunState } from '../../core/contracts/events.ts';
import { SpanIcon, useFamilyLook } from '../panels/family.tsx';
import { shownState } from '../panels/shown-state.ts';
import { useStepWords } from '../panels/use-step-words.ts';
import { formatCost } from '../run/format-cost.ts';
import { formatDuration } from '../run/format-figures.ts';
import type { SpanFacts } from '../run/span-facts.ts';
import type { SpanWait } from '../run/span-table.ts';
import { classNames } from '../ui/class-names.ts';
import { listBarParts } from './bar-parts.ts';
import type { PassFacts } from './read-pass.ts';
import type { TimeWindow } from './time-window.ts';
import { TraceBar } from './trace-bar.tsx';
import { showHidden } from '../ui/visible-text.ts';

/** px. */
export const rowHeight = 25;
const indentPx = 16;

/** What all rows of a drawing share. */
export interface RowFrame {
  readonly mode: 'tree' | 'timeline';
  readonly window: TimeWindow;
  /** The run's beginning and the present, µs. */
  readonly startUs: number;
  readonly nowUs: number;
  readonly runState: RunState;
}

interface TraceRowProps {
  readonly id: string;
  readonly span: SpanFacts;
  /** Only for a pass of a container; `span` is then the pass's row. */
  readonly pass: PassFacts | undefined;
  readonly isStep: boolean;
  readonly waits: readonly SpanWait[] | undefined;
  readonly frame: RowFrame;
  readonly top: number;
  readonly level: number;
  /** Its place in the list, from 1. */
  readonly place: number;
  /** Undefined for a row without steps of its own. */
  readonly folded: boolean | undefined;
  readonly selected: boolean;
  readonly ofSelectedNode: boolean;
  readonly onSelect: () => void;
  readonly onFold: () => void;
}

type ShownState = ReturnType<typeof shownState>;

/** One line of the trace: what ran, when and how long, or one pass of a container over its steps. */
export function TraceRow(props: TraceRowProps): ReactNode {
  const { span, pass, frame, folded, selected } = props;
  const state = pass ? statePass(pass) : shownState(span, frame.runState);
  const times = pass ? { ...span, openedUs: pass.openedUs, closedUs: pass.closedUs } : span;
  const endUs = times.closedUs ?? frame.nowUs;
  return (
    <div
      role="row"
      id={props.id}
      aria-level={props.level}
      aria-rowindex={props.place + 1}
      aria-selected={selected}
      {...(folded === undefined ? {} : { 'aria-expanded': !folded })}
      onClick={props.onSelect}
      className={classNames(
        'absolute inset-x-0 flex h-[25px] items-center gap-3 pr-3',
        selected ? 'bg-accent-quiet' : 'hover:bg-hover',
        pass && 'text-muted',
      )}
      style={{ top: props.top }}
    >
      {props.ofSelectedNode ? (
        <span aria-hidden className="absolute inset-y-[3px] left-0 w-[3px] rounded-r bg-accent" />
      ) : undefined}
      <NameCell {...props} state={state} />
      {frame.mode === 'timeline' ? (
        <BarCell {...props} times={times} state={state} />
      ) : (
        <FigureCells {...props} openedUs={times.openedUs} />
      )}
      <span
        role="gridcell"
        className="flex w-[72px] shrink-0 items-center justify-end gap-1 font-mono text-small text-muted"
      >
        <StateMark state={state} />
        {formatDuration((endUs - times.openedUs) / 1000)}
        {state === 'running' ? '…' : ''}
      </span>
    </div>
  );
}

function statePass(pass: PassFacts): ShownState {
  if (pass.failed) return 'failed';
  return pass.closedUs === undefined ? 'running' : 'done';
}

function NameCell({
  span,
  pass,
  isStep,
  level,
  folded,
  frame,
  onFold,
}: TraceRowProps & { readonly state: ShownState }): ReactNode {
  const { t } = useTranslation('panels');
  const write = useStepWords();
  const title = pass
    ? t(span.kind === 'loop' ? 'roundNumber' : 'passNumber', { pass: pass.number })
    : showHidden(write(span.title, isStep));
  return (
    <span
      role="gridcell"
      className={classNames(
        'flex items-center gap-1.5',
        frame.mode === 'timeline' ? 'w-[max(34%,13rem)] shrink-0' : 'min-w-0 grow',
      )}
      style={{ paddingLeft: 6 + Math.min(level - 1, 24) * indentPx }}
    >
      <FoldMark folded={folded} onFold={onFold} />
      {pass ? undefined : <SpanIcon kind={span.kind} />}
      <span className="truncate" title={title}>
        {title}
      </span>
      {pass?.failed ? (
        <span className="shrink-0 text-tiny text-failed">{t('failed')}</span>
      ) : undefined}
      {span.attempt > 1 ? (
        <span className="shrink-0 text-tiny text-waiting">×{span.attempt}</span>
      ) : undefined}
    </span>
  );
}

function BarCell({
  span,
  pass,
  waits,
  frame,
  times,
  state,
}: TraceRowProps & {
  readonly times: Pick<SpanFacts, 'openedUs' | 'closedUs' | 'firstTokenUs' | 'lastTokenUs'>;
  readonly state: ShownState;
}): ReactNode {
  const look = useFamilyLook(span.kind);
  const hue = pass ? 'bg-line-strong' : state === 'failed' ? 'bg-failed' : look.bar;
  const stopped = state === 'cancelled' || state === 'interrupted' || state === 'skipped';
  return (
    <span
      role="gridcell"
      className={classNames('relative min-w-0 grow overflow-clip', pass ? 'h-1' : 'h-2.5')}
      style={{ overflowClipMargin: 4 }}
    >
      <TraceBar
        parts={listBarParts(times, waits, frame.window, frame.nowUs)}
        hue={hue}
        faint={stopped}
        running={state === 'running'}
      />
    </span>
  );
}

function FigureCells({
  span,
  pass,
  frame,
  openedUs,
}: TraceRowProps & { readonly openedUs: number }): ReactNode {
  const cell = 'shrink-0 text-right font-mono text-small text-muted';
  return (
    <>
      <span role="gridcell" className={classNames(cell, 'w-[76px]')}>
        +{formatDuration((openedUs - frame.startUs) / 1000)}
      </span>
      <span role="gridcell" className={classNames(cell, 'w-14')}>
        {pass || span.tokens === 0 ? '' : span.tokens.toLocaleString()}
      </span>
      <span role="gridcell" className={classNames(cell, 'w-[68px]')}>
        {span.costUsd === undefined ? '' : formatCost(span.costUsd)}
      </span>
    </>
  );
}

/** The mark that folds and unfolds a line. */
function FoldMark({
  folded,
  onFold,
}: {
  readonly folded: boolean | undefined;
  readonly onFold: () => void;
}): ReactNode {
  if (folded === undefined) return <span className="w-3.5 shrink-0" />;
  // The grid itself has the keys for it, so the mark is for pointers only.
  return (
    <span
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onFold();
      }}
      className="-my-1 flex w-3.5 shrink-0 py-1 text-muted hover:text-text"
    >
      <ChevronRight
        size={14}
        className={classNames('transition-transform', !folded && 'rotate-90')}
      />
    </span>
  );
}

/** Shape and word besides the colour, for what did not end well. */
function StateMark({ state }: { readonly state: ShownState }): ReactNode {
  const { t } = useTranslation('panels');
  const common = { size: 12, role: 'img', 'aria-label': t(state), className: 'shrink-0' } as const;
  if (state === 'failed') return <CircleX {...common} className="shrink-0 text-failed" />;
  if (state === 'cancelled') return <Ban {...common} />;
  if (state === 'interrupted') return <Unplug {...common} className="shrink-0 text-waiting" />;
  return undefined;
}
