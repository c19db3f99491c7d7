import type { Database } from 'better-sqlite3';
import type { RunEvent } from '../../contracts/events.ts';
import type { EventFrame } from '../../contracts/record.ts';
import { MillraceError } from '../../shared/errors.ts';
import { CommitListeners } from './commit-listeners.ts';
import { LogSync } from './log-sync.ts';
import type { LogWriter } from './log-writer.ts';
import type { PendingRun } from './pending-run.ts';
import { toRecordError } from './record-error.ts';

export interface BatchWriterOptions {
  /** While busy, commits lie this far apart, in ms. */
  readonly flushIntervalMs: number;
  /** So many pending events are committed at once, without waiting. */
  readonly maxPendingEvents: number;
  /** While commits fail, so many events are kept; then `append` throws. */
  readonly maxStuckEvents: number;
  /** Called when commits begin to fail (events stay pending and are tried again), or a commit listener throws. */
  readonly onProblem: (problem: MillraceError) => void;
  /** Called when commits work again; nothing was lost. */
  readonly onRecover: () => void;
  /** Called when the record turns out to be damaged; true: a writer on a new one has taken over. */
  readonly onDamage?: () => boolean;
}

/** Called when a flush is over, with what is wrong with the record. */
type FlushListener = (problem: MillraceError | undefined) => void;

const firstRetryMs = 50;
const longestRetryMs = 2000;

/** Commits pending events: at once when idle, in batches while busy, and again until it works when a commit fails. */
export class BatchWriter {
  readonly eventListeners: CommitListeners<RunEvent>;
  readonly frameListeners: CommitListeners<EventFrame>;
  readonly #path: string;
  readonly #log: LogWriter;
  readonly #options: BatchWriterOptions;
  readonly #sync: LogSync;
  #queued: PendingRun[] = [];
  #pendingEvents = 0;
  #lastFlushMs = Number.NEGATIVE_INFINITY;
  #isScheduled = false;
  #isClosed = false;
  #successor: BatchWriter | undefined;
  #problem: MillraceError | undefined;
  #isFlushingSoon = false;
  #flushListeners: FlushListener[] = [];
  #isHurrying = false;
  #retryMs = firstRetryMs;

  constructor(database: Database, log: LogWriter, options: BatchWriterOptions) {
    this.#path = database.name;
    this.#log = log;
    this.#options = options;
    const onError = (error: unknown): void => options.onProblem(toListenerError(error));
    this.eventListeners = new CommitListeners(onError);
    this.frameListeners = new CommitListeners(onError);
    this.#sync = new LogSync(database, options.onProblem);
  }

  /** Whether the last commit failed and its events wait for the next try. */
  get isStuck(): boolean {
    return this.#problem !== undefined;
  }

