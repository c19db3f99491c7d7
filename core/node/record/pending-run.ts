import type { PendingEvent } from '../../contracts/events.ts';
import type { NewRun, RunEnd } from '../../contracts/record.ts';
import { FrameEncoder } from '../../contracts/frame-codec.ts';
import type { Frame } from '../../contracts/frame-codec.ts';

/** Keeps what a reader must decode for one event of a long run small. */
const maxFrameEvents = 256;

/** How a run started, with its input as it is stored. */
export interface PendingStart {
  readonly run: NewRun;
  /** A RecordedValue as JSON text. */
  readonly input: string;
}

/** How a run ended, with its output as it is stored. */
export interface PendingEnd {
  readonly state: RunEnd['state'];
  readonly endedUs: number;
  /** A RecordedValue as JSON text. */
  readonly output: string | null;
  /** An ErrorInfo as JSON text. */
  readonly error: string | null;
}

/** What one run waits to have committed; a failed commit leaves it as it was. */
export class PendingRun {
  /** The run's row in the record; 0 before its first commit. */
  row: number;
  readonly runId: string;
  /** Whether the run stands in the writer's list of runs to commit. */
  isQueued = false;
  /** Whether this process runs it; false when only a queue of it is written to from outside. */
  readonly isOwn: boolean;
  /** The run itself, until it is committed. */
  start: PendingStart | undefined;
  /** As `start`, kept for a record that is made anew; undefined when this process does not run it. */
  origin: PendingStart | undefined;
  /** Whether the run's first sequence number is in the record already. */
  hasFirstSeq = false;
  end: PendingEnd | undefined;
  /** JSON texts of large values by their hash. */
  readonly values = new Map<string, string>();
  #events: PendingEvent[] = [];
  #frames: Frame[] = [];
  readonly #encoder = new FrameEncoder();

  /** `row`: of a run that is in the record already; without it the run is one of this process's own. */
  constructor(runId: string, row?: number) {
    this.runId = runId;
    this.row = row ?? 0;
    this.isOwn = row === undefined;
  }

  add(event: PendingEvent): void {
    this.#encoder.add(event);
    this.#events.push(event);
    if (this.#encoder.count >= maxFrameEvents) this.#frames.push(this.#encoder.finish());
  }

  /** Everything added so far as frames, in order; the same again until `clear`. */
  takeFrames(): readonly Frame[] {
    if (this.#encoder.count > 0) this.#frames.push(this.#encoder.finish());
    return this.#frames;
  }

  /** The events in the frames, in order. */
  get events(): readonly PendingEvent[] {
    return this.#events;
  }

  /** To be told before the next commit goes to a new record, with the run's row there; undefined when it has none. */
  moveTo(row: number | undefined): void {
    this.isQueued = false;
    if (row === undefined) {
      this.row = 0;
      this.start = this.origin;
      this.hasFirstSeq = false;
    } else {
      this.row = row;
      this.start = undefined;
    }
  }

  /** Whether anything waits to be committed. */
  get hasWork(): boolean {
    const { start, end, values } = this;
    return start !== undefined || end !== undefined || values.size > 0 || this.#events.length > 0;
  }

  /** Forgets what has been committed. */
  clear(): void {
    this.#events = [];
    this.#frames = [];
    this.values.clear();
    this.start = undefined;
    this.end = undefined;
    this.isQueued = false;
  }
}
