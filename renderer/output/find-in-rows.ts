import { readRowText, type OutputRow } from '../run/output-row.ts';
import type { RunView } from '../run/run-view.ts';
import { writeValue } from '../run/transcript.ts';
import type { ShownRows } from './shown-rows.ts';

/** What has been looked through so far; hand it to the next call for the same rows and words. */
interface Search {
  readonly view: RunView;
  readonly choice: string;
  readonly words: string;
  readonly found: number[];
  /** Positions before this one have been looked at, and their rows have stopped growing. */
  seen: number;
}

let last: Search | undefined;

/**
 * The positions of the rows that hold the words, in any case; none for no words. `choice` stands for which rows of the
 * view are shown: as long as it and the words stay the same, rows that have come to their end are looked at once.
 */
export function findInRows(
  view: RunView,
  rows: ShownRows,
  choice: string,
  words: string,
): readonly number[] {
  const sought = words.toLowerCase();
  if (sought === '') return [];
  const isSame = last?.view === view && last.choice === choice && last.words === sought;
  const search: Search =
    isSame && last ? last : { view, choice, words: sought, found: [], seen: 0 };
  last = search;
  const growing: number[] = [];
  let isSettled = true;
  for (let position = search.seen; position < rows.count; position++) {
    const row = rows.at(position);
    if (row === undefined) continue;
    if ('open' in row && row.open) isSettled = false;
    const isFound = rowText(row).toLowerCase().includes(sought);
    if (isFound) (isSettled ? search.found : growing).push(position);
    if (isSettled) search.seen = position + 1;
  }
  return growing.length === 0 ? search.found : [...search.found, ...growing];
}

function rowText(row: OutputRow): string {
  switch (row.kind) {
    case 'text':
    case 'reasoning':
      return readRowText(row);
    case 'call':
      return `${row.name} ${readRowText(row)}`;
    case 'result':
      return row.result;
    case 'retry':
    case 'failure':
      return `${row.error.message} ${row.error.code}`;
    case 'custom':
      return `${row.name} ${JSON.stringify(row.value)}`;
    case 'return':
      return writeValue(row.output);
  }
}
