import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../../core/contracts/events.ts';
import { reduceRunEvents } from '../../../../renderer/run/reduce-run-events.ts';
import { RunTimes } from '../../../../renderer/run/run-times.ts';
import { createRunView } from '../../../../renderer/run/run-view.ts';
import { formatMoment } from '../../../../renderer/time/format-moment.ts';
import { drawStrip } from '../../../../renderer/time/strip-paths.ts';
import { makeTimeAxis, placeOnAxis, timeOnAxis } from '../../../../renderer/time/time-axis.ts';

const hourMs = 3_600_000;

/** A run with one piece of text at each of these times, ms. */
function timesOf(eventMs: readonly number[]): RunTimes {
  const view = createRunView('r');
  const times = new RunTimes();
  for (const [index, ms] of eventMs.entries()) {
    const event: RunEvent = {
      runId: 'r',
      queue: 'output',
      spanId: 's1',
      nodeId: 'n',
      attempt: 1,
      iteration: '',
      order: index + 1,
      seq: index + 1,
      timeUs: 1_700_000_000_000_000 + ms * 1000,
      body: { type: 'text-delta', text: 'a' },
    };
    reduceRunEvents(view, [event]);
    times.add(view, event);
  }
  return times;
}

describe('the axis of a run’s time', () => {
  const second = Array.from({ length: 100 }, (_, at) => at * 100);

  test('is the time itself where something happens all the while', () => {
    const axis = makeTimeAxis(timesOf(second));
    expect(axis).toEqual({ length: 9900, breaks: [] });
    expect([placeOnAxis(axis, 4200), timeOnAxis(axis, 4200)]).toEqual([4200, 4200]);
  });

  test('leaves a night of sixteen hours a small part, and comes back to each of its moments', () => {
    const later = second.map((ms) => ms + 16 * hourMs);
    const axis = makeTimeAxis(timesOf([...second, ...later]));
    expect(axis.breaks).toEqual([
      { from: 9900, to: 19_800, startMs: 9900, realMs: 16 * hourMs - 9900 },
    ]);
    expect(axis.length).toBe(9900 * 3);
    for (const ms of [0, 5000, 9900, 8 * hourMs, 16 * hourMs, 16 * hourMs + 700]) {
      expect(timeOnAxis(axis, placeOnAxis(axis, ms))).toBeCloseTo(ms, 3);
    }
  });

  test('many waits together take no more than half of what the rest takes', () => {
    const beats = Array.from({ length: 50 }, (_, at) =>
      second.map((ms) => at * 60_000 + ms),
    ).flat();
    const axis = makeTimeAxis(timesOf(beats));
    const waits = axis.breaks.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(axis.breaks.length).toBe(49);
    expect(waits / (axis.length - waits)).toBeCloseTo(0.5, 1);
  });

  test('the strip draws each event’s column, and none over a wait', () => {
    const times = timesOf([0, 10, 20, 5 * hourMs]);
    const axis = makeTimeAxis(times);
    const { density, breaks } = drawStrip(times, axis, { width: 100, height: 24 });
    const columns = [...density.matchAll(/M(\d+) /g)].map(([, x]) => Number(x));
    expect(columns[0]).toBe(0);
    expect(columns.at(-1)).toBe(98);
    expect(columns.some((x) => x > 10 && x < 90)).toBe(false);
    expect(breaks.length).toBe(1);
  });
});

test('moments are written as short as they can be told apart', () => {
  expect([4.2, 1234, 12_345, 125_300, 16 * hourMs + 125_000].map(formatMoment)).toEqual([
    '4.2 ms',
    '1.234 s',
    '12.35 s',
    '2:05.3',
    '16:02:05',
  ]);
});
