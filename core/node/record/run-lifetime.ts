import type { Database } from 'better-sqlite3';
import { RunRemoval } from './index/run-removal.ts';
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

/** Deletes runs that ended before `beforeUs` and have no star, with all that only they used; returns how many. */
export function deleteOldRuns(database: Database, end: LogEnd, beforeUs: number): number {
  const old = database
    .prepare<unknown[], number>(
      `SELECT id FROM runs WHERE state <> 'running' AND ended_us < ? AND owner <> '${importedOwner}'
         AND id NOT IN (SELECT run FROM run_facts WHERE star = 1) ORDER BY id`,
    )
    .pluck()
    .all(beforeUs);
  const removal = new RunRemoval(database, end);
  removal.begin(old);
  // One short transaction a step, so that nobody else waits long for the lock.
  while (removal.step());
  return old.length;
}
