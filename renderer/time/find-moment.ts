import type { RunEvent } from '../../core/contracts/events.ts';
import type { OutputRow } from '../run/output-row.ts';
import { runFeed } from '../run/run-feed.ts';
import { readEvents } from './time-store.ts';

const step = 512;
/** A row's text is short; its events lie among those of all other nodes. */
const mostSearched = 100_000;

/**
 * The event that brought the character of a row at `offset`, or the one that began the row. Rejects as the reader of
 * events does; the nearest by its time where it is not found.
 */
export async function findMoment(row: OutputRow, offset = 0): Promise<number> {
  const { timeline } = runFeed;
  const { times } = timeline;
  const ms = (row.timeUs - times.startedUs) / 1000;
  // Times are kept to a tenth of a millisecond: the row's event is one of those around.
  const from = Math.max(0, times.atMs(ms - 0.2) - 1);
  const search = new RowSearch(row, offset);
  const until = Math.min(times.count, from + mostSearched);
  for (let at = from; at < until; at += step) {
    const to = Math.min(until, at + step);
    await timeline.read(at, to, readEvents);
    const found = search.look(timeline.eventsBetween(at, to) ?? [], at);
    if (found !== undefined) return found;
  }
  return Math.max(1, times.atMs(ms));
}

/** Follows a row's text from event to event. */
class RowSearch {
  readonly #row: OutputRow;
  /** Characters to come until the one that is looked for. */
  #left: number;
  #begun = false;

  constructor(row: OutputRow, offset: number) {
    this.#row = row;
    this.#left = offset;
  }

  /** The number of the event among these, which follow the event `after`; undefined where it is not there. */
  look(events: readonly RunEvent[], after: number): number | undefined {
    for (const [index, event] of events.entries()) {
      if (event.spanId !== (this.#row.span?.spanId ?? '')) continue;
      if (!this.#begun) {
        if (event.timeUs < this.#row.timeUs) continue;
        this.#begun = true;
        if (!this.#isText()) return after + index + 1;
        // A row that goes on was begun by the last piece of the one before.
        if (this.#row.kind !== 'call' && 'continues' in this.#row && this.#row.continues) continue;
      }
      const text = this.#textOf(event.body);
      if (text === undefined) continue;
      this.#left -= text.length;
      if (this.#left < 0) return after + index + 1;
    }
    return undefined;
  }

  #isText(): boolean {
    const { kind } = this.#row;
    return kind === 'text' || kind === 'reasoning';
  }

  #textOf(body: unknown): string | undefined {
    if (typeof body !== 'object' || body === null) return undefined;
    const { type, text } = body as { readonly type?: unknown; readonly text?: unknown };
    const isOwn = type === `${this.#row.kind}-delta` && typeof text === 'string' && text !== '';
    return isOwn ? text : undefined;
  }
}
