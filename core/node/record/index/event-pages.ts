import type { Database, Statement } from 'better-sqlite3';
import { decodeFrame } from '../../../contracts/frame-codec.ts';
import type { RunEvent } from '../../../contracts/events.ts';
import type { EventPage, EventPageRequest } from '../../../contracts/run-history.ts';
import type { LogReader, RunPlace } from '../log-reader.ts';

/** Reads a run's events from any place, forwards or backwards. */
export class EventPages {
  readonly #reader: LogReader;
  readonly #backwards: Statement<unknown[], { readonly seq: number; readonly payload: string }>;

  constructor(database: Database, reader: LogReader) {
    this.#reader = reader;
    this.#backwards = database.prepare(
      `SELECT seq, payload FROM log WHERE seq < @before AND seq >= @first AND run = @row
         AND instr(queues, @needle) > 0 ORDER BY seq DESC`,
    );
  }

  read(place: RunPlace, request: EventPageRequest): EventPage {
    const { afterSeq = 0, beforeSeq, limit, queue } = request;
    if (beforeSeq !== undefined) return this.#readBefore(place, request, beforeSeq);
    const range = { afterSeq, limit: limit + 1, ...(queue === undefined ? {} : { queue }) };
    const events = this.#reader.read(place, range);
    return { events: events.slice(0, limit), hasMore: events.length > limit };
  }

  #readBefore(
    place: RunPlace,
    { afterSeq = 0, limit, queue }: EventPageRequest,
    beforeSeq: number,
  ): EventPage {
    if (place.firstSeq === 0) return { events: [], hasMore: false };
    const needle = queue === undefined ? '' : `${JSON.stringify(queue)}:`;
    // One more than asked for says whether there are more.
    const wanted = limit + 1;
    const parts: RunEvent[][] = [];
    let count = 0;
    for (const { seq, payload } of this.#backwards.iterate({
      before: Math.min(beforeSeq, Number.MAX_SAFE_INTEGER),
      first: place.firstSeq,
      row: place.row,
      needle,
    })) {
      const events = decodeFrame(place.runId, seq, payload, queue).filter(
        (event) => event.seq < beforeSeq && event.seq > afterSeq,
      );
      parts.push(events);
      count += events.length;
      if (count >= wanted || seq <= afterSeq) break;
    }
    const events = parts.toReversed().flat();
    return { events: events.slice(-limit), hasMore: events.length > limit };
  }
}
