import type { Database, Statement } from 'better-sqlite3';
import type { LogEnd } from './log-end.ts';
import type { PendingRun, PendingStart } from './pending-run.ts';

/** Writes what runs have pending into the record, all of it in one transaction. */
export class LogWriter {
  readonly #end: LogEnd;
  readonly #insertRun: (start: PendingStart) => number;
  readonly #insertFrame: Statement;
  readonly #insertValue: Statement;
  readonly #insertValueUse: Statement;
  readonly #setFirstSeq: Statement;
  readonly #setLastSeq: Statement;
  readonly #endRun: Statement;
  readonly #write: (runs: readonly PendingRun[]) => {
    readonly firstSeqs: number[];
    readonly nextSeq: number;
  };

  /** `insertRun` gives the row of a run that it adds; called inside the transaction. */
  constructor(database: Database, end: LogEnd, insertRun: (start: PendingStart) => number) {
    this.#end = end;
    this.#insertRun = insertRun;
    this.#insertFrame = database.prepare('INSERT INTO log VALUES (?, ?, ?, ?, ?)');
    this.#insertValue = database.prepare('INSERT OR IGNORE INTO large_values VALUES (?, ?)');
    this.#insertValueUse = database.prepare('INSERT OR IGNORE INTO value_uses VALUES (?, ?)');
    this.#setFirstSeq = database.prepare(
      'UPDATE runs SET first_seq = ? WHERE id = ? AND first_seq = 0',
    );
    this.#setLastSeq = database.prepare(
      'UPDATE runs SET last_seq = ? WHERE id = ? AND last_seq IS NOT NULL',
    );
    this.#endRun = database.prepare(
      `UPDATE runs SET state = ?, ended_us = ?, output = ?, error = ?, last_seq = coalesce(
         (SELECT seq + count - 1 FROM log WHERE run = runs.id AND seq >= runs.first_seq ORDER BY seq DESC LIMIT 1), 0)
       WHERE id = ?`,
    );
    const transaction = database.transaction((runs: readonly PendingRun[]) => this.#writeAll(runs));
    // BEGIN IMMEDIATE: numbers are read and given under the same lock, so two processes never give one twice.
    this.#write = (runs) => transaction.immediate(runs);
  }

  /** Commits; says each run's first sequence number of this commit. On an error nothing is written. */
  commit(runs: readonly PendingRun[]): readonly number[] {
    const { firstSeqs, nextSeq } = this.#write(runs);
    this.#end.moveTo(nextSeq);
    return firstSeqs;
  }

  #writeAll(runs: readonly PendingRun[]): { firstSeqs: number[]; nextSeq: number } {
    let nextSeq = this.#end.read();
    const firstSeqs: number[] = [];
    for (const run of runs) {
      firstSeqs.push(nextSeq);
      nextSeq = this.#writeRun(run, nextSeq);
    }
    return { firstSeqs, nextSeq };
  }

  #writeRun(run: PendingRun, firstSeq: number): number {
    if (run.start !== undefined) run.row = this.#insertRun(run.start);
    for (const [hash, json] of run.values) {
      this.#insertValue.run(hash, json);
      this.#insertValueUse.run(run.row, hash);
    }
    let seq = firstSeq;
    for (const frame of run.takeFrames()) {
      this.#insertFrame.run(seq, frame.count, run.row, frame.queues, frame.payload);
      seq += frame.count;
    }
    if (seq > firstSeq) {
      if (!run.hasFirstSeq) this.#setFirstSeq.run(firstSeq, run.row);
      // Only a run that had ended before has a last number to move; the owner's commits are spared the look.
      if (!run.isOwn) this.#setLastSeq.run(seq - 1, run.row);
    }
    const { end } = run;
    if (end !== undefined) {
      this.#endRun.run(end.state, end.endedUs, end.output, end.error, run.row);
    }
    return seq;
  }
}
