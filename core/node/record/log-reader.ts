import type { Database, Statement } from 'better-sqlite3';
import type { RunEvent } from '../../contracts/events.ts';
import { decodeFrame } from '../../contracts/frame-codec.ts';
import type { EventFrame } from '../../contracts/record.ts';

/** Where a run's events lie in the log. */
export interface RunPlace {
  readonly row: number;
  readonly runId: string;
  readonly firstSeq: number;
  /** Infinity while more may come. */
  readonly lastSeq: number;
}

export interface LogRange {
  readonly afterSeq: number;
  readonly limit: number;
  readonly queue?: string;
}

// The frame that holds a sequence number is the one with the greatest first number not above it.
// instr() looks for the queue's name among the keys of `queues`; with '' it finds every frame.
const fromFrames = `
  FROM log
  WHERE seq >= coalesce((SELECT max(seq) FROM log WHERE seq <= @from), 0) AND seq <= @lastSeq
    AND run = @row AND seq + count > @from AND instr(queues, @needle) > 0
`;

interface FrameRow {
  readonly seq: number;
  readonly count: number;
  readonly payload: string;
}

/** Reads events of a run from the log, always in order of their sequence numbers. */
export class LogReader {
  readonly #frames: Statement<unknown[], FrameRow>;
  readonly #counts: Statement<unknown[], { readonly seq: number; readonly queues: string }>;
  readonly #some: Statement;
  readonly #lastSeq: Statement;
  /** A consumer that takes a few events at a time comes back to the same frame; frames never change. */
  #lastDecoded: { readonly key: string; readonly events: readonly RunEvent[] } | undefined;

  constructor(database: Database) {
    this.#frames = database.prepare(`SELECT seq, count, payload ${fromFrames} ORDER BY seq`);
    this.#counts = database.prepare(`SELECT seq, queues ${fromFrames} ORDER BY seq`);
    this.#some = database.prepare(`SELECT 1 ${fromFrames} LIMIT 1`).pluck();
    this.#lastSeq = database
      .prepare(
        'SELECT seq + count - 1 FROM log WHERE run = ? AND seq >= ? ORDER BY seq DESC LIMIT 1',
      )
      .pluck();
  }

  /** The run's events behind `afterSeq`, at most `limit`. */
  read(place: RunPlace, range: LogRange): RunEvent[] {
    const events: RunEvent[] = [];
    if (range.limit <= 0 || place.firstSeq === 0) return events;
    for (const frame of this.#frames.iterate(toParameters(place, range))) {
      const decoded = this.#decode(place.runId, frame, range.queue);
      for (const event of decoded) {
        if (event.seq <= range.afterSeq) continue;
        events.push(event);
        if (events.length >= range.limit) return events;
      }
    }
    return events;
  }

  /** The frames that hold events behind `afterSeq`, until they hold `limit` of them. */
  readFrames(place: RunPlace, range: LogRange): EventFrame[] {
    const frames: EventFrame[] = [];
    if (range.limit <= 0 || place.firstSeq === 0) return frames;
    let events = 0;
    for (const { seq, count, payload } of this.#frames.iterate(toParameters(place, range))) {
      frames.push({ runId: place.runId, firstSeq: seq, count, payload });
      events += seq + count - 1 - Math.max(seq - 1, range.afterSeq);
      if (events >= range.limit) break;
    }
    return frames;
  }

  /** Whether any frame behind `afterSeq` may hold an event of the queue; says no only when there is none. */
  mayHave(place: RunPlace, range: Omit<LogRange, 'limit'>): boolean {
    return place.firstSeq !== 0 && this.#some.get(toParameters(place, range)) !== undefined;
  }

  /** How many events of the queue lie behind `afterSeq`; decodes at most one frame. */
  count(place: RunPlace, afterSeq: number, queue: string): number {
    if (place.firstSeq === 0) return 0;
    let count = 0;
    let cutFrame = false;
    for (const frame of this.#counts.iterate(toParameters(place, { afterSeq, queue }))) {
      // The cursor may stand inside the first frame.
      if (frame.seq <= afterSeq) cutFrame = true;
      else count += (JSON.parse(frame.queues) as Record<string, number>)[queue] ?? 0;
    }
    return cutFrame ? count + this.#countInFrame(place, afterSeq, queue) : count;
  }

  /** The sequence number of a run's last event; 0 when it has none. */
  lastSeqOf(row: number, firstSeq: number): number {
    return firstSeq === 0 ? 0 : Number(this.#lastSeq.get(row, firstSeq) ?? 0);
  }

  #countInFrame(place: RunPlace, afterSeq: number, queue: string): number {
    const frame = this.#frames.get(toParameters(place, { afterSeq, queue }));
    if (frame === undefined) return 0;
    const events = this.#decode(place.runId, frame, queue);
    return events.filter((event) => event.seq > afterSeq).length;
  }

  #decode(runId: string, frame: FrameRow, queue: string | undefined): readonly RunEvent[] {
    const key = `${frame.seq} ${queue ?? ''}`;
    if (this.#lastDecoded?.key === key) return this.#lastDecoded.events;
    const events = decodeFrame(runId, frame.seq, frame.payload, queue);
    this.#lastDecoded = { key, events };
    return events;
  }
}

function toParameters(place: RunPlace, range: Omit<LogRange, 'limit'>): Record<string, unknown> {
  return {
    row: place.row,
    from: Math.max(range.afterSeq + 1, place.firstSeq),
    lastSeq: Number.isFinite(place.lastSeq) ? place.lastSeq : Number.MAX_SAFE_INTEGER,
    needle: range.queue === undefined ? '' : `${JSON.stringify(range.queue)}:`,
  };
}
