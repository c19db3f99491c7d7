import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Database, Statement } from 'better-sqlite3';
import { isProcessAlive } from '../host/is-process-alive.ts';

const heartbeatMs = 2000;
/** Longer than any pause of a healthy engine, so that a reused process id is told apart. */
const staleMs = 15_000;

/** A process that runs flows into the record, as the record knows it. */
export interface OwnerRow {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  readonly heartbeat_ms: number;
}

/** Shows other processes that this one lives, as long as it has running runs. */
export class RecordOwner {
  readonly token: string;
  readonly #beat: Statement;
  readonly #known: Statement;
  readonly #host = hostname();
  #runs = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `token`: of the same process on a record that was made anew. */
  constructor(database: Database, token: string = randomUUID()) {
    this.token = token;
    this.#beat = database.prepare('INSERT OR REPLACE INTO owners VALUES (?, ?, ?, ?)');
    this.#known = database
      .prepare('SELECT 1 FROM owners WHERE token = ? AND heartbeat_ms > ?')
      .pluck();
  }

  /** Sees to it that a fresh sign of life is there; call it in the transaction that starts a run. */
  introduce(): void {
    if (this.#known.get(this.token, Date.now() - heartbeatMs) === undefined) this.#beatNow();
  }

  addRun(): void {
    this.#runs += 1;
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#beatIfPossible(), heartbeatMs);
    this.#timer.unref();
  }

  removeRun(): void {
    this.#runs -= 1;
    if (this.#runs === 0) this.stop();
  }

  /** Lets the next look see that runs which have not ended belong to nobody any more. */
  leave(): void {
    this.stop();
    if (this.#runs === 0) return;
    this.#runs = 0;
    this.#beat.run(this.token, process.pid, this.#host, 0);
  }

  /** Whether the process behind a row still lives. */
  isAlive(owner: OwnerRow): boolean {
    if (owner.token === this.token) return true;
    const isFresh = Date.now() - owner.heartbeat_ms <= staleMs;
    // Process ids mean nothing on another machine or in another container.
    return isFresh && (owner.host !== this.#host || isProcessAlive(owner.pid));
  }

  #beatIfPossible(): void {
    try {
      this.#beatNow();
    } catch {
      // A locked or full record: the next beat, 2 s on, comes long before the sign of life is stale.
    }
  }

  #beatNow(): void {
    this.#beat.run(this.token, process.pid, this.#host, Date.now());
  }

  /** Shows no more signs of life. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
