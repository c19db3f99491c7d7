import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, AudioLines } from 'lucide-react';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputRow } from '../run/output-row.ts';
import { useRunStore } from '../run/run-store.ts';
import type { RunView } from '../run/run-view.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from './empty-state.tsx';
import { OutputRowView } from './output-row-view.tsx';
import type { OutputView } from './use-output-view.ts';

interface OutputPanelProps {
  /** Changes in place: the caller draws this again with each publication. */
  readonly view: RunView;
  readonly output: OutputView;
}

const rowHeight = 24;
// This near to the end counts as reading along.
const followWithin = 32;

/** What the nodes say, as it comes. Follows the end until the person scrolls up. */
export function OutputPanel({ view, output }: OutputPanelProps): ReactNode {
  const { t } = useTranslation('panels');
  const state = useRunStore((store) => store.state);
  if (output.count === 0) {
    const busy = state === 'running' || state === 'starting';
    const words = view.rows.length > 0 ? 'outputEmptyNode' : busy ? 'outputWaiting' : 'outputEmpty';
    return (
      <EmptyState
        icon={<AudioLines size={20} />}
        text={t(words)}
        {...(words === 'outputEmpty' ? { keys: 'Ctrl ⏎' } : {})}
      />
    );
  }
  // A key per run: another run starts at its own end, with heights of its own.
  return <OutputList key={`${view.runId} ${output.onlyNodeId}`} view={view} output={output} />;
}

function OutputList({ view, output }: OutputPanelProps): ReactNode {
  const { t } = useTranslation('panels');
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: output.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (position) => output.rowAt(position)?.index ?? position,
    overscan: 6,
    paddingStart: 6,
    paddingEnd: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: followWithin,
  });
  useLayoutEffect(() => list.scrollToEnd(), [list]);
  const items = list.getVirtualItems();
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
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
          >
            {items.map((item) => {
              const row = output.rowAt(item.index);
              if (!row) return undefined;
              return (
                <div key={item.key} ref={list.measureElement} data-index={item.index}>
                  <OutputRowView
                    row={row}
                    version={row.version}
                    node={view.nodes.get(row.nodeId)}
                    limit={output.limitOf(row)}
                    live={view.state === 'running' && !output.paused}
                    showSpeaker={!sameSpeaker(row, output.rowAt(item.index - 1))}
                    unfolded={output.isUnfolded(headOf(row))}
                    onToggle={output.toggleFold}
                  />
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {list.isAtEnd(followWithin) ? undefined : (
        <Button
          className="absolute right-4 bottom-3 shadow-float"
          icon={<ArrowDown size={14} />}
          onClick={() => list.scrollToEnd()}
        >
          {t('jumpToLatest')}
        </Button>
      )}
    </div>
  );
}

function headOf(row: OutputRow): number {
  return row.kind === 'reasoning' || row.kind === 'text' ? row.head : row.index;
}

function sameSpeaker(row: OutputRow, before: OutputRow | undefined): boolean {
  return before !== undefined && voiceOf(row) === voiceOf(before) && row.nodeId === before.nodeId;
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
