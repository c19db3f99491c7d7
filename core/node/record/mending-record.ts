import type { RunEvent } from '../../contracts/events.ts';
import type {
  EventFrame,
  NewRun,
  Queue,
  ReadEvents,
  RunRecord,
  RunSummary,
  RunWriter,
  SpanRow,
} from '../../contracts/record.ts';
import type { RunHistory } from '../../contracts/run-history.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { BatchWriterOptions } from './batch-writer.ts';
import type { MendOptions, OpenFile } from './damage/mend-record.ts';
import { replaceDamaged } from './damage/mend-record.ts';
import { identifyFile } from './inspect-file.ts';
import { MovingQueue } from './moving-queue.ts';
import { isDamage, toRecordError } from './record-error.ts';
import { SqliteRecord } from './sqlite-record.ts';
import type { RecordIndexOptions } from './sqlite-record.ts';

/** How often it is looked whether another process has set the record aside, in ms. */
const lookIntervalMs = 2000;
/** A disk that damages one record after the other is no place for another one. */
const mostMends = 3;

type Options = BatchWriterOptions & RecordIndexOptions & MendOptions;

/** A record that goes on in a new file when the one it has turns out to be damaged. */
export class MendingRecord implements RunRecord {
  /** That of the present file, whoever keeps it. */
  readonly history: RunHistory;
  readonly #path: string;
  readonly #options: Options;
  readonly #prepare: (file: OpenFile) => void;
  #record: SqliteRecord;
  #job: OpenFile['job'];
  #identity: string | undefined;
  #mends = 0;
  #isMending = false;
  #lookedMs = performance.now();
  /** By listener, how it is attached to the present file and how it is taken off. */
  readonly #listeners = new Set<{ attach: () => void; stop: () => void }>();

  /** `prepare` is called with each file before it is used. */
  constructor(path: string, file: OpenFile, options: Options, prepare: (file: OpenFile) => void) {
    this.#path = path;
    this.#prepare = prepare;
    this.#options = { ...options, onDamage: () => this.#mend() };
    prepare(file);
    this.#job = file.job;
    this.#identity = identifyFile(path);
    this.#record = new SqliteRecord(file.database, this.#options);
    this.history = new Proxy(this.#record.history, {
      get:
        (_, name: keyof RunHistory) =>
        (...parameters: readonly unknown[]): unknown =>
          this.#try(({ history }): unknown => Reflect.apply(history[name], history, parameters)),
    });
  }

  startRun(run: NewRun): RunWriter {
    this.#look();
    return this.#try((record) => record.startRun(run));
  }

  run(runId: string): RunSummary | undefined {
    return this.#try((record) => record.run(runId));
  }

  listRuns(options: { readonly limit: number; readonly beforeUs?: number }): RunSummary[] {
    this.#look();
    return this.#try((record) => record.listRuns(options));
  }

  flowOf(runId: string): string | undefined {
    return this.#try((record) => record.flowOf(runId));
  }

  spansOf(runId: string): SpanRow[] {
    return this.#try((record) => record.spansOf(runId));
  }

  readEvents(runId: string, options: ReadEvents): RunEvent[] {
    return this.#try((record) => record.readEvents(runId, options));
  }

  readFrames(runId: string, options: Omit<ReadEvents, 'queue'>): EventFrame[] {
    return this.#try((record) => record.readFrames(runId, options));
  }

  readValue(hash: string): JsonValue | undefined {
    return this.#try((record) => record.readValue(hash));
  }

  readValueText(hash: string): string | undefined {
    return this.#try((record) => record.readValueText(hash));
  }

  queue(runId: string, name: string, consumer = 'default'): Queue {
    const open = (): Queue => this.#record.queue(runId, name, consumer);
    this.#try(open);
    return new MovingQueue({
      open,
      mended: () => this.#mends,
      attempt: (action) => this.#try(action),
      listen: (attach) => this.#listen(attach),
    });
  }

  onCommit(listener: (events: readonly RunEvent[]) => void): () => void {
    return this.#listen(() => this.#record.onCommit(listener));
  }

  onFrames(listener: (frames: readonly EventFrame[]) => void): () => void {
    return this.#listen(() => this.#record.onFrames(listener));
  }

  markInterrupted(): RunSummary[] {
    return this.#try((record) => record.markInterrupted());
  }

  prune(options: { readonly maxAgeMs: number }): number {
    return this.#try((record) => record.prune(options));
  }

  close(): void {
    this.#job?.stop();
    this.#record.close();
  }

  #listen(attach: () => () => void): () => void {
    const listener = { stop: attach(), attach: () => void (listener.stop = attach()) };
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      listener.stop();
    };
  }

  /** Does it again in the new file when the old one turns out to be damaged meanwhile. */
  #try<T>(action: (record: SqliteRecord) => T): T {
    const record = this.#record;
    try {
      return action(record);
    } catch (error) {
      if (!isDamage(error) || this.#record === record) throw error;
      return action(this.#record);
    }
  }

  /** Another process may have set the record aside; what is written into the old file would be lost. */
  #look(): void {
    const nowMs = performance.now();
    if (nowMs - this.#lookedMs < lookIntervalMs || this.#identity === undefined) return;
    this.#lookedMs = nowMs;
    if (identifyFile(this.#path) !== this.#identity) this.#mend();
  }

  /** Whether the record goes on in a new file. */
  #mend(): boolean {
    if (this.#identity === undefined || this.#isMending || this.#mends >= mostMends) return false;
    this.#isMending = true;
    const identity = this.#identity;
    this.#job?.stop();
    const work = this.#record.release();
    try {
      const isStillThere = (): boolean => identifyFile(this.#path) === identity;
      const file = replaceDamaged(this.#path, isStillThere, this.#options);
      this.#prepare(file);
      this.#job = file.job;
      this.#identity = identifyFile(this.#path);
      const { ownerToken } = work;
      this.#record = new SqliteRecord(file.database, { ...this.#options, ownerToken });
      this.#record.takeOver(work);
      this.#mends += 1;
      for (const listener of this.#listeners) listener.attach();
      return true;
    } catch (error) {
      const known = toRecordError(error, this.#path);
      if (!(known instanceof MillraceError)) throw known;
      this.#options.onProblem(known);
      return false;
    } finally {
      this.#isMending = false;
    }
  }
}
