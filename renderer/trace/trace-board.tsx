import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { createPausable } from '../panels/use-pausable.ts';
import { usePassStore } from '../run/pass-store.ts';
import type { RunView } from '../run/run-view.ts';
import { useTraceStore } from './trace-filter.ts';
import { TraceGrid } from './trace-grid.tsx';
import { TimeRuler } from './time-ruler.tsx';
import { TraceOverview } from './trace-overview.tsx';
import { TraceToolbar } from './trace-toolbar.tsx';
import { useTraceList } from './use-trace-list.ts';
import { useAxisWheel, useTimeAxis } from './use-time-window.ts';

interface TraceBoardProps {
  /** Changes in place. */
  readonly view: RunView;
  readonly row: number | undefined;
  readonly onRow: (row: number, open: boolean) => void;
  readonly onOpen: (open: boolean) => void;
  readonly selectedNodeId: string | undefined;
  readonly onSelectNode: (nodeId: string) => void;
}

const usePause = createPausable((view) => ({ rows: view.trace.count, untilUs: view.lastEventUs }));
// Elsewhere in the window these belong to the canvas.
const axisKeys = '+ = - 0 Shift+ArrowLeft Shift+ArrowRight';
const nothingFolded: ReadonlySet<number> = new Set();

/** The steps with their tools, their axis and their grid. */
export function TraceBoard(props: TraceBoardProps): ReactNode {
  const { view, selectedNodeId } = props;
  const { mode, filter, words, onlySelected } = useTraceStore();
  const { frozen, toggle } = usePause(view);
  const [folded, fold] = useFolds(words !== '' || onlySelected);
  const chosen = usePassStore((store) => store.chosen);
  const shownFilter = useMemo(
    () => (onlySelected && selectedNodeId ? { ...filter, nodeId: selectedNodeId } : filter),
    [filter, onlySelected, selectedNodeId],
  );
  const list = useTraceList({
    view,
    filter: shownFilter,
    words,
    folded,
    chosen,
    until: frozen?.rows,
  });
  const axis = useTimeAxis(view, frozen?.untilUs);
  const board = useRef<HTMLDivElement>(null);
  const bars = useRef<HTMLDivElement>(null);
  useAxisWheel(board, axis, (clientX) => {
    const box = bars.current?.getBoundingClientRect();
    return box ? Math.max(0, Math.min(1, (clientX - box.left) / Math.max(1, box.width))) : 0.5;
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (mode !== 'timeline' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement || !turnAxis(event, axis)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const startUs = view.startedUs ?? axis.whole.fromUs;
  const frame = { mode, window: axis.window, startUs, nowUs: axis.nowUs, runState: view.state };
  return (
    <div
      ref={board}
      data-keeps-keys={mode === 'timeline' ? axisKeys : undefined}
      className="flex h-full min-h-0 flex-col"
      onKeyDown={onKeyDown}
    >
      <TraceToolbar
        nodes={[...view.nodes.values()]
          .filter(({ executions }) => executions.length > 0)
          .map(({ nodeId, title }) => [nodeId, title])}
        found={list.found}
        total={view.trace.spans}
        narrowed={list.narrowed}
        progress={list.progress}
        paused={frozen !== undefined}
        onPause={toggle}
        zoomed={axis.zoomed}
        onZoom={(direction) => axis.zoom(direction)}
        onWhole={() => axis.show(undefined)}
      />
      <ColumnHeads mode={mode} barsRef={bars}>
        <TraceOverview
          trace={view.trace}
          count={view.trace.count}
          whole={axis.whole}
          window={axis.window}
          onWindow={axis.show}
        />
        <TimeRuler window={axis.window} startUs={startUs} />
      </ColumnHeads>
      <TraceGrid
        {...props}
        list={list}
        frame={frame}
        folded={folded}
        onFold={fold}
        follow={view.state === 'running' && frozen === undefined && !list.narrowed}
      />
      {list.narrowed && list.rows.length === 0 && list.progress === 1 ? (
        <NothingFound />
      ) : undefined}
    </div>
  );
}

/** What is folded: while something is looked for, apart, so that all that is found is seen at first. */
function useFolds(searching: boolean): readonly [ReadonlySet<number>, (row: number) => void] {
  const [usual, setUsual] = useState(nothingFolded);
  const [found, setFound] = useState(nothingFolded);
  const [was, setWas] = useState(searching);
  if (was !== searching) {
    setWas(searching);
    setFound(nothingFolded);
  }
  const folded = searching ? found : usual;
  const turn = (row: number): void => {
    const next = new Set(folded);
    if (!next.delete(row)) next.add(row);
    (searching ? setFound : setUsual)(next);
  };
  return [folded, turn];
}

function turnAxis(event: KeyboardEvent, axis: ReturnType<typeof useTimeAxis>): boolean {
  const { key, shiftKey } = event;
  if (key === '+' || key === '=') axis.zoom(1);
  else if (key === '-') axis.zoom(-1);
  else if (key === '0') axis.show(undefined);
  else if (shiftKey && key === 'ArrowRight') axis.pan(1);
  else if (shiftKey && key === 'ArrowLeft') axis.pan(-1);
  else return false;
  return true;
}

interface ColumnHeadsProps {
  readonly mode: 'tree' | 'timeline';
  readonly barsRef: React.RefObject<HTMLDivElement | null>;
  /** The axis over the bars. */
  readonly children: ReactNode;
}

/** The names of the columns, or over the bars the axis; the cells themselves say what they are to a screen reader. */
function ColumnHeads({ mode, barsRef, children }: ColumnHeadsProps): ReactNode {
  const { t } = useTranslation('panels');
  const cell = 'shrink-0 text-right';
  return (
    <div className="flex shrink-0 items-end gap-3 border-b border-line pr-3 text-tiny text-muted">
      {mode === 'timeline' ? (
        <>
          <span className="w-[max(34%,13rem)] shrink-0 pb-0.5 pl-3">{t('step')}</span>
          <div ref={barsRef} className="flex h-9 min-w-0 grow flex-col gap-px pt-0.5">
            {children}
          </div>
        </>
      ) : (
        <>
          <span className="min-w-0 grow pb-0.5 pl-3">{t('step')}</span>
          <span className={`${cell} w-[76px]`}>{t('start')}</span>
          <span className={`${cell} w-14 truncate`}>{t('tokens')}</span>
          <span className={`${cell} w-[68px]`}>{t('cost')}</span>
        </>
      )}
      <span className={`${cell} w-[72px] pb-0.5`}>{t('duration')}</span>
    </div>
  );
}

function NothingFound(): ReactNode {
  const { t } = useTranslation('panels');
  return <p className="absolute inset-x-0 top-24 text-center text-muted">{t('noStepFound')}</p>;
}
