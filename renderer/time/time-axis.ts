import type { RunTimes } from '../run/run-times.ts';

/** A time without events that is drawn shorter than it was. */
interface Break {
  /** On the axis, from 0 to its length. */
  readonly from: number;
  readonly to: number;
  /** When it began, ms after the run's first event, and how long it was. */
  readonly startMs: number;
  readonly realMs: number;
}

/** The time of a run as it is drawn: long times without events take little of it. */
export interface TimeAxis {
  /** ms as they are drawn. */
  readonly length: number;
  readonly breaks: readonly Break[];
}

/** Times without events take at most so much of the axis together, compared with the rest. */
const gapShare = 0.5;
/** However much else there is, so long a time without events is drawn as it was, ms. */
const plainGapMs = 1000;

/** The axis of a run's time so far. */
export function makeTimeAxis(times: RunTimes): TimeAxis {
  const { gaps, durationMs } = times;
  let gapMs = 0;
  for (const at of gaps) gapMs += times.msOf(at) - times.msOf(at - 1);
  const busyMs = durationMs - gapMs;
  const mostMs = Math.max(plainGapMs, (busyMs * gapShare) / Math.max(1, gaps.length));
  const breaks: Break[] = [];
  let savedMs = 0;
  for (const at of gaps) {
    const startMs = times.msOf(at - 1);
    const realMs = times.msOf(at) - startMs;
    if (realMs <= mostMs) continue;
    const from = startMs - savedMs;
    breaks.push({ from, to: from + mostMs, startMs, realMs });
    savedMs += realMs - mostMs;
  }
  return { length: Math.max(1, durationMs - savedMs), breaks };
}

/** Where a time of the run, ms after its first event, lies on the axis. */
export function placeOnAxis({ breaks, length }: TimeAxis, ms: number): number {
  const near = lastAt(breaks, (gap) => gap.startMs <= ms);
  if (near === undefined) return Math.min(ms, length);
  const intoMs = ms - near.startMs;
  if (intoMs >= near.realMs) return Math.min(length, near.to + intoMs - near.realMs);
  return near.from + (intoMs / near.realMs) * (near.to - near.from);
}

/** The time of the run at a place on the axis, ms after its first event. */
export function timeOnAxis({ breaks, length }: TimeAxis, place: number): number {
  const within = Math.max(0, Math.min(length, place));
  const near = lastAt(breaks, (gap) => gap.from <= within);
  if (near === undefined) return within;
  if (within >= near.to) return near.startMs + near.realMs + within - near.to;
  return near.startMs + ((within - near.from) / (near.to - near.from)) * near.realMs;
}

/** The last of the breaks, which stand in order, that begins early enough. */
function lastAt(breaks: readonly Break[], isBefore: (gap: Break) => boolean): Break | undefined {
  let low = 0;
  let high = breaks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const gap = breaks[middle];
    if (gap !== undefined && isBefore(gap)) low = middle + 1;
    else high = middle;
  }
  return breaks[low - 1];
}
