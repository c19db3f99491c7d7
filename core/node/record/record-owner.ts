import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Database, Statement } from 'better-sqlite3';
import { isProcessAlive } from '../host/is-process-alive.ts';
import { readProcessFacts } from '../host/read-process-facts.ts';

const heartbeatMs = 2000;
/** Longer than any pause of a healthy engine that is awake. */
const staleMs = 15_000;
/** Time for a sign of life from a process that has just woken up with the machine. */
const graceMs = 3 * heartbeatMs;
/** Stands in a token before the time its process started. */
const startMark = '@';

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
  /** Silent processes that may only have slept: when they were first seen so, and their last sign of life then. */
  readonly #doubts = new Map<string, { readonly sinceMs: number; readonly heartbeatMs: number }>();
  #hasDoubted = false;
  #runs = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `token`: of the same process on a record that was made anew. */
  constructor(database: Database, token: string = makeToken()) {
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

  /** In how many ms `isAlive` can say more, if it gave somebody the benefit of the doubt since it was last asked so. */
  takeDoubtMs(): number | undefined {
    const hasDoubted = this.#hasDoubted;
    this.#hasDoubted = false;
    return hasDoubted ? graceMs : undefined;
  }

  /**
   * Whether the process behind a row still lives. One that has been silent while the machine slept does, if it is the
   * same process still; where the system does not tell, it has some seconds to show itself.
   */
  isAlive(owner: OwnerRow): boolean {
    if (owner.token === this.token) return true;
    const isFresh = Date.now() - owner.heartbeat_ms <= staleMs;
    // Process ids mean nothing on another machine or in another container.
    if (owner.host !== this.#host) return isFresh;
    // 0: it left of its own accord.
    if (owner.heartbeat_ms === 0 || !isProcessAlive(owner.pid)) return false;
    const facts = readProcessFacts(owner.pid);
    if (facts?.isZombie === true) return false;
    const start = owner.token.split(startMark)[1] ?? '';
    if (facts !== undefined && start !== '') return facts.start === start;
    return isFresh || this.#giveTime(owner);
  }

  #giveTime({ token, heartbeat_ms: heartbeatMs }: OwnerRow): boolean {
    const doubt = this.#doubts.get(token);
    if (doubt?.heartbeatMs !== heartbeatMs) {
      this.#doubts.set(token, { sinceMs: Date.now(), heartbeatMs });
      this.#hasDoubted = true;
      return true;
    }
    const isAlive = Date.now() - doubt.sinceMs < graceMs;
    if (isAlive) this.#hasDoubted = true;
    else this.#doubts.delete(token);
    return isAlive;
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

function makeToken(): string {
  return `${randomUUID()}${startMark}${readProcessFacts(process.pid)?.start ?? ''}`;
}
