import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Database, Statement } from 'better-sqlite3';
import { isProcessAlive } from '../../host/is-process-alive.ts';

interface Lease {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  readonly untilMs: number;
}

/** A process on another machine that is silent for so long is taken to be gone. */
const leaseMs = 10_000;

/** Sees to it that one process at a time fills the index. */
export class IndexLease {
  readonly #token: string = randomUUID();
  readonly #host = hostname();
  readonly #read: Statement<unknown[], string>;
  readonly #write: Statement;
  readonly #drop: Statement;

  constructor(database: Database) {
    this.#read = database
      .prepare<unknown[], string>("SELECT value FROM meta WHERE key = 'indexer'")
      .pluck();
    this.#write = database.prepare("INSERT OR REPLACE INTO meta VALUES ('indexer', ?)");
    this.#drop = database.prepare("DELETE FROM meta WHERE key = 'indexer'");
  }

  /** Whether this process may fill the index now; call inside the transaction that does. */
  take(): boolean {
    const lease = this.#find();
    const nowMs = Date.now();
    if (lease?.token === this.#token && lease.untilMs > nowMs + leaseMs / 2) return true;
    if (lease !== undefined && lease.token !== this.#token && this.#isHeld(lease, nowMs))
      return false;
    const own: Lease = {
      token: this.#token,
      pid: process.pid,
      host: this.#host,
      untilMs: nowMs + leaseMs,
    };
    this.#write.run(JSON.stringify(own));
    return true;
  }

  /** Lets another process go on at once. */
  release(): void {
    if (this.#find()?.token === this.#token) this.#drop.run();
  }

  #find(): Lease | undefined {
    const json = this.#read.get();
    return json === undefined ? undefined : (JSON.parse(json) as Lease);
  }

  #isHeld({ pid, host, untilMs }: Lease, nowMs: number): boolean {
    // Process ids mean nothing on another machine or in another container.
    return untilMs > nowMs && (host !== this.#host || isProcessAlive(pid));
  }
}
