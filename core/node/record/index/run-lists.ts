import type { Database } from 'better-sqlite3';
import type {
  ListedRun,
  RunFacets,
  RunFilter,
  RunPage,
  RunPageRequest,
  TextMatch,
} from '../../../contracts/run-history.ts';
import { MillraceError } from '../../../shared/errors.ts';
import type { RunPlace } from '../log-reader.ts';
import { textsPerRun, type IndexedText, type MatchReader } from './match-reader.ts';
import { toFilterSql, type FilterSql } from './run-filter.ts';
import { listedColumns, toListedRun, type ListedRow } from './run-rows.ts';
import { readSoughtPhrases, toFullTextQuery, type SoughtPhrase } from './search-words.ts';

const from = `SELECT ${listedColumns} FROM runs LEFT JOIN run_facts ON run = id`;
/** A search gives what it has found after so long; the next page goes on there. */
const searchMs = 400;
const matchesShown = 3;
const mostWaiting = 1000;

/** Lists and searches the runs of a record. */
export class RunLists {
  readonly #database: Database;
  readonly #matches: MatchReader;

  constructor(database: Database, matches: MatchReader) {
    this.#database = database;
    this.#matches = matches;
  }

  list(request: RunPageRequest): RunPage {
    const phrases = readSoughtPhrases(request.filter.text ?? '');
    const query = toFullTextQuery(phrases);
    const page =
      query === undefined
        ? this.#listAll(request)
        : this.#search(request, phrases, query, performance.now() + searchMs);
    return { ...page, waiting: this.countWaiting() };
  }

  listed(runId: string): ListedRun | undefined {
    const row = this.#database.prepare<unknown[], ListedRow>(`${from} WHERE run_id = ?`).get(runId);
    return row === undefined ? undefined : toListedRun(row, []);
  }

