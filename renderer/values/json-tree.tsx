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
  const { index, folds, line: current, tall } = props;
  const { t } = useTranslation('values');
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => listShownLines(index, folds), [index, folds]);
  const isPlain = shown.length <= plainLines;
  const list = useLongList({ count: shown.length, rowHeight, scroller });
  const { go, turn } = useMoves(props, shown, isPlain ? undefined : list);
  const at = current === undefined ? -1 : shown.indexOf(current);
  const onKeyDown = (event: KeyboardEvent): void => {
    const cursor = { at, shown, page: Math.max(1, list.fitting - 1) };
    if (!moveByKey(event, props, cursor, { go, turn })) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const height = tall ? 'h-full' : isPlain ? 'max-h-[28rem]' : 'h-64';
  return (
    <div
      ref={scroller}
      role="tree"
      tabIndex={0}
      aria-label={t('jsonOf', { label: props.label })}
      aria-activedescendant={at < 0 ? undefined : lineId(props.label, current ?? 0)}
      onKeyDown={onKeyDown}
      className={classNames(lineBox, '-outline-offset-2 overflow-auto', height)}
    >
      <div role="none" className="relative" style={isPlain ? {} : { height: list.height }}>
        <Rows {...{ props, shown, turn }} list={isPlain ? undefined : list} />
      </div>
    </div>
  );
}

type LongList = ReturnType<typeof useLongList>;

interface Moves {
  /** Makes a line the one that keys are at, and brings it into sight once it is drawn. */
  readonly go: (line: number) => void;
  /** Folds a line, or unfolds it. */
  readonly turn: (line: number) => void;
}

/** `list`: where only the rows in sight are drawn. */
function useMoves(
  props: JsonTreeProps,
  shown: ArrayLike<number>,
  list: LongList | undefined,
): Moves {
  const { index, folds, onFolds, onLine, match, label } = props;
  const wanted = useRef<number>(undefined);
  const go = (line: number): void => {
    onLine(line);
    wanted.current = line;
  };
  useMatch(match, (place) => {
    const found = Math.max(0, index.offsets.lastUpTo(place));
    onFolds(revealLine(index, found, folds));
    go(found);
  });
  useLayoutEffect(() => {
    const line = wanted.current;
    const place = line === undefined ? -1 : Array.prototype.indexOf.call(shown, line);
    if (line === undefined || place < 0) return;
    wanted.current = undefined;
    if (list === undefined)
      document.getElementById(lineId(label, line))?.scrollIntoView({ block: 'nearest' });
    else list.reveal(place);
  });
  const turn = (line: number): void => {
    const turned = new Set(folds.turned);
    if (!turned.delete(line)) turned.add(line);
    onFolds({ ...folds, turned });
  };
  return { go, turn };
}

interface Cursor {
  readonly at: number;
  readonly shown: ArrayLike<number>;
  /** Rows that a page key leaps over. */
  readonly page: number;
}

/** Does what a key asks for; false where it asks for nothing here. */
function moveByKey(
  event: KeyboardEvent,
  { index, folds, line: current, onOpenText }: JsonTreeProps,
  { at, shown, page }: Cursor,
  { go, turn }: Moves,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  const isOpen = current !== undefined && index.kindOf(current) === 'open';
  const folded = isOpen ? isFolded(index, current, folds) : undefined;
  const move = readGridKey(event.key, { at, count: shown.length, page, folded });
  if (move === undefined || move.kind === 'close') return false;
  if (move.kind === 'go') go(shown[move.to] ?? 0);
  else if (current === undefined) return true;
  else if (move.kind === 'parent') go(linesAround(index, current)[0] ?? current);
  else if (move.kind === 'open') onOpenText(current);
  else turn(current);
  return true;
}

interface RowsProps {
  readonly props: JsonTreeProps;
  readonly shown: ArrayLike<number>;
  readonly turn: (line: number) => void;
  /** Where only the rows in sight are drawn. */
  readonly list: LongList | undefined;
}

function Rows({ props, shown, turn, list }: RowsProps): ReactNode {
  const { index, folds, line: current, label, needle, onLine, onOpenText } = props;
  const [first, end] = list === undefined ? [0, shown.length] : [list.first, list.end];
  return Array.from({ length: end - first }, (_, row) => {
    const place = first + row;
    const line = shown[place] ?? 0;
    const isOpen = index.kindOf(line) === 'open';
    return (
      <JsonRow
        key={line}
        id={lineId(label, line)}
        line={readJsonLine(index, line)}
        entries={isOpen ? index.entriesOf(line) : undefined}
        folded={isOpen && isFolded(index, line, folds)}
        needle={needle}
        selected={line === current}
        top={list?.topOf(place)}
        onSelect={() => onLine(line)}
        onTurn={() => turn(line)}
        onOpenText={() => onOpenText(line)}
      />
    );
  });
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
