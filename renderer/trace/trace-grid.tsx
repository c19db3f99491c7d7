import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFollowEnd } from '../ui/use-follow-end.ts';
import type { RunView } from '../run/run-view.ts';
import { isStep, readSpan } from '../run/span-facts.ts';
import { noRow } from '../run/span-table.ts';
import { useLongList } from '../ui/use-long-list.ts';
import { hasSteps, type TraceList } from './list-trace.ts';
import { readPass } from './read-pass.ts';
import { rowHeight, TraceRow, type RowFrame } from './trace-row.tsx';
import { useCanvasSelection, useRowChange, useTraceCursor } from './use-trace-cursor.ts';

interface TraceGridProps {
  /** Changes in place. */
  readonly view: RunView;
  readonly list: TraceList;
  readonly frame: RowFrame;
  readonly folded: ReadonlySet<number>;
  readonly onFold: (row: number) => void;
  /** The row under the cursor. */
  readonly row: number | undefined;
  readonly onRow: (row: number, open: boolean) => void;
  readonly onOpen: (open: boolean) => void;
  readonly selectedNodeId: string | undefined;
  readonly onSelectNode: (nodeId: string) => void;
  /** Whether the newest step is kept in sight, until the person scrolls up. */
  readonly follow: boolean;
}

/** The steps of a run as a grid of lines that fold; draws only those in sight, however many there are. */
export function TraceGrid(props: TraceGridProps): ReactNode {
  const { view, list, frame, folded, row: current, onRow, selectedNodeId } = props;
  const { t } = useTranslation('panels');
  const scroller = useRef<HTMLDivElement>(null);
  const long = useLongList({ count: list.rows.length, rowHeight, scroller });
  useFollowEnd(scroller, props.follow);
  const { trace } = view;
  const reveal = (row: number): void => {
    const at = list.rows.indexOf(row);
    if (at >= 0) long.reveal(at);
  };
  const note = useCanvasSelection(selectedNodeId, (nodeId) => {
    const first = view.nodes.get(nodeId)?.executions[0];
    if (first !== undefined) reveal(nearestShown(view, list, first));
  });
  // After the canvas has had its say: a search leads to one step of a node, not to its first.
  useRowChange(current, (row) => reveal(nearestShown(view, list, row)));
  const go = (row: number, open = false): void => {
    if (row === noRow) return;
    onRow(row, open);
    reveal(row);
    if (trace.isPass(row)) return;
    const nodeId = trace.nodeOf(row);
    note(nodeId);
    if (nodeId !== '') props.onSelectNode(nodeId);
  };
  const cursor = useTraceCursor({
    view,
    list,
    folded,
    row: current,
    fitting: long.fitting,
    onFold: props.onFold,
    onGo: (row) => go(row),
    onOpen: props.onOpen,
  });
  const rows = Array.from({ length: long.end - long.first }, (_, at) => long.first + at);
  return (
    <div
      ref={scroller}
      role="treegrid"
      tabIndex={0}
      aria-label={t('traceTree')}
      aria-rowcount={list.rows.length + 1}
      aria-activedescendant={cursor.at < 0 ? undefined : `step-${view.trace.idOf(current ?? 0)}`}
      onKeyDown={cursor.onKeyDown}
      className="min-h-0 grow overflow-auto overscroll-contain -outline-offset-2"
    >
      <div role="rowgroup" className="relative" style={{ height: long.height }}>
        {rows.map((place) => {
          const row = list.rows[place] ?? noRow;
          if (row === noRow || row >= trace.count) return undefined;
          const isPass = trace.isPass(row);
          return (
            <TraceRow
              key={row}
              id={`step-${trace.idOf(row)}`}
              span={readSpan(view, row)}
              pass={isPass ? readPass(trace, row) : undefined}
              isStep={isStep(view, row)}
              waits={trace.waits.get(row)}
              frame={frame}
              top={long.topOf(place)}
              level={list.levels[place] ?? 1}
              place={place + 1}
              folded={hasSteps(trace, row) ? folded.has(row) : undefined}
              selected={row === current}
              ofSelectedNode={!isPass && trace.nodeOf(row) === selectedNodeId}
              onSelect={() => {
                go(row, true);
                scroller.current?.focus({ preventScroll: true });
              }}
              onFold={() => props.onFold(row)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The row itself, or the row above it that is in the list. */
function nearestShown({ trace }: RunView, list: TraceList, row: number): number {
  for (let at = row; at !== noRow; at = trace.parentOf(at)) {
    if (list.rows.includes(at)) return at;
  }
  return noRow;
}
