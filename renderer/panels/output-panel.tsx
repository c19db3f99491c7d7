import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, AudioLines, CircleX, RotateCcw } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelledCode } from '../../core/shared/errors.ts';
import type { OutputRow } from '../run/output-row.ts';
import { useRunStore } from '../run/run-store.ts';
import type { RunView } from '../run/run-view.ts';
import { useRunView } from '../run/use-run-view.ts';
import { Button } from '../ui/button.tsx';
import { useSelectedRunNode } from '../workspace/show-node.ts';
import { EmptyState } from './empty-state.tsx';
import { ErrorText } from './error-text.tsx';
import { OutputRowView } from './output-row-view.tsx';
import { QuestionList } from './question-list.tsx';
import { pickRows, type ShownRows } from './shown-rows.ts';
import { useFollowEnd } from './use-follow-end.ts';
import { useOutputControls } from './use-output-controls.ts';
import type { OutputControls } from './use-output-controls.ts';

const rowHeight = 24;

/** What the nodes say, as it comes. Follows the end until the person scrolls up. */
export function OutputPanel(): ReactNode {
  const view = useRunView();
  const controls = useOutputControls(view, useSelectedRunNode());
  const rows = pickRows(view, controls);
  return (
    <div className="flex h-full flex-col">
      <ReplayNote view={view} />
      <QuestionList view={view} />
      <div className="min-h-0 grow">
        {rows.count === 0 ? (
          <NoOutput view={view} controls={controls} />
        ) : (
          // A key per run: another run starts at its own end, with heights of its own.
          <OutputList
            key={`${view.runId} ${controls.onlyNodeId} ${JSON.stringify(controls.chosen)}`}
            {...{ view, rows, controls }}
          />
        )}
      </div>
      <RunError view={view} />
    </div>
  );
}

/** Says that no model spoke here, and who did. */
function ReplayNote({ view }: { readonly view: RunView }): ReactNode {
  const { t } = useTranslation('panels');
  if (view.replay === undefined) return undefined;
  const { name, pace } = view.replay;
  return (
    <p className="flex shrink-0 items-center gap-2 border-b border-line bg-sunken px-3 py-1 text-small text-muted">
      <RotateCcw aria-hidden size={14} className="shrink-0" />
      <span className="truncate" title={name}>
        {t(pace === 'none' ? 'replayedAtOnce' : 'replayedAtPace', { name })}
      </span>
    </p>
  );
}

interface NoOutputProps {
  readonly view: RunView;
  readonly controls: OutputControls;
}

function NoOutput({ view, controls }: NoOutputProps): ReactNode {
  const { t } = useTranslation('panels');
  const state = useRunStore((store) => store.state);
  const icon = <AudioLines size={20} />;
  if (view.rows.length > 0) {
    return (
      <EmptyState icon={icon} text={t('outputEmptyNode')}>
        {controls.onlyNodeId === undefined ? undefined : (
          <Button onClick={controls.toggleFilter}>{t('showAllNodes')}</Button>
        )}
      </EmptyState>
    );
  }
  if (state === 'running' || state === 'starting') {
    return <EmptyState icon={icon} text={t('outputWaiting')} />;
  }
  return <EmptyState icon={icon} text={t('outputEmpty')} command="run.start" />;
}

/** Why a run did not start or was cut off; what failed inside it stands in its rows. */
function RunError({ view }: { readonly view: RunView }): ReactNode {
  const error = useRunStore((store) => store.error);
  if (!error || view.failureShown || error.code === cancelledCode) return undefined;
  return (
    <p
      role="alert"
      className="flex shrink-0 gap-2 border-t border-line bg-failed-quiet px-3 py-1.5"
    >
      <CircleX aria-hidden size={14} className="mt-[3px] shrink-0 text-failed" />
      <ErrorText error={error} />
    </p>
  );
}

interface OutputListProps {
  /** Changes in place: drawn again with each publication. */
  readonly view: RunView;
  readonly rows: ShownRows;
  readonly controls: OutputControls;
}

function OutputList({ view, rows, controls }: OutputListProps): ReactNode {
  const { t } = useTranslation('panels');
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (position) => rows.at(position)?.index ?? position,
    overscan: 4,
    paddingStart: 6,
    paddingEnd: 8,
    // Keeps what the person reads in its place while rows above it grow.
    anchorTo: 'end',
  });
  const { following, follow } = useFollowEnd(scroller);
  const items = list.getVirtualItems();
  const live = view.state === 'running' && !controls.frozen;
  return (
    <div className="relative h-full">
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t('outputList')}
        tabIndex={0}
        className="h-full overflow-auto -outline-offset-2"
      >
        <div className="relative w-full" style={{ height: list.getTotalSize() }}>
          <div
            className="absolute inset-x-0"
            // Not by a transform: the sticky names inside would not reckon with it.
            style={{ top: items[0]?.start ?? 0 }}
          >
            {items.map((item) => {
              const row = rows.at(item.index);
              if (!row) return undefined;
              return (
                <div key={item.key} ref={list.measureElement} data-index={item.index}>
                  <OutputRowView
                    row={row}
                    version={row.version}
                    node={view.nodes.get(row.nodeId)}
                    within={titlesAround(view, row.nodeId)}
                    limit={controls.frozen?.lengths.get(row.index)}
                    live={live}
                    showSpeaker={!sameSpeaker(row, rows.at(item.index - 1))}
                    unfolded={controls.unfolded.has(headOf(row))}
                    onToggle={controls.toggleFold}
                  />
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {following ? undefined : (
        <Button
          className="absolute right-4 bottom-3 shadow-float"
          icon={<ArrowDown size={14} />}
          onClick={follow}
        >
          {t('jumpToLatest')}
        </Button>
      )}
    </div>
  );
}

/** The sub-flows that a node lies in, as people call them; '' for a node of the flow itself. */
function titlesAround(view: RunView, nodeId: string): string {
  const parts = nodeId.split('/');
  return parts
    .slice(0, -1)
    .map((part, at) => view.nodes.get(parts.slice(0, at + 1).join('/'))?.title ?? part)
    .join(' › ');
}

function headOf(row: OutputRow): number {
  return row.kind === 'reasoning' || row.kind === 'text' ? row.head : row.index;
}

function sameSpeaker(row: OutputRow, before: OutputRow | undefined): boolean {
  return (
    before !== undefined &&
    voiceOf(row) === voiceOf(before) &&
    row.nodeId === before.nodeId &&
    row.span?.iteration === before.span?.iteration
  );
}

/** Results, retries and the returned value speak under names of their own. */
function voiceOf(row: OutputRow): string {
  switch (row.kind) {
    case 'text':
    case 'reasoning':
    case 'call':
    case 'custom':
    case 'failure':
      return 'node';
    case 'result':
    case 'retry':
    case 'return':
      return `${row.kind} ${row.index}`;
  }
}