  /** Every place in a run where a text stands. */
  matchesOf(place: RunPlace, text: string, limit: number): readonly TextMatch[] {
    const phrases = readSoughtPhrases(text);
    const query = toFullTextQuery(phrases);
    if (query === undefined) return [];
    const found: IndexedText[] = [];
    const first = place.row * textsPerRun;
    for (const indexed of this.#findTexts(query, first, first + textsPerRun, 'ASC')) {
      found.push(indexed);
      if (found.length >= limit) break;
    }
    return found
      .map((indexed) => this.#matches.read(place, indexed, phrases))
      .toSorted((a, b) => a.seq - b.seq);
  }

  /** Ended runs that are not in the index, 1,000 at most. */
  countWaiting(): number {
    const sql = `SELECT count(*) FROM
      (SELECT 1 FROM runs WHERE indexed = 0 AND ended_us IS NOT NULL LIMIT ${mostWaiting})`;
    return Number(this.#database.prepare(sql).pluck().get());
  }

  facets(): RunFacets {
    // From one flow to the next along the index, instead of through all runs.
    const flows = this.#database
      .prepare<unknown[], { flowId: string; flowName: string }>(
        `WITH RECURSIVE ids (id) AS (
           SELECT min(flow_id) FROM runs
           UNION ALL SELECT (SELECT min(flow_id) FROM runs WHERE flow_id > ids.id) FROM ids WHERE ids.id IS NOT NULL
           LIMIT 501)
         SELECT ids.id AS flowId,
           (SELECT flow_name FROM runs WHERE flow_id = ids.id ORDER BY started_us DESC LIMIT 1) AS flowName
         FROM ids WHERE ids.id IS NOT NULL`,
      )
      .all();
    const labels = this.#database
      .prepare<unknown[], string>(
        'SELECT value FROM labels WHERE facet = ? AND EXISTS (SELECT 1 FROM run_labels WHERE label = id) ORDER BY value LIMIT 500',
      )
      .pluck();
    const byName = flows.toSorted((a, b) => a.flowName.localeCompare(b.flowName));
    return { flows: byName, models: labels.all('model'), kinds: labels.all('kind') };
  }

  #listAll({ filter, limit, after }: RunPageRequest): Omit<RunPage, 'waiting'> {
    const place = after === undefined ? undefined : readCursor(after, 'list');
    const { where, values } = toFilterSql(this.#database, filter);
    const conditions = [...where, ...(place === undefined ? [] : ['(started_us, id) < (?, ?)'])];
    const sql = `${from} ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
      ORDER BY started_us DESC, id DESC LIMIT ?`;
    const rows = this.#database
      .prepare<unknown[], ListedRow>(sql)
      .all(...values, ...(place ?? []), limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      runs: shown.map((row) => toListedRun(row, [])),
      ...(rows.length > limit && last !== undefined
        ? { next: `list:${last.started_us}:${last.id}` }
        : {}),
    };
  }

  /** Goes through the texts that were found, the newest first: their numbers say which run they are of. */
  #search(
    { filter, limit, after }: RunPageRequest,
    phrases: readonly SoughtPhrase[],
    query: string,
    deadlineMs: number,
  ): Omit<RunPage, 'waiting'> {
    const findRun = this.#prepareFind(filter);
    const below =
      after === undefined ? Number.MAX_SAFE_INTEGER : (readCursor(after, 'text')[0] ?? 0);
    const found: { readonly run: ListedRow; readonly texts: IndexedText[] }[] = [];
    let next: string | undefined;
    let row: number | undefined;
    for (const text of this.#findTexts(query, 0, below, 'DESC')) {
      const textRow = Math.floor(text.id / textsPerRun);
      const newest = found.at(-1);
      if (textRow === row) {
        if (newest?.run.id === row && newest.texts.length < matchesShown) newest.texts.push(text);
        continue;
      }
      const isLate = row !== undefined && performance.now() > deadlineMs;
      if (found.length >= limit || isLate) {
        next = `text:${(textRow + 1) * textsPerRun}`;
        break;
      }
      row = textRow;
      const run = findRun(row);
      if (run !== undefined) found.push({ run, texts: [text] });
    }
    const runs = found.map(({ run, texts }) =>
      toListedRun(run, this.#readMatches(run, texts, phrases)),
    );
    return { runs, ...(next === undefined ? {} : { next }) };
  }

  #readMatches(
    run: ListedRow,
    texts: readonly IndexedText[],
    phrases: readonly SoughtPhrase[],
  ): readonly TextMatch[] {
    const place: RunPlace = {
      row: run.id,
      runId: run.run_id,
      firstSeq: run.first_seq,
      lastSeq: run.last_seq ?? Number.POSITIVE_INFINITY,
    };
    return texts
      .toSorted((a, b) => a.first_seq - b.first_seq)
      .map((text) => this.#matches.read(place, text, phrases));
  }

  #prepareFind(filter: RunFilter): (row: number) => ListedRow | undefined {
    const { where, values }: FilterSql = toFilterSql(this.#database, filter);
    const sql = `${from} WHERE ${['id = ?', ...where].join(' AND ')}`;
    const find = this.#database.prepare<unknown[], ListedRow>(sql);
    return (row) => find.get(row, ...values);
  }

  #findTexts(
    query: string,
    atLeast: number,
    below: number,
    order: 'ASC' | 'DESC',
  ): IterableIterator<IndexedText> {
    return this.#database
      .prepare<unknown[], IndexedText>(
        `SELECT search_texts.* FROM search_words CROSS JOIN search_texts ON id = search_words.rowid
         WHERE search_words MATCH ? AND search_words.rowid >= ? AND search_words.rowid < ?
         ORDER BY search_words.rowid ${order}`,
      )
      .iterate(query, atLeast, below);
  }
}

function readCursor(cursor: string, kind: 'list' | 'text'): readonly number[] {
  const [start, ...numbers] = cursor.split(':');
  const values = numbers.map(Number);
  if (
    start === kind &&
    values.length === (kind === 'list' ? 2 : 1) &&
    values.every(Number.isFinite)
  )
    return values;
  throw new MillraceError('invalid_argument', 'This is no page of the list.', {
    action: 'Ask for the first page again.',
  });
}
