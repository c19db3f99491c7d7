import { useLayoutEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readGridKey } from '../ui/move-by-key.ts';
import { classNames } from '../ui/class-names.ts';
import { useLongList } from '../ui/use-long-list.ts';
import type { JsonIndex } from './json-index.ts';
import {
  isFolded,
  listShownLines,
  linesAround,
  readJsonLine,
  revealLine,
  type JsonFolds,
} from './json-lines.ts';
import { JsonRow } from './json-row.tsx';
import { lineBox, type BodyProps } from './value-body.tsx';

// Larger values start folded below their first level.
const openUpTo = 120;
const plainLines = 200;
const rowHeight = 18;

interface JsonTreeProps extends BodyProps {
  /** Done, and no failure. */
  readonly index: JsonIndex;
  /** The line that copying is about. */
  readonly line: number | undefined;
  readonly onLine: (line: number) => void;
  /** Shows a long string apart. */
  readonly onOpenText: (line: number) => void;
  readonly folds: JsonFolds;
  readonly onFolds: (folds: JsonFolds) => void;
}

/** How a value is folded at first. */
export function firstFolds(index: JsonIndex): JsonFolds {
  return { fromDepth: index.count > openUpTo ? 1 : Number.POSITIVE_INFINITY, turned: new Set() };
}

/** A JSON text as a tree that folds, of any size. */
export function JsonTree(props: JsonTreeProps): ReactNode {
  const { index, folds, onFolds, line: current, onLine, match, tall } = props;
  const { t } = useTranslation('values');
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => listShownLines(index, folds), [index, folds]);
  const isPlain = shown.length <= plainLines;
  const list = useLongList({ count: shown.length, rowHeight, scroller });
  const wanted = useRef<number>(undefined);
  const at = current === undefined ? -1 : shown.indexOf(current);
  const go = (line: number): void => {
    onLine(line);
    wanted.current = line;
  };
  const turn = (line: number): void => {
    const turned = new Set(folds.turned);
    if (!turned.delete(line)) turned.add(line);
    onFolds({ ...folds, turned });
  };
  useMatch(match, (place) => {
    const found = Math.max(0, index.offsets.lastUpTo(place));
    onFolds(revealLine(index, found, folds));
    go(found);
  });
  useLayoutEffect(() => {
    const line = wanted.current;
    const place = line === undefined ? -1 : shown.indexOf(line);
    if (line === undefined || place < 0) return;
    wanted.current = undefined;
    if (isPlain)
      document.getElementById(lineId(props.label, line))?.scrollIntoView({ block: 'nearest' });
    else list.reveal(place);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const folded =
      current !== undefined && index.kindOf(current) === 'open'
        ? isFolded(index, current, folds)
        : undefined;
    const cursor = { at, count: shown.length, page: Math.max(1, list.fitting - 1), folded };
    const move = readGridKey(event.key, cursor);
    if (move === undefined || move.kind === 'close') return;
    event.preventDefault();
    event.stopPropagation();
    if (move.kind === 'go') go(shown[move.to] ?? 0);
    else if (current === undefined) return;
    else if (move.kind === 'parent') go(linesAround(index, current)[0] ?? current);
    else if (move.kind === 'open') props.onOpenText(current);
    else turn(current);
  };
  const places = isPlain
    ? Array.from(shown, (_, place) => place)
    : Array.from({ length: list.end - list.first }, (_, place) => list.first + place);
  return (
    <div
      ref={scroller}
      role="tree"
      tabIndex={0}
      aria-label={t('jsonOf', { label: props.label })}
      aria-activedescendant={at < 0 ? undefined : lineId(props.label, current ?? 0)}
      onKeyDown={onKeyDown}
      className={classNames(
        lineBox,
        '-outline-offset-2',
        tall
          ? 'h-full overflow-auto'
          : isPlain
            ? 'max-h-[28rem] overflow-auto'
            : 'h-64 overflow-auto',
      )}
    >
      <div role="none" className="relative" style={isPlain ? {} : { height: list.height }}>
        {places.map((place) => {
          const line = shown[place] ?? 0;
          const isOpen = index.kindOf(line) === 'open';
          return (
            <JsonRow
              key={line}
              id={lineId(props.label, line)}
              line={readJsonLine(index, line)}
              entries={isOpen ? index.entriesOf(line) : undefined}
              folded={isOpen && isFolded(index, line, folds)}
              needle={props.needle}
              selected={line === current}
              top={isPlain ? undefined : list.topOf(place)}
              onSelect={() => onLine(line)}
              onTurn={() => turn(line)}
              onOpenText={() => props.onOpenText(line)}
            />
          );
        })}
      </div>
    </div>
  );
}

function lineId(label: string, line: number): string {
  return `json-${label.replaceAll(/\W/g, '-')}-${line}`;
}

/** Calls back when the person goes to another match. */
function useMatch(match: number | undefined, onMatch: (match: number) => void): void {
  const seen = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (seen.current === match) return;
    seen.current = match;
    if (match !== undefined) onMatch(match);
  });
}
