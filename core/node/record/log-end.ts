import type { Database, Statement } from 'better-sqlite3';
import { createRecordError } from './record-error.ts';

/** Knows where the log ends without asking again while only this connection writes. */
export class LogEnd {
  readonly #version: Statement;
  readonly #end: Statement;
  readonly #floor: Statement;
  readonly #keepFloor: Statement;
  readonly #setAside: Statement;
  readonly #path: string;
  #seenVersion = -1;
  #nextSeq = 1;

  constructor(database: Database) {
    this.#path = database.name;
    this.#setAside = database.prepare("SELECT value FROM meta WHERE key = 'set_aside'").pluck();
    this.#version = database.prepare('PRAGMA data_version').pluck();
    this.#end = database.prepare('SELECT seq + count FROM log ORDER BY seq DESC LIMIT 1').pluck();
    this.#floor = database.prepare("SELECT value FROM meta WHERE key = 'next_seq'").pluck();
    this.#keepFloor = database.prepare("INSERT OR REPLACE INTO meta VALUES ('next_seq', ?)");
  }

  /**
   * The sequence number that the next event will get. Ask inside a transaction to hand it out. Throws record_damaged
   * when another process has found the record damaged and set it aside.
   */
  read(): number {
    const version = Number(this.#version.get());
    if (version !== this.#seenVersion) {
      if (this.#setAside.get() !== undefined) throw createRecordError('record_damaged', this.#path);
      this.#nextSeq = Math.max(Number(this.#end.get() ?? 1), Number(this.#floor.get() ?? 1));
      this.#seenVersion = version;
    }
    return this.#nextSeq;
  }

  /** The last answer of `read`, when nothing can be read any more. */
  get lastKnown(): number {
    return this.#nextSeq;
  }

  /** No number below is given any more. Call inside a transaction. */
  raise(nextSeq: number): void {
    if (nextSeq <= this.read()) return;
    this.#keepFloor.run(nextSeq);
    this.#nextSeq = nextSeq;
  }

  /** To be told after a commit that appended events. */
  moveTo(nextSeq: number): void {
    this.#nextSeq = nextSeq;
  }

  /** Sees to it that numbers of events about to be deleted are never given again. Call inside a transaction. */
  keep(): void {
    this.#keepFloor.run(this.read());
  }
}
