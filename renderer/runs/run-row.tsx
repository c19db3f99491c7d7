import { CornerDownRight, FileInput, Ellipsis, Star, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedRun } from '../../core/contracts/run-history.ts';
import { StateWord } from '../panels/state-word.tsx';
import { formatCost } from '../run/format-cost.ts';
import { formatAgo, formatDuration } from '../run/format-figures.ts';
import { classNames } from '../ui/class-names.ts';
import { NoteField } from './note-field.tsx';
import { markRun } from './runs-store.ts';

/** What lines of either kind are drawn with. */
export interface LineProps {
  readonly id: string;
  /** px from the list's top. */
  readonly top: number;
  /** Its place in the list, from 1. */
  readonly place: number;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
  readonly onMenu: (at: { readonly x: number; readonly y: number }) => void;
}

interface RunRowProps extends LineProps {
  readonly run: ListedRun;
  readonly nowMs: number;
  readonly isShown: boolean;
  readonly isNoting: boolean;
  readonly onNoted: () => void;
}

const figure = 'shrink-0 text-right font-mono text-small text-muted';

/** One run: star, state, flow, note or input, and its figures as far as there is room. */
export function RunRow(props: RunRowProps): ReactNode {
  const { run, nowMs, isShown, isCurrent, isNoting } = props;
  const { t, i18n } = useTranslation('history');
  const { sums } = run;
  const tokens = sums.inputTokens + sums.outputTokens;
  return (
    <div
      role="row"
      id={props.id}
      aria-rowindex={props.place}
      aria-selected={isCurrent}
      {...(isShown ? { 'aria-current': true } : {})}
      onClick={isNoting ? undefined : props.onOpen}
      onContextMenu={(event) => {
        event.preventDefault();
        props.onMenu({ x: event.clientX, y: event.clientY });
      }}
      className={classNames(
        'group/run absolute inset-x-0 flex h-7 items-center gap-2 pr-2 pl-1.5',
        isCurrent && 'outline outline-1 -outline-offset-1 outline-accent',
        isShown ? 'bg-accent-quiet' : 'hover:bg-hover',
      )}
      style={{ top: props.top }}
    >
      <StarCell run={run} />
      <span role="gridcell" className="w-[88px] shrink-0 truncate @max-lg:w-[78px]">
        <StateWord state={run.state} />
      </span>
      <span
        role="gridcell"
        translate="no"
        title={run.flowName}
        className="max-w-32 min-w-14 shrink-0 truncate @max-lg:max-w-20"
      >
        {run.flowName}
      </span>
      <span role="gridcell" className="flex min-w-0 grow items-center gap-1.5">
        {isNoting ? <NoteField run={run} onDone={props.onNoted} /> : <Words run={run} />}
      </span>
      <span
        role="gridcell"
        translate="no"
        title={run.models.join(', ')}
        className="hidden w-28 shrink-0 truncate text-small text-muted @3xl:block"
      >
        {run.models.join(', ')}
      </span>
      <span role="gridcell" className={classNames(figure, 'hidden w-[70px] @xl:block')}>
        {tokens === 0 ? '' : t('tokens', { count: tokens })}
      </span>
      <span role="gridcell" className={classNames(figure, 'hidden w-16 @2xl:block')}>
        {sums.costUsd === undefined ? '' : formatCost(sums.costUsd)}
      </span>
      <span role="gridcell" className={classNames(figure, 'w-14')}>
        {run.endedUs === undefined ? '' : formatDuration((run.endedUs - run.startedUs) / 1000)}
      </span>
      <span
        role="gridcell"
        title={new Date(run.startedUs / 1000).toLocaleString(i18n.language)}
        className="w-[76px] shrink-0 truncate text-right @max-lg:w-16 text-small text-muted"
      >
        {formatAgo(nowMs - run.startedUs / 1000, i18n.language)}
      </span>
      <span role="gridcell" className="flex shrink-0">
        <PointerButton
          label={t('actions')}
          onClick={(at) => props.onMenu(at)}
          className="text-muted hover:text-text"
        >
          <Ellipsis size={14} aria-hidden />
        </PointerButton>
      </span>
    </div>
  );
}

function StarCell({ run }: { readonly run: ListedRun }): ReactNode {
  const { t } = useTranslation('history');
  return (
    <span role="gridcell" className="flex shrink-0">
      <PointerButton
        label={t(run.isStarred ? 'unstar' : 'star')}
        pressed={run.isStarred}
        onClick={() => void markRun(run.runId, { isStarred: !run.isStarred })}
        className={run.isStarred ? 'text-waiting' : 'text-faint hover:text-text'}
      >
        <Star size={14} aria-hidden className={run.isStarred ? 'fill-current' : undefined} />
      </PointerButton>
    </span>
  );
}

/** The note first, then what the run goes on from, and what it was given. */
function Words({ run }: { readonly run: ListedRun }): ReactNode {
  const { t } = useTranslation('history');
  const { note, origin, imported, inputPreview } = run;
  return (
    <>
      {note === '' ? undefined : (
        <span title={note} className="flex max-w-[60%] min-w-0 shrink-0 items-center gap-1">
          <StickyNote size={12} role="img" aria-label={t('note')} className="shrink-0 text-flow" />
          <span translate="no" className="truncate">
            {note}
          </span>
        </span>
      )}
      {imported === true ? (
        <span
          title={t('imported')}
          className="flex shrink-0 items-center gap-1 text-small text-muted"
        >
          <FileInput size={12} aria-hidden />
          {t('importedShort')}
        </span>
      ) : undefined}
      {origin === undefined ? undefined : (
        <span
          title={t(`origin_${origin.kind}`)}
          className="flex shrink-0 items-center gap-1 text-small text-muted"
        >
          <CornerDownRight size={12} aria-hidden />
          {t(`originShort_${origin.kind}`)}
        </span>
      )}
      {inputPreview === '{}' ? undefined : (
        <span translate="no" title={inputPreview} className="min-w-0 truncate text-muted">
          {inputPreview}
        </span>
      )}
    </>
  );
}

interface PointerButtonProps {
  readonly label: string;
  readonly pressed?: boolean;
  readonly onClick: (at: { readonly x: number; readonly y: number }) => void;
  readonly className: string;
  readonly children: ReactNode;
}

/** For pointers only: the list itself has the keys for it. */
function PointerButton(props: PointerButtonProps): ReactNode {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={props.label}
      title={props.label}
      {...(props.pressed === undefined ? {} : { 'aria-pressed': props.pressed })}
      onClick={(event) => {
        event.stopPropagation();
        props.onClick({ x: event.clientX, y: event.clientY });
      }}
      className={classNames('flex size-6 items-center justify-center rounded', props.className)}
    >
      {props.children}
    </button>
  );
}