  /** Throws while no more may be appended: the record is closed, or commits have failed for too long. */
  assertOpen(): void {
    if (this.#isClosed) throw new MillraceError('record_closed', 'The record has been closed.');
    if (this.#problem !== undefined && this.#pendingEvents >= this.#options.maxStuckEvents) {
      throw this.#problem;
    }
  }

  /** To be told after every event added to a run. */
  noteEvent(run: PendingRun): void {
    this.#pendingEvents += 1;
    if (!run.isQueued) this.noteRun(run);
    if (this.#pendingEvents >= this.#options.maxPendingEvents && this.#problem === undefined) {
      this.flush();
    }
  }

  /** To be told when a run has anything to commit. */
  noteRun(run: PendingRun): void {
    if (!run.isQueued) {
      run.isQueued = true;
      this.#queued.push(run);
    }
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const waitMs = this.#options.flushIntervalMs - (performance.now() - this.#lastFlushMs);
    if (waitMs <= 0) setImmediate(this.#flushScheduled);
    else setTimeout(this.#flushScheduled, waitMs);
  }

  /** Commits what is pending. A failure is reported and tried again later; nothing is lost. */
  flush(): void {
    if (this.#queued.length > 0) {
      try {
        this.#commit();
      } catch (error) {
        this.#reportFailure(error);
      }
    }
    this.#successor?.flush();
  }

  /** Commits what is pending and has the disk keep it, without waiting for the disk. Throws as `assertWorking`. */
  flushDurably(): void {
    this.flush();
    if (this.#successor !== undefined) return this.#successor.flushDurably();
    if (this.#problem === undefined) this.#sync.request();
    this.assertWorking();
  }

  /** Commits at the end of this turn of the event loop, however busy the record is. */
  hurry(): void {
    if (this.#isHurrying || this.#isFlushingSoon) return;
    this.#isHurrying = true;
    setImmediate(() => {
      this.#isHurrying = false;
      if (!this.#isClosed && this.#problem === undefined) this.flush();
    });
  }

  /** `flushDurably` once for all who ask in this turn of the event loop; each is told how it went. */
  flushSoon(onFlushed: FlushListener | undefined): void {
    if (onFlushed !== undefined) this.#flushListeners.push(onFlushed);
    if (this.#isFlushingSoon) return;
    this.#isFlushingSoon = true;
    setImmediate(() => {
      this.#isFlushingSoon = false;
      this.flush();
      const listeners = this.#flushListeners;
      this.#flushListeners = [];
      if (this.#successor !== undefined) {
        for (const tell of listeners) this.#successor.flushSoon(tell);
        return;
      }
      if (this.#problem === undefined && !this.#isClosed) this.#sync.request();
      for (const tell of listeners) tell(this.#problem ?? this.#sync.problem);
    });
  }

  /** Throws while commits fail, after one more try, or the disk refuses to keep them. */
  assertWorking(): void {
    if (this.#problem !== undefined) this.flush();
    if (this.#successor !== undefined) return this.#successor.assertWorking();
    const problem = this.#problem ?? this.#sync.problem;
    if (problem !== undefined) throw problem;
  }

  /** Brings what is pending in reach of a read. Waits for nothing while commits fail: the past stays readable. */
  flushBeforeRead(): void {
    if (this.#problem === undefined) this.flush();
  }

  /** Commits what a run had pending in another record. */
  takeOver(run: PendingRun): void {
    this.#pendingEvents += run.events.length;
    this.noteRun(run);
  }

  /** Whoever still asks this writer is answered by the one on the new record. */
  leaveTo(successor: BatchWriter): void {
    this.#successor = successor;
  }

  /** Commits nothing more, and gives away what is pending: for a writer on a new record. */
  abandon(): readonly PendingRun[] {
    this.#isClosed = true;
    this.#sync.close();
    const queued = this.#queued;
    this.#queued = [];
    for (const run of queued) run.isQueued = false;
    return queued;
  }

  /** Commits what is pending for the last time; throws when it cannot. */
  close(): void {
    this.#isClosed = true;
    this.#sync.close();
    if (this.#queued.length > 0) this.#commit();
  }

  readonly #flushScheduled = (): void => {
    this.#isScheduled = false;
    if (!this.#isClosed) this.flush();
  };

  #commit(): void {
    const runs = this.#queued;
    const firstSeqs = this.#log.commit(runs);
    this.#queued = [];
    this.#pendingEvents = 0;
    this.#lastFlushMs = performance.now();
    const events = this.eventListeners.isEmpty ? [] : numberEvents(runs, firstSeqs);
    const frames = this.frameListeners.isEmpty ? [] : numberFrames(runs, firstSeqs);
    for (const run of runs) {
      if (run.events.length > 0) run.hasFirstSeq = true;
      run.clear();
    }
    if (this.#problem !== undefined) {
      this.#problem = undefined;
      this.#retryMs = firstRetryMs;
      this.#options.onRecover();
    }
    if (frames.length > 0) this.frameListeners.tell(frames);
    if (events.length > 0) this.eventListeners.tell(events);
  }

  #reportFailure(error: unknown): void {
    const known = toRecordError(error, this.#path);
    if (!(known instanceof MillraceError)) throw known;
    if (known.code === 'record_damaged' && this.#options.onDamage?.() === true) return;
    const isNew = this.#problem?.code !== known.code;
    this.#problem = known;
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      setTimeout(this.#flushScheduled, this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
    }
    if (isNew) this.#options.onProblem(known);
  }
}

function numberEvents(runs: readonly PendingRun[], firstSeqs: readonly number[]): RunEvent[] {
  const numbered: RunEvent[] = [];
  runs.forEach((run, index) => {
    let seq = firstSeqs[index] ?? 0;
    for (const {
      runId,
      queue,
      spanId,
      nodeId,
      attempt,
      iteration,
      order,
      timeUs,
      body,
    } of run.events) {
      numbered.push({ runId, queue, spanId, nodeId, attempt, iteration, order, timeUs, body, seq });
      seq += 1;
    }
  });
  return numbered;
}

function numberFrames(runs: readonly PendingRun[], firstSeqs: readonly number[]): EventFrame[] {
  const numbered: EventFrame[] = [];
  runs.forEach((run, index) => {
    let firstSeq = firstSeqs[index] ?? 0;
    for (const { count, payload } of run.takeFrames()) {
      numbered.push({ runId: run.runId, firstSeq, count, payload });
      firstSeq += count;
    }
  });
  return numbered;
}

function toListenerError(error: unknown): MillraceError {
  const reason = error instanceof Error ? error.message : String(error);
  return new MillraceError('listener_failed', `A listener for recorded events failed: ${reason}.`, {
    action: 'The events are in the record; reopen the run to see them.',
    cause: error,
  });
}
