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
  return value === undefined || value === null ? undefined : String(value);
}

interface FrameRow {
  readonly run_id: string;
  readonly seq: number;
  readonly payload: string;
}

function* readEvents(
  source: Source,
  runId: string | undefined,
  queue: string | undefined,
): Generator<unknown[]> {
  const ofRun = `SELECT run_id, seq, payload FROM runs JOIN log ON log.run = runs.id
    AND seq BETWEEN first_seq AND coalesce(last_seq, 9007199254740991) WHERE run_id = ? ORDER BY seq`;
  const all = 'SELECT run_id, seq, payload FROM log JOIN runs ON runs.id = run ORDER BY seq';
  const frames = source.prepare<unknown[], FrameRow>(runId === undefined ? all : ofRun);
  for (const frame of frames.iterate(...(runId === undefined ? [] : [runId]))) {
    for (const event of decodeFrame(frame.run_id, frame.seq, frame.payload, queue))
      yield toRow(event);
  }
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
     WHERE search_words MATCH ? ORDER BY search_words.rowid DESC`,
  );
  for (const row of found.iterate(query))
    yield [row.run_id, row.span_id, textFields[row.field] ?? null, BigInt(row.first_seq)];
}
