import type { ChosenPasses } from '../run/pass-store.ts';
import { noRow, rowFlags, type SpanTable } from '../run/span-table.ts';

/** What of the trace is drawn. */
export interface TraceQuery {
  /** Rows whose steps are not shown. */
  readonly folded: ReadonlySet<number>;
  readonly chosen: ChosenPasses;
  /** Rows from here on are not shown yet, as in a paused panel. */
  readonly until: number;
  /** Which rows are looked for; undefined for all. Rows above one that is found are shown with it. */
  readonly isFound: ((row: number) => boolean) | undefined;
}

/** The rows that are drawn, in the order of the tree, and how deep each lies, from 1. */
export interface TraceList {
  readonly rows: Int32Array;
  readonly levels: Uint8Array;
  /** How many of the rows are what was looked for. */
  readonly found: number;
}

const deepest = 255;

/** Lists what of a trace is drawn; takes a few ms for a hundred thousand rows. */
export function listTrace(table: SpanTable, query: TraceQuery): TraceList {
  const { isFound, folded } = query;
  const until = Math.min(query.until, table.count);
  const marked = isFound === undefined ? undefined : markFound(table, isFound, until);
  const rows = new Int32Array(until);
  const levels = new Uint8Array(until);
  const { firstChild, next, parent, flags } = table.columns;
  const { chosen } = query;
  const hasChoice = Object.keys(chosen).length > 0;
  let count = 0;
  let level = 1;
  let row = table.firstRoot;
  while (row !== noRow) {
    const isHidden =
      row >= until ||
      marked?.marks[row] === 0 ||
      (hasChoice && ((flags[row] ?? 0) & rowFlags.pass) !== 0 && !isChosen(table, row, chosen));
    if (!isHidden) {
      rows[count] = row;
      levels[count] = Math.min(level, deepest);
      count++;
      const child = firstChild[row] ?? noRow;
      if (child !== noRow && !folded.has(row)) {
        row = child;
        level++;
        continue;
      }
    }
    while (row !== noRow && (next[row] ?? noRow) === noRow) {
      row = parent[row] ?? noRow;
      level--;
    }
    if (row !== noRow) row = next[row] ?? noRow;
  }
  return {
    rows: rows.subarray(0, count),
    levels: levels.subarray(0, count),
    found: marked?.found ?? count,
  };
}

function isChosen(table: SpanTable, passRow: number, chosen: ChosenPasses): boolean {
  const pass = chosen[table.nodeOf(passRow)];
  return pass === undefined || pass === table.columns.number[passRow];
}

/** Marks what is found and all rows above it. */
function markFound(
  table: SpanTable,
  isFound: (row: number) => boolean,
  until: number,
): { readonly marks: Uint8Array; readonly found: number } {
  const { parent, flags } = table.columns;
  const marks = new Uint8Array(until);
  let found = 0;
  for (let row = 0; row < until; row++) {
    if (((flags[row] ?? 0) & rowFlags.pass) !== 0 || !isFound(row)) continue;
    found++;
    for (let at = row; at !== noRow && marks[at] === 0; at = parent[at] ?? noRow) marks[at] = 1;
  }
  return { marks, found };
}

/** Whether there are rows below this one. */
export function hasSteps(table: SpanTable, row: number): boolean {
  return (table.columns.firstChild[row] ?? noRow) !== noRow;
}
