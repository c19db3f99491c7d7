import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRunStore } from '../run/run-store.ts';
import { useLongList } from '../ui/use-long-list.ts';
import { useNow } from '../ui/use-now.ts';
import { MatchRow } from './match-row.tsx';
import { openLine } from './open-line.ts';
import { RunActions } from './run-actions.tsx';
import { RunRow, type LineProps } from './run-row.tsx';
import { listLines, type RunLine } from './run-list.ts';
import { loadMoreRuns, useRunsStore } from './runs-store.ts';
import { useRunKeys } from './use-run-keys.ts';

/** px; runs and matches have the same height, so that any number of them can be drawn. */
const rowHeight = 28;
const agoTickMs = 10_000;
/** So many rows before the end the next page is asked for. */
const reachRows = 30;

/** Keys that mean something here, and something else on the canvas. */
const ownKeys = 'S N Delete Backspace';

/** The runs as a list of lines; draws only those in sight and loads more as one comes near the end. */
export function RunsGrid(): ReactNode {
  const { t } = useTranslation('history');
  const { runs, next } = useRunsStore();
  const lines = useMemo(() => listLines(runs), [runs]);
  const scroller = useRef<HTMLDivElement>(null);
  const long = useLongList({ count: lines.length, rowHeight, scroller });
  const nowMs = useNow(true, agoTickMs);
  const [cursor, setCursor] = useState<string>();
  const [noting, setNoting] = useState<string>();
  const [menu, setMenu] = useState<{ readonly runId: string; readonly at: Point }>();
  const at = useMemo(() => lines.findIndex((line) => lineId(line) === cursor), [lines, cursor]);
  const { end } = long;
  useEffect(() => {
    if (end + reachRows >= lines.length && next !== undefined) void loadMoreRuns();
  }, [end, lines.length, next]);
  const refocus = (): void => scroller.current?.focus({ preventScroll: true });
  const endNote = (): void => {
    setNoting(undefined);
    refocus();
  };
  const go = (to: number): void => {
    const line = lines[to];
    if (line === undefined) return;
    setCursor(lineId(line));
    long.reveal(to);
  };
  const onKeyDown = useRunKeys({
    line: lines[at],
    at,
    count: lines.length,
    page: long.fitting - 1,
    onGo: go,
    onNote: setNoting,
    onMenu: (runId) => setMenu({ runId, at: menuPlace(cursor) }),
  });
  const drawn = Array.from({ length: long.end - long.first }, (_, place) => long.first + place);
  const chosen = runs.find(({ runId }) => runId === menu?.runId);
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={t('list')}
      aria-rowcount={next === undefined ? lines.length : -1}
      aria-activedescendant={at < 0 ? undefined : cursor}
      data-keeps-keys={ownKeys}
      onKeyDown={onKeyDown}
      className="min-h-0 grow overflow-x-hidden overflow-y-auto overscroll-contain -outline-offset-2"
    >
      <div role="rowgroup" className="relative" style={{ height: long.height }}>
        {drawn.map((place) => {
          const line = lines[place];
          if (line === undefined) return undefined;
          const id = lineId(line);
          return (
            <Line
              key={id}
              id={id}
              line={line}
              top={long.topOf(place)}
              place={place + 1}
              isCurrent={id === cursor}
              isNoting={line.kind === 'run' && line.run.runId === noting}
              nowMs={nowMs}
              onOpen={() => {
                setCursor(id);
                openLine(line);
                refocus();
              }}
              onMenu={(point) => {
                setCursor(id);
                setMenu({ runId: line.run.runId, at: point });
              }}
              onNoted={endNote}
            />
          );
        })}
      </div>
      {menu === undefined || chosen === undefined ? undefined : (
        <RunActions
          run={chosen}
          at={menu.at}
          onNote={() => setNoting(chosen.runId)}
          onClose={() => {
            setMenu(undefined);
            refocus();
          }}
        />
      )}
    </div>
  );
}

interface OneLineProps extends LineProps {
  readonly line: RunLine;
  readonly nowMs: number;
  readonly isNoting: boolean;
  readonly onNoted: () => void;
}

/** A run, or a place in it. */
function Line({ line, nowMs, isNoting, onNoted, ...shared }: OneLineProps): ReactNode {
  const isShown = useRunStore((store) => store.runId === line.run.runId);
  if (line.kind === 'match') return <MatchRow {...shared} match={line.match} />;
  return <RunRow {...shared} run={line.run} {...{ nowMs, isShown, isNoting, onNoted }} />;
}

/** px from the window's top left corner. */
interface Point {
  readonly x: number;
  readonly y: number;
}

function lineId(line: RunLine): string {
  const { runId } = line.run;
  if (line.kind === 'run') return `run-${runId}`;
  const { seq, field, start } = line.match;
  return `match-${runId}-${seq}-${field}-${start}`;
}

/** By keys a menu hangs from its row. */
function menuPlace(rowId: string | undefined): Point {
  const box =
    rowId === undefined ? undefined : document.getElementById(rowId)?.getBoundingClientRect();
  return { x: (box?.left ?? 0) + 24, y: box?.bottom ?? 0 };
}
