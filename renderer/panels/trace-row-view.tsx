import { Ban, ChevronRight, CircleX, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunState } from '../../core/contracts/events.ts';
import { formatDuration } from '../run/format-figures.ts';
import type { SpanRun } from '../run/run-view.ts';
import { classNames } from '../ui/class-names.ts';
import { SpanIcon, useFamilyLook } from './family.tsx';
import { shownState } from './shown-state.ts';
import { placeBar, type TraceRow } from './trace-rows.ts';
import { useStepWords } from './use-step-words.ts';

interface TraceRowViewProps {
  readonly row: TraceRow;
  /** The span changes in place; this says when. */
  readonly version: number;
  /** px from the top of the list. */
  readonly top: number;
  readonly axis: { readonly fromUs: number; readonly untilUs: number; readonly nowUs: number };
  readonly runState: RunState;
  /** Undefined for a step without steps of its own. */
  readonly folded: boolean | undefined;
  readonly selected: boolean;
  readonly ofSelectedNode: boolean;
  readonly onSelect: () => void;
  readonly onFold: (key: string, fold: boolean) => void;
}

/** How much further in each level stands, px. */
export const indentPx = 18;

/** One step of the trace: name, bar on the time axis, how long it took. */
export function TraceRowView(props: TraceRowViewProps): ReactNode {
  const { row, folded, selected, axis } = props;
  const { span } = row;
  const endUs = span.closedUs ?? axis.nowUs;
  const state = shownState(span, props.runState);
  const title = useStepWords()(span);
  return (
    <div
      role="treeitem"
      id={`span-${span.spanId}`}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={selected}
      {...(folded === undefined ? {} : { 'aria-expanded': !folded })}
      onClick={props.onSelect}
      className={classNames(
        'absolute inset-x-0 flex h-[25px] items-center gap-3 pr-3',
        selected ? 'bg-accent-quiet' : 'hover:bg-hover',
      )}
      style={{ top: props.top }}
    >
      {props.ofSelectedNode ? (
        <span aria-hidden className="absolute inset-y-[3px] left-0 w-[3px] rounded-r bg-accent" />
      ) : undefined}
      <span
        className="flex w-[max(42%,15rem)] shrink-0 items-center gap-1.5"
        style={{ paddingLeft: 6 + (row.level - 1) * indentPx }}
      >
        <FoldMark folded={folded} onFold={(fold) => props.onFold(row.key, fold)} />
        <SpanIcon kind={span.kind} />
        <span className="truncate" title={title}>
          {title}
        </span>
        {span.attempt > 1 ? (
          <span className="shrink-0 text-tiny text-waiting">×{span.attempt}</span>
        ) : undefined}
      </span>
      <Bar span={span} state={state} axis={axis} />
      <span className="flex w-[68px] shrink-0 items-center justify-end gap-1 font-mono text-small text-muted">
        <StateMark state={state} />
        {formatDuration((endUs - span.openedUs) / 1000)}
        {state === 'running' ? '…' : ''}
      </span>
    </div>
  );
}

/** The mark that folds and unfolds a line. */
export function FoldMark({
  folded,
  onFold,
}: {
  readonly folded: boolean | undefined;
  readonly onFold: (fold: boolean) => void;
}): ReactNode {
  if (folded === undefined) return <span className="w-3.5 shrink-0" />;
  // The tree itself has the keys for it, so the mark is for pointers only.
  return (
    <span
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onFold(!folded);
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

type ShownState = ReturnType<typeof shownState>;

function Bar({
  span,
  state,
  axis,
}: Pick<TraceRowViewProps, 'axis'> & {
  readonly span: SpanRun;
  readonly state: ShownState;
}): ReactNode {
  const look = useFamilyLook(span.kind);
  const bar = placeBar(span, axis);
  const hue = state === 'failed' ? 'bg-failed' : look.bar;
  const stopped = state === 'cancelled' || state === 'interrupted' || state === 'skipped';
  return (
    <span aria-hidden className="relative h-2 min-w-0 grow">
      <span
        className={classNames(
          'absolute inset-y-0 flex min-w-[4px] overflow-hidden rounded-[3px]',
          stopped && 'opacity-55',
        )}
        style={{ left: `min(${bar.left}%, 100% - 4px)`, width: `${bar.width}%` }}
      >
        <span
          className={classNames('h-full opacity-35', hue)}
          style={{ width: `${bar.waiting}%` }}
        />
        <span className={classNames('h-full grow', hue)} />
      </span>
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
