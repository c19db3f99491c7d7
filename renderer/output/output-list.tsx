import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputRow } from '../run/output-row.ts';
import type { RunView } from '../run/run-view.ts';
import { GrowingLog } from '../ui/growing-log.tsx';
import { useSelectedRunNode } from '../screen/show-node.ts';
import { OutputRowView } from './output-row-view.tsx';
import { GoToMomentButton } from '../time/go-to-moment-button.tsx';
import { goToMomentOfRow } from '../time/go-to-selection.ts';
import { OutputSearch } from './output-search.tsx';
import type { ShownRows } from './shown-rows.ts';
import { useFollowEnd } from '../ui/use-follow-end.ts';
import { searchOutput } from './use-output-controls.ts';
import type { OutputControls } from './use-output-controls.ts';
import { useOutputSearch } from './use-output-search.ts';

const rowHeight = 24;

interface OutputListProps {
  /** Changes in place: drawn again with each publication. */
  readonly view: RunView;
  readonly rows: ShownRows;
  readonly controls: OutputControls;
}

/** The lines of the Output panel, with the search above them. Draws only what is in sight. */
export function OutputList({ view, rows, controls }: OutputListProps): ReactNode {
  const { t } = useTranslation('panels');
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer<HTMLDivElement, Element>({
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
  const end = useFollowEnd(scroller);
  const search = useOutputSearch(view, rows, controls, (position) => {
    end.leave();
    list.scrollToIndex(position, { align: 'center' });
  });
  return (
    <div className="flex h-full flex-col">
      {controls.search === undefined ? undefined : (
        <OutputSearch
          words={controls.search}
          count={search.found.length}
          at={search.at}
          onWords={searchOutput}
          onGo={search.go}
          onClose={() => {
            searchOutput(undefined);
            scroller.current?.focus();
          }}
        />
      )}
      <GrowingLog label={t('outputList')} toEnd={t('jumpToLatest')} {...{ scroller, list, end }}>
        {(position) => (
          <ListedRow {...{ view, rows, controls, position }} found={search.foundAt === position} />
        )}
      </GrowingLog>
    </div>
  );
}

interface ListedRowProps extends OutputListProps {
  readonly position: number;
  /** Whether the search stands at it. */
  readonly found: boolean;
}

function ListedRow({ view, rows, controls, position, found }: ListedRowProps): ReactNode {
  const selectedNodeId = useSelectedRunNode();
  const row = rows.at(position);
  if (row === undefined) return undefined;
  const isOfSelected = controls.onlyNodeId === undefined && isWithin(row.nodeId, selectedNodeId);
  return (
    <div data-output-row={row.index} className="group/row relative">
      <OutputRowView
        row={row}
        version={row.version}
        node={view.nodes.get(row.nodeId)}
        within={titlesAround(view, row.nodeId)}
        limit={controls.frozen?.lengths.get(row.index)}
        live={view.state === 'running' && !controls.frozen}
        showSpeaker={!sameSpeaker(row, rows.at(position - 1))}
        unfolded={controls.unfolded.has(headOf(row))}
        mark={found ? 'found' : isOfSelected ? 'selected' : undefined}
        sought={controls.search ?? ''}
        onToggle={controls.toggleFold}
      />
      <GoToMomentButton
        byPointer
        onGo={() => void goToMomentOfRow(row)}
        className="absolute! top-0 right-1 size-5! bg-panel opacity-0 group-hover/row:opacity-100"
      />
    </div>
  );
}

function isWithin(nodeId: string, selectedNodeId: string | undefined): boolean {
  if (selectedNodeId === undefined) return false;
  return nodeId === selectedNodeId || nodeId.startsWith(`${selectedNodeId}/`);
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
