import type { Database } from 'better-sqlite3';
import type { LogEnd } from './log-end.ts';
import type { LogReader } from './log-reader.ts';
import type { OwnerRow, RecordOwner } from './record-owner.ts';
import { importedOwner } from './run-table.ts';

interface RunningRow extends Partial<OwnerRow> {
  readonly id: number;
  readonly run_id: string;
  readonly first_seq: number;
  readonly started_us: number;
}

/** Marks the running runs of dead processes as interrupted, ended with their last event; gives their ids. */
export function interruptOrphans(
  database: Database,
  owner: RecordOwner,
  reader: LogReader,
): string[] {
  const running = database.prepare<unknown[], RunningRow>(
    `SELECT id, run_id, first_seq, started_us, token, pid, host, heartbeat_ms
     FROM runs LEFT JOIN owners ON token = owner WHERE state = 'running' ORDER BY id`,
  );
  const interrupt = database.prepare(
    "UPDATE runs SET state = 'interrupted', ended_us = ?, last_seq = ? WHERE id = ?",
  );
  const forget = database.prepare(
    "DELETE FROM owners WHERE token NOT IN (SELECT owner FROM runs WHERE state = 'running')",
  );
  const transaction = database.transaction(() => {
    const orphans = running.all().filter((row) => !hasOwner(row) || !owner.isAlive(row));
    for (const row of orphans) {
      const lastSeq = reader.lastSeqOf(row.id, row.first_seq);
      const place = { row: row.id, runId: row.run_id, firstSeq: row.first_seq, lastSeq };
      const last = reader.read(place, { afterSeq: lastSeq - 1, limit: 1 })[0];
      interrupt.run(last?.timeUs ?? row.started_us, lastSeq, row.id);
    }
    forget.run();
    return orphans.map((row) => row.run_id);
  });
  return transaction.immediate();
}

function hasOwner(row: RunningRow): row is RunningRow & OwnerRow {
  return typeof row.token === 'string';
}

interface OldRow {
  readonly id: number;
  readonly flow_hash: string;
  readonly first_seq: number;
  readonly last_seq: number;
}

/** Deletes runs that ended before `beforeUs`, with all that only they used; returns how many. */
export function deleteOldRuns(database: Database, end: LogEnd, beforeUs: number): number {
  const old = database
    .prepare<unknown[], OldRow>(
      `SELECT id, flow_hash, first_seq, coalesce(last_seq, 0) AS last_seq
       FROM runs WHERE state <> 'running' AND ended_us < ? AND owner <> '${importedOwner}' ORDER BY id`,
    )
    .all(beforeUs);
  const steps = [
    'DELETE FROM log WHERE seq BETWEEN @first_seq AND @last_seq AND run = @id',
    'DELETE FROM cursors WHERE run = @id',
    `DELETE FROM large_values WHERE hash IN (SELECT hash FROM value_uses WHERE run = @id)
       AND NOT EXISTS (SELECT 1 FROM value_uses WHERE hash = large_values.hash AND run <> @id)`,
    'DELETE FROM value_uses WHERE run = @id',
    'DELETE FROM runs WHERE id = @id',
    'DELETE FROM flows WHERE hash = @flow_hash AND NOT EXISTS (SELECT 1 FROM runs WHERE flow_hash = hash)',
  ].map((sql) => database.prepare(sql));
  const transaction = database.transaction((row: OldRow) => {
    end.keep();
    for (const step of steps) step.run(row);
  });
  // One short transaction a run, so that nobody else waits long for the lock.
  for (const row of old) transaction.immediate(row);
  return old.length;
}
