import { ChevronRight, CircleX } from 'lucide-react';
import { memo, useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../core/shared/assert-never.ts';
import { formatBytes, formatDuration } from '../run/format-figures.ts';
import { readRowText, type CallRow, type OutputRow, type TextRow } from '../run/output-row.ts';
import type { NodeRecord } from '../run/run-view.ts';
import { writeValue } from '../run/transcript.ts';
import { classNames } from '../ui/class-names.ts';
import { showRunNode } from '../screen/show-node.ts';
import { OutputSpeaker } from './output-speaker.tsx';
import { CustomText } from './custom-text.tsx';
import { ErrorView } from '../values/error-view.tsx';
import { MarkedText } from './marked-text.tsx';
import { shortenArguments } from '../panels/shorten-arguments.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';
import { showHidden } from '../ui/visible-text.ts';

interface OutputRowViewProps {
  /** Changes in place; `version` says when. */
  readonly row: OutputRow;
  readonly version: number;
  readonly node: NodeRecord | undefined;
  /** Titles of the sub-flows around the node; '' for none. */
  readonly within: string;
  /** Characters shown of a growing row while the panel is paused. */
  readonly limit: number | undefined;
  /** Whether a growing row may still grow. */
  readonly live: boolean;
  readonly showSpeaker: boolean;
  readonly unfolded: boolean;
  /** Marked at its edge: the search stands at it, or its node is selected. */
  readonly mark: 'found' | 'selected' | undefined;
  /** Words that are marked in it; '' for none. */
  readonly sought: string;
  readonly onToggle: (index: number) => void;
}

/** One row of the Output panel: who spoke, and what. */
export const OutputRowView = memo(function OutputRowView(props: OutputRowViewProps): ReactNode {
  const { t } = useTranslation('panels');
  const { row } = props;
  const superseded = 'superseded' in row && row.superseded;
  if (row.kind === 'reasoning' && row.continues && !props.unfolded) return undefined;
  const continues = row.kind === 'text' && row.continues;
  return (
    <div
      data-mark={props.mark}
      onClick={() => showSpeakerOf(row.nodeId)}
      className={classNames(
        'flex gap-3 px-3 text-small',
        !continues && 'pt-1',
        props.mark === 'found' && 'bg-accent-quiet',
        props.mark !== undefined && 'shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      <OutputSpeaker {...props} />
      <div
        title={superseded ? t('superseded') : undefined}
        className={classNames(
          'selectable min-w-0 grow font-mono leading-[18px] wrap-anywhere whitespace-pre-wrap',
          superseded && 'text-muted line-through',
        )}
      >
        <RowBody {...props} />
      </div>
    </div>
  );
});

/** A click shows who spoke, unless it ended a selection of text or pressed something. */
function showSpeakerOf(nodeId: string): void {
  if (nodeId === '' || getSelection()?.isCollapsed === false) return;
  showRunNode(nodeId);
}

function RowBody(props: OutputRowViewProps): ReactNode {
  const { t } = useTranslation('panels');
  const say = useEngineWords();
  const { row, limit, live, unfolded, onToggle } = props;
  switch (row.kind) {
    case 'text':
      return (
        <>
          <MarkedText text={visibleText(row, limit)} sought={props.sought} />
          {live && row.open && row.length > 0 ? <Caret /> : undefined}
        </>
      );
    case 'reasoning':
      return <Reasoning {...{ row, limit, live, unfolded, onToggle }} />;
    case 'call':
      return <CallChip row={row} limit={limit} live={live} />;
    case 'result':
      return (
        <LongText
          text={row.result}
          index={row.index}
          unfolded={unfolded}
          onToggle={onToggle}
          className={row.isError ? 'text-failed' : 'text-muted'}
        />
      );
    case 'retry':
      return (
        <span className="font-sans text-muted">
          {row.delayMs === 0
            ? t('retryNow', { code: row.error.code, message: say(row.error.message) })
            : t('retrySoon', {
                code: row.error.code,
                message: say(row.error.message),
                delay: formatDuration(row.delayMs),
              })}
        </span>
      );
    case 'failure':
      return (
        <div className="flex gap-2 font-sans">
          <CircleX aria-hidden size={14} className="mt-0.5 shrink-0 text-failed" />
          <ErrorView error={row.error} shownAt={row.nodeId} bare />
        </div>
      );
    case 'custom':
      return <CustomText name={row.name} value={row.value} />;
    case 'return':
      return (
        <LongText
          text={writeValue(row.output)}
          index={row.index}
          unfolded={unfolded}
          onToggle={onToggle}
        />
      );
    default:
      return assertNever(row, 'output row');
  }
}

function visibleText(row: TextRow | CallRow, limit: number | undefined): string {
  const text = readRowText(row);
  return limit === undefined ? text : text.slice(0, limit);
}

function Caret(): ReactNode {
  return (
    <span aria-hidden className="ml-px inline-block h-[14px] w-[7px] translate-y-[2px] bg-accent" />
  );
}

type FoldProps = Pick<OutputRowViewProps, 'unfolded' | 'onToggle'>;

function Reasoning({
  row,
  limit,
  live,
  unfolded,
  onToggle,
}: Pick<OutputRowViewProps, 'limit' | 'live'> & FoldProps & { readonly row: TextRow }): ReactNode {
  const { t } = useTranslation('panels');
  const growing = live && row.open;
  const text = showHidden(visibleText(row, limit));
  return (
    <>
      {row.continues ? undefined : (
        <button
          type="button"
          aria-expanded={unfolded}
          title={t(unfolded ? 'hideReasoning' : 'showReasoning')}
          onClick={() => onToggle(row.head)}
          className="flex max-w-full items-center gap-1 rounded font-sans text-muted hover:text-text"
        >
          <ChevronRight
            aria-hidden
            size={13}
            className={classNames('shrink-0 transition-transform', unfolded && 'rotate-90')}
          />
          <span className="shrink-0">{t(growing ? 'reasoningNow' : 'reasoning')}</span>
          {unfolded ? undefined : (
            <span className="ml-1 truncate font-mono">
              {growing ? text.slice(-90).trimStart() : text.slice(0, 160)}
            </span>
          )}
        </button>
      )}
      {unfolded ? (
        <span className="block border-l border-line-strong pl-2.5 text-muted">{text}</span>
      ) : undefined}
    </>
  );
}

function CallChip({
  row,
  limit,
  live,
}: Pick<OutputRowViewProps, 'limit' | 'live'> & { readonly row: CallRow }): ReactNode {
  const text = showHidden(visibleText(row, limit));
  return (
    <span
      title={text}
      className="inline-flex max-w-full items-center gap-2 rounded border border-line-strong px-2 align-top leading-[20px] whitespace-nowrap"
    >
      <span className="text-tools">{showHidden(row.name)}</span>
      <span className="truncate text-muted">{shortenArguments(text)}</span>
      {live && row.open ? <Caret /> : undefined}
    </span>
  );
}

const foldedLength = 600;

function LongText({
  text,
  index,
  unfolded,
  onToggle,
  className,
}: FoldProps & {
  readonly text: string;
  readonly index: number;
  readonly className?: string;
}): ReactNode {
  const { t } = useTranslation('panels');
  const toggle = useCallback(() => onToggle(index), [onToggle, index]);
  if (text.length <= foldedLength) return <span className={className}>{showHidden(text)}</span>;
  return (
    <span className={className}>
      {showHidden(unfolded ? text : `${text.slice(0, foldedLength)}… `)}
      <button
        type="button"
        aria-expanded={unfolded}
        onClick={toggle}
        className="ml-1 rounded font-sans text-accent hover:underline"
      >
        {unfolded ? t('showLess') : t('showAll', { size: formatBytes(text.length) })}
      </button>
    </span>
  );
}
