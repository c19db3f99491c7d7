import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunView, SpanRun } from '../run/run-view.ts';
import { TraceRowView } from './trace-row-view.tsx';
import { PassRowView } from './pass-row-view.tsx';
import { hasSteps, listTraceRows, type TraceRow } from './trace-rows.ts';
import { usePassStore } from '../run/pass-store.ts';
import { useNow } from './use-now.ts';

interface TraceTreeProps {
  readonly view: RunView;
  readonly selected: SpanRun | undefined;
  readonly selectedNodeId: string | undefined;
  readonly onSelect: (span: SpanRun) => void;
}

const rowHeight = 25;
const growEveryMs = 100;

/** The tree of steps with a bar each; arrow keys move, fold and unfold. */
export function TraceTree({ view, selected, selectedNodeId, onSelect }: TraceTreeProps): ReactNode {
  const { t } = useTranslation('panels');
  const scroller = useRef<HTMLDivElement>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const chosen = usePassStore((store) => store.chosen);
  const [passKey, setPassKey] = useState<string>();
  const rows = listTraceRows(view.roots, { folded, chosen });
  const axis = useTimeAxis(view);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 8,
    paddingStart: 6,
    paddingEnd: 6,
  });
  const setFold = (key: string, fold: boolean): void => {
    const next = new Set(folded);
    if (fold) next.add(key);
    else next.delete(key);
    setFolded(next);
  };
  const isCurrent = (row: TraceRow): boolean =>
    passKey === undefined ? row.pass === undefined && row.span === selected : row.key === passKey;
  const current = rows.findIndex(isCurrent);
  const choose = (row: TraceRow): void => {
    setPassKey(row.pass === undefined ? undefined : row.key);
    if (row.pass === undefined) onSelect(row.span);
  };
  const goTo = (at: number): void => {
    const row = rows[Math.min(Math.max(at, 0), rows.length - 1)];
    if (!row) return;
    choose(row);
    list.scrollToIndex(rows.indexOf(row));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!moveByKey(event.key, rows, current, folded, { goTo, setFold })) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={scroller}
      role="tree"
      tabIndex={0}
      aria-label={t('traceTree')}
      aria-activedescendant={current < 0 ? undefined : `span-${rows[current]?.key}`}
      onKeyDown={onKeyDown}
      className="h-full overflow-auto -outline-offset-2"
    >
      <div role="none" className="relative" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return undefined;
          const take = (): void => {
            choose(row);
            scroller.current?.focus({ preventScroll: true });
          };
          if (row.pass !== undefined) {
            return (
              <PassRowView
                key={item.key}
                row={row}
                pass={row.pass}
                top={item.start}
                axis={axis}
                folded={folded.has(row.key)}
                selected={isCurrent(row)}
                onSelect={take}
                onFold={setFold}
              />
            );
          }
          return (
            <TraceRowView
              key={item.key}
              row={row}
              version={row.span.version}
              top={item.start}
              axis={axis}
              runState={view.state}
              folded={hasSteps(row) ? folded.has(row.key) : undefined}
              selected={isCurrent(row)}
              ofSelectedNode={row.span.nodeId === selectedNodeId}
              onSelect={take}
              onFold={setFold}
            />
          );
        })}
      </div>
    </div>
  );
}

/** From the run's start to its end, or to now while it runs. */
function useTimeAxis(view: RunView): {
  readonly fromUs: number;
  readonly untilUs: number;
  readonly nowUs: number;
} {
  const running = view.state === 'running';
  const nowMs = useNow(running, growEveryMs);
  const fromUs = view.startedUs ?? view.roots[0]?.openedUs ?? 0;
  const nowUs = running ? Math.max(view.lastEventUs, nowMs * 1000) : view.lastEventUs;
  return { fromUs, untilUs: running ? nowUs : (view.endedUs ?? nowUs), nowUs };
}

interface Moves {
  goTo(at: number): void;
  setFold(key: string, fold: boolean): void;
}

/** Does what a key does in a tree; false for keys that mean nothing there. */
function moveByKey(
  key: string,
  rows: readonly TraceRow[],
  at: number,
  folded: ReadonlySet<string>,
  { goTo, setFold }: Moves,
): boolean {
  const row = rows[at];
  const isFolded = row !== undefined && folded.has(row.key);
  switch (key) {
    case 'ArrowDown':
      goTo(at + 1);
      return true;
    case 'ArrowUp':
      goTo(at === -1 ? rows.length - 1 : at - 1);
      return true;
    case 'Home':
      goTo(0);
      return true;
    case 'End':
      goTo(rows.length - 1);
      return true;
    case 'ArrowRight':
      if (row && isFolded) setFold(row.key, false);
      else if (row && hasSteps(row)) goTo(at + 1);
      return row !== undefined;
    case 'ArrowLeft':
      if (row && !isFolded && hasSteps(row)) setFold(row.key, true);
      else if (row?.parent) goTo(rows.findIndex((other) => other.key === row.parent));
      return row !== undefined;
    default:
      return false;
  }
}
