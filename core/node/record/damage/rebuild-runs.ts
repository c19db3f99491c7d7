import type { Database } from 'better-sqlite3';
import { isStatusEvent } from '../../../contracts/events.ts';
import type { RunEvent } from '../../../contracts/events.ts';
import { decodeFrame } from '../../../contracts/frame-codec.ts';
import { tryRead } from './tolerant-rows.ts';

type Rows = ReadonlyMap<number, string | number>;

/**
 * Puts runs together again whose rows cannot be read: SQLite's indexes still tell their ids, flows and times, their
 * events how they ended. Their inputs are lost. Gives the rows that it made; `endRebuiltRuns` completes them.
 */
export function rebuildRuns(damaged: Database, record: Database): number[] {
  const ids = readIndex(damaged, 'run_id', 'sqlite_autoindex_runs_1');
  const flows = readIndex(damaged, 'flow_hash', 'runs_by_flow');
  const times = readIndex(damaged, 'started_us', 'runs_by_start');
  const isThere = record.prepare('SELECT 1 FROM runs WHERE id = ? OR run_id = ?').pluck();
  const flowText = record.prepare('SELECT text FROM flows WHERE hash = ?').pluck();
  const insert = record.prepare(
    `INSERT OR IGNORE INTO runs (id, run_id, flow_id, flow_name, flow_hash, owner, state, started_us, last_seq, input, indexed)
     VALUES (?, ?, ?, ?, ?, '', 'interrupted', ?, 0, '{"value":null}', 2)`,
  );
  const made: number[] = [];
  for (const [id, runId] of ids) {
    if (typeof runId !== 'string' || isThere.get(id, runId) !== undefined) continue;
    const hash = String(flows.get(id) ?? '');
    const { flowId, flowName } = readFlow(flowText.get(hash));
    insert.run(id, runId, flowId, flowName, hash, Number(times.get(id) ?? 0));
    made.push(id);
  }
  return made;
}

/** To be called when the events are there. */
export function endRebuiltRuns(record: Database, rows: readonly number[]): void {
  if (rows.length === 0) return;
  const places = record.prepare<unknown[], { run: number; first: number; last: number }>(
    `SELECT run, min(seq) AS first, max(seq) AS last FROM log
     WHERE run IN (SELECT value FROM json_each(?)) GROUP BY run`,
  );
  const frame = record.prepare<unknown[], { payload: string }>(
    'SELECT payload FROM log WHERE seq = ?',
  );
  const end = record.prepare(
    'UPDATE runs SET first_seq = ?, last_seq = ?, state = ?, ended_us = ?, output = ?, error = ? WHERE id = ?',
  );
  for (const { run, first, last } of places.all(JSON.stringify(rows))) {
    const events = decodeFrame('', last, frame.get(last)?.payload ?? '[]');
    const lastEvent = events.at(-1);
    const { state, output, error } = findEnd(events);
    end.run(first, lastEvent?.seq ?? last, state, lastEvent?.timeUs ?? 0, output, error, run);
  }
  const endEmpty = record.prepare(
    'UPDATE runs SET ended_us = started_us WHERE id = ? AND ended_us IS NULL',
  );
  for (const row of rows) endEmpty.run(row);
}

interface FoundEnd {
  readonly state: string;
  readonly output: string | null;
  readonly error: string | null;
}

function findEnd(events: readonly RunEvent[]): FoundEnd {
  for (const event of events.toReversed()) {
    if (!isStatusEvent(event) || event.body.type !== 'run-ended') continue;
    const { state, output, error } = event.body;
    return {
      state,
      output: output === undefined ? null : JSON.stringify(output),
      error: error === undefined ? null : JSON.stringify(error),
    };
  }
  return { state: 'interrupted', output: null, error: null };
}

/** A column by row as an index has it, from both ends as far as it can be read. */
function readIndex(database: Database, column: string, index: string): Rows {
  const found = new Map<number, string | number>();
  for (const direction of ['ASC', 'DESC']) {
    const isWhole = tryRead(() => {
      const rows = database.prepare<unknown[], { id: number; value: string | number }>(
        `SELECT id, ${column} AS value FROM runs INDEXED BY ${index} ORDER BY ${column} ${direction}`,
      );
      for (const { id, value } of rows.iterate()) found.set(id, value);
      return true;
    });
    if (isWhole === true) break;
  }
  return found;
}

function readFlow(text: unknown): { readonly flowId: string; readonly flowName: string } {
  try {
    const { id, name } = JSON.parse(String(text)) as {
      readonly id?: unknown;
      readonly name?: unknown;
    };
    return {
      flowId: typeof id === 'string' ? id : '',
      flowName: typeof name === 'string' ? name : '',
    };
  } catch {
    return { flowId: '', flowName: '' };
  }
}
