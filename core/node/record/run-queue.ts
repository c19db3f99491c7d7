import type { Database, Statement } from 'better-sqlite3';
import type { PendingEvent, RunEvent } from '../../contracts/events.ts';
import type { Queue } from '../../contracts/record.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { BatchWriter } from './batch-writer.ts';
import { toJsonSnapshot } from '../../shared/to-json.ts';
import type { LogEnd } from './log-end.ts';
import type { LogReader, RunPlace } from './log-reader.ts';

/** What queues of one record share. */
export interface QueueParts {
  readonly end: LogEnd;
  readonly reader: LogReader;
  readonly writer: BatchWriter;
  readonly cursors: Cursors;
  /** Runs an action, giving SQLite's errors as record errors; throws record_closed after close. */
  readonly guard: <T>(action: () => T) => T;
  readonly findPlace: (runId: string) => RunPlace | undefined;
  readonly append: (runId: string, event: PendingEvent) => void;
}

export interface QueueName {
  readonly runId: string;
  readonly queue: string;
  readonly consumer: string;
}

/** The places of all consumers, kept in the record. */
export class Cursors {
  readonly #get: Statement;
  readonly #set: Statement;
  readonly #transaction: (action: () => void) => void;

  constructor(database: Database) {
    this.#get = database
      .prepare('SELECT seq FROM cursors WHERE run = ? AND queue = ? AND consumer = ?')
      .pluck();
    this.#set = database.prepare('INSERT OR REPLACE INTO cursors VALUES (?, ?, ?, ?)');
    const transaction = database.transaction((action: () => void) => action());
    this.#transaction = (action) => transaction.immediate(action);
  }

  /** The last sequence number that the consumer has behind it. */
  get(place: RunPlace, name: QueueName): number {
    return Number(this.#get.get(place.row, name.queue, name.consumer) ?? 0);
  }

  set(place: RunPlace, name: QueueName, seq: number): void {
    this.#set.run(place.row, name.queue, name.consumer, seq);
  }

  /** No other process reads or moves a cursor while the action runs. */
  hold(action: () => void): void {
    this.#transaction(action);
  }
}

/** How many events a new subscriber gets at a time while it catches up. */
const catchUpEvents = 1000;
/** A consumer that finds nothing among so many events moves on, so that it need not look at them again. */
const skippedEventsKept = 4096;

/** A named queue of a run on the record's log. */
export class RunQueue implements Queue {
  readonly #name: QueueName;
  readonly #parts: QueueParts;

  constructor(name: QueueName, parts: QueueParts) {
    this.#name = name;
    this.#parts = parts;
  }

  enqueue(body: JsonValue): void {
    const { runId, queue } = this.#name;
    const timeUs = Date.now() * 1000;
    const stamp = {
      runId,
      queue,
      spanId: '',
      nodeId: '',
      attempt: 1,
      iteration: '',
      order: 0,
      timeUs,
    };
    this.#parts.guard(() =>
      this.#parts.append(runId, { ...stamp, body: toJsonSnapshot(body).value }),
    );
  }

  dequeue(limit = Number.POSITIVE_INFINITY): RunEvent[] {
    const { queue } = this.#name;
    return this.#parts.guard(() => {
      const place = this.#settle();
      if (place === undefined || limit <= 0) return [];
      // Polling an idle queue must not write; only something new is worth the lock.
      const afterSeq = this.#parts.cursors.get(place, this.#name);
      const lastSeq = Math.min(place.lastSeq, this.#parts.end.read() - 1);
      if (lastSeq <= afterSeq) return [];
      const isWorthIt =
        lastSeq - afterSeq > skippedEventsKept ||
        this.#parts.reader.mayHave(place, { afterSeq, queue });
      return isWorthIt ? this.#take(place, limit) : [];
    });
  }

  peek(): RunEvent | undefined {
    return this.#parts.guard(() => {
      const place = this.#settle();
      if (place === undefined) return undefined;
      const afterSeq = this.#parts.cursors.get(place, this.#name);
      return this.#parts.reader.read(place, { afterSeq, limit: 1, queue: this.#name.queue })[0];
    });
  }

  size(): number {
    return this.#parts.guard(() => {
      const place = this.#settle();
      if (place === undefined) return 0;
      return this.#parts.reader.count(
        place,
        this.#parts.cursors.get(place, this.#name),
        this.#name.queue,
      );
    });
  }

  clear(): void {
    this.#parts.guard(() => {
      const place = this.#settle();
      if (place === undefined) return;
      const { cursors, end } = this.#parts;
      cursors.hold(() => cursors.set(place, this.#name, end.read() - 1));
    });
  }

  subscribe(fromSeq: number, listener: (events: readonly RunEvent[]) => void): () => void {
    const { runId, queue } = this.#name;
    // A listener may itself append while it catches up; what it reads last is where live events go on.
    let afterSeq = fromSeq - 1;
    for (;;) {
      const events = this.#readBehind(afterSeq);
      const last = events.at(-1);
      if (last === undefined) break;
      afterSeq = last.seq;
      listener(events);
    }
    return this.#parts.writer.eventListeners.add((events) => {
      const mine = events.filter(
        (event) => event.seq > afterSeq && event.runId === runId && event.queue === queue,
      );
      if (mine.length > 0) listener(mine);
    });
  }

  #readBehind(afterSeq: number): RunEvent[] {
    return this.#parts.guard(() => {
      const place = this.#settle();
      if (place === undefined) return [];
      const { queue } = this.#name;
      return this.#parts.reader.read(place, { afterSeq, limit: catchUpEvents, queue });
    });
  }

  #take(place: RunPlace, limit: number): RunEvent[] {
    const { cursors, end, reader } = this.#parts;
    let events: RunEvent[] = [];
    cursors.hold(() => {
      const afterSeq = cursors.get(place, this.#name);
      events = reader.read(place, { afterSeq, limit, queue: this.#name.queue });
      // Short of the limit there is nothing more for this queue up to the log's end.
      const reached = events.length < limit ? end.read() - 1 : (events.at(-1)?.seq ?? afterSeq);
      if (reached > afterSeq) cursors.set(place, this.#name, reached);
    });
    return events;
  }

  #settle(): RunPlace | undefined {
    this.#parts.writer.flushBeforeRead();
    return this.#parts.findPlace(this.#name.runId);
  }
}
