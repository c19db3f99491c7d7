import Database from 'better-sqlite3';
import { decodeFrame } from '../../../contracts/frame-codec.ts';
import type { RunEvent } from '../../../contracts/events.ts';
import { textFields } from '../index/event-texts.ts';
import { textsPerRun } from '../index/match-reader.ts';
import { readSoughtPhrases, toFullTextQuery } from '../index/search-words.ts';

type Source = Database.Database;

const eventColumns = [
  'run_id',
  'seq',
  'time_us',
  'queue',
  'span_id',
  'node_id',
  'attempt',
  'iteration',
  'number',
  'type',
  'body',
];

/**
 * Tables that statements can read besides the views: `events(run_id, queue)`, the events one by one, and `search(words)`.
 * They read on a connection of their own, since one that steps through a statement can run no other.
 */
export function addRecordTables(path: string): {
  readonly addTo: (database: Source) => void;
  readonly close: () => void;
} {
  let source: Source | undefined;
  const open = (): Source =>
    (source ??= new Database(path, { readonly: true, fileMustExist: true }));
  return {
    addTo: (database) => {
      database.table('events', {
        columns: eventColumns,
        parameters: ['of_run', 'of_queue'],
        directOnly: true,
        *rows(ofRun: unknown, ofQueue: unknown) {
          yield* readEvents(open(), asText(ofRun), asText(ofQueue));
        },
      });
      database.table('search', {
        columns: ['run_id', 'span_id', 'field', 'seq'],
        parameters: ['of_words'],
        directOnly: true,
        *rows(words: unknown) {
          yield* findWords(open(), asText(words) ?? '');
        },
      });
    },
    close: () => source?.close(),
  };
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

interface FrameRow {
  readonly run_id: string;
  readonly seq: number;
  readonly count: number;
  readonly payload: string;
}

/** A statement that stops early never ends the one behind it: rows are fetched a few at a time, with none left open. */
const rowsFetched = 16;
const wordsFetched = 1000;

function* readEvents(
  source: Source,
  runId: string | undefined,
  queue: string | undefined,
): Generator<unknown[]> {
  const place = runId === undefined ? { row: null, first: 1, last: null } : findRun(source, runId);
  if (place === undefined) return;
  const frames = source.prepare<unknown[], FrameRow>(
    `SELECT run_id, seq, count, payload FROM log JOIN runs ON runs.id = log.run
     WHERE seq >= @from AND seq <= coalesce(@last, 9007199254740991) AND log.run = coalesce(@row, log.run)
     ORDER BY seq LIMIT ${rowsFetched}`,
  );
  for (let from = place.first; ;) {
    const fetched = frames.all({ ...place, from });
    for (const { run_id, seq, payload } of fetched)
      for (const event of decodeFrame(run_id, seq, payload, queue)) yield toRow(event);
    const last = fetched.at(-1);
    if (last === undefined) return;
    from = last.seq + last.count;
  }
}

interface RunRange {
  readonly row: number;
  readonly first: number;
  readonly last: number | null;
}

function findRun(source: Source, runId: string): RunRange | undefined {
  return source
    .prepare<unknown[], RunRange>(
      'SELECT id AS row, first_seq AS first, last_seq AS last FROM runs WHERE run_id = ? AND first_seq > 0',
    )
    .get(runId);
}

function toRow(event: RunEvent): unknown[] {
  const { type } = (event.body ?? {}) as { readonly type?: unknown };
  return [
    event.runId,
    BigInt(event.seq),
    event.timeUs,
    event.queue,
    event.spanId,
    event.nodeId,
    BigInt(event.attempt),
    event.iteration,
    BigInt(event.order),
    typeof type === 'string' ? type : null,
    JSON.stringify(event.body),
  ];
}

interface FoundRow {
  readonly id: number;
  readonly run_id: string;
  readonly span_id: string;
  readonly field: number;
  readonly first_seq: number;
}

function* findWords(source: Source, words: string): Generator<unknown[]> {
  const query = toFullTextQuery(readSoughtPhrases(words));
  if (query === undefined) return;
  const found = source.prepare<unknown[], FoundRow>(
    `SELECT search_texts.id AS id, run_id, span_id, field, search_texts.first_seq AS first_seq
     FROM search_words JOIN search_texts ON search_texts.id = search_words.rowid
     JOIN runs ON runs.id = search_texts.id / ${textsPerRun}
     WHERE search_words MATCH ? AND search_words.rowid < ? ORDER BY search_words.rowid DESC LIMIT ${wordsFetched}`,
  );
  for (let below = Number.MAX_SAFE_INTEGER; ;) {
    const fetched = found.all(query, below);
    for (const row of fetched)
      yield [row.run_id, row.span_id, textFields[row.field] ?? null, BigInt(row.first_seq)];
    const last = fetched.at(-1);
    if (last === undefined) return;
    below = last.id;
  }
}
