import type { Database, Statement } from 'better-sqlite3';
import type { LogEnd } from '../log-end.ts';

interface Removal {
  readonly run: number;
  readonly first_seq: number;
  readonly last_seq: number;
}

interface Piece {
  readonly statement: Statement;
  /** Others hang on what it takes away, and take away the same in the same step. */
  readonly isLower: boolean;
}

interface RemovedRow {
  readonly id: number;
  readonly flow_hash: string;
  readonly first_seq: number;
  readonly last_seq: number;
}

// Of what hangs on what, the lower one comes first and takes away the same rows in the same step.
const indexPieces = [
  `DELETE FROM search_words WHERE rowid IN (SELECT id FROM search_texts
     WHERE id >= @run * 1048576 AND id < (@run + 1) * 1048576 ORDER BY id LIMIT 50)`,
  `DELETE FROM search_texts WHERE id IN (SELECT id FROM search_texts
     WHERE id >= @run * 1048576 AND id < (@run + 1) * 1048576 ORDER BY id LIMIT 50)`,
  `DELETE FROM spans WHERE run = @run AND number IN
     (SELECT number FROM spans WHERE run = @run ORDER BY number LIMIT 500)`,
];
const recordedPieces = [
  'DELETE FROM log WHERE seq IN (SELECT seq FROM log WHERE seq BETWEEN @first_seq AND @last_seq AND run = @run LIMIT 200)',
  `DELETE FROM large_values WHERE hash IN (SELECT hash FROM value_uses WHERE run = @run ORDER BY hash LIMIT 20)
     AND NOT EXISTS (SELECT 1 FROM value_uses WHERE hash = large_values.hash AND run <> @run)`,
  `DELETE FROM value_uses WHERE run = @run AND hash IN
     (SELECT hash FROM value_uses WHERE run = @run ORDER BY hash LIMIT 20)`,
];

/**
 * Takes runs away in steps of a few ms: at once the run is gone from every list, then what it recorded goes piece by piece.
 * A crash in between leaves the rest for later.
 */
export class RunRemoval {
  readonly #database: Database;
  readonly #end: LogEnd;
  readonly #indexPieces: readonly Piece[];
  readonly #pieces: readonly Piece[];
  readonly #next: Statement<unknown[], Removal>;
  readonly #forget: Statement;

  constructor(database: Database, end: LogEnd) {
    this.#database = database;
    this.#end = end;
    const prepare = (sql: string): Piece => ({
      statement: database.prepare(sql),
      isLower: /^DELETE FROM (?:search_words|large_values)/.test(sql),
    });
    this.#indexPieces = indexPieces.map(prepare);
    this.#pieces = [...this.#indexPieces, ...recordedPieces.map(prepare)];
    this.#next = database.prepare('SELECT run, first_seq, last_seq FROM removals LIMIT 1');
    this.#forget = database.prepare('DELETE FROM removals WHERE run = ?');
  }

  /** Takes ended runs out of all lists; give their rows. What they recorded goes by `step`. */
  begin(rows: readonly number[]): void {
    const find = this.#database.prepare<unknown[], RemovedRow>(
      `SELECT id, flow_hash, first_seq,
         coalesce(last_seq, iif(first_seq = 0, 0, 9007199254740991)) AS last_seq FROM runs
       WHERE id = ? AND state <> 'running'`,
    );
    const remember = this.#database.prepare('INSERT OR REPLACE INTO removals VALUES (?, ?, ?)');
    const steps = [
      'DELETE FROM cursors WHERE run = @id',
      'DELETE FROM run_labels WHERE run = @id',
      'DELETE FROM run_facts WHERE run = @id',
      'DELETE FROM runs WHERE id = @id',
      'DELETE FROM flows WHERE hash = @flow_hash AND NOT EXISTS (SELECT 1 FROM runs WHERE flow_hash = hash)',
    ].map((sql) => this.#database.prepare(sql));
    const transaction = this.#database.transaction((row: number) => {
      const run = find.get(row);
      if (run === undefined) return;
      this.#end.keep();
      remember.run(run.id, run.first_seq, run.last_seq);
      for (const step of steps) step.run(run);
    });
    // One short transaction a run, so that nobody else waits long for the lock.
    for (const row of rows) transaction.immediate(row);
  }

  /** Takes away a part of what removed runs recorded; whether there may be more. */
  step(): boolean {
    // A look before: an idle record is not written to.
    const removal = this.#next.get();
    if (removal === undefined) return false;
    const transaction = this.#database.transaction(() => {
      if (!takeAway(this.#pieces, removal)) this.#forget.run(removal.run);
    });
    transaction.immediate();
    return true;
  }

  /** Takes away a part of what the index holds of a run that stays; false when there is nothing left. Call inside a transaction. */
  clearIndex(row: number): boolean {
    return takeAway(this.#indexPieces, { run: row, first_seq: 0, last_seq: 0 });
  }
}

function takeAway(pieces: readonly Piece[], removal: Removal): boolean {
  for (const { statement, isLower } of pieces) {
    if (statement.run(removal).changes > 0 && !isLower) return true;
  }
  return false;
}
