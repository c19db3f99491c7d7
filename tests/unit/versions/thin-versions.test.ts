import { describe, expect, test } from 'vitest';
import { keptWorkLimits } from '../../../core/contracts/kept-work.ts';
import { chooseThinned } from '../../../core/node/versions/choose-thinned.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const nowMs = Date.UTC(2026, 10, 22, 12, 0, 0);

/** Versions by their age, the newest first. */
function aged(...agesMs: readonly number[]): { id: string; savedMs: number; bytes: number }[] {
  return agesMs.map((ageMs) => ({ id: String(ageMs), savedMs: nowMs - ageMs, bytes: 1_000 }));
}

const thinned = (versions: Parameters<typeof chooseThinned>[0], limits = {}): readonly string[] =>
  chooseThinned(versions, nowMs, { ...keptWorkLimits, ...limits });

describe('versions are thinned out with time', () => {
  test('all of the last hour stay', () => {
    expect(thinned(aged(0, 1, minuteMs, 30 * minuteMs, hourMs))).toEqual([]);
  });

  test('of an hour of the last day its last one stays', () => {
    const versions = aged(0, 2 * hourMs + 1, 2 * hourMs + 2, 2.5 * hourMs, 3.5 * hourMs);
    expect(thinned(versions)).toEqual([String(2 * hourMs + 2), String(2.5 * hourMs)]);
  });

  test('of an older day its last one stays, and after a year none', () => {
    const versions = aged(0, 3 * dayMs, 3 * dayMs + hourMs, 4 * dayMs, 400 * dayMs);
    expect(thinned(versions)).toEqual([String(3 * dayMs + hourMs), String(400 * dayMs)]);
  });

  test('the newest one stays however old it is, and so do those with a name', () => {
    const [old, older] = aged(400 * dayMs, 500 * dayMs);
    expect(thinned([old!, { ...older!, name: 'Release' }])).toEqual([]);
  });

  test('number and size have an end: the oldest without a name go first', () => {
    const versions = aged(0, 1, 2, 3, 4).map((version, at) =>
      at === 4 ? { ...version, name: 'First' } : version,
    );
    expect(thinned(versions, { mostVersions: 3 })).toEqual(['3', '2']);
    expect(thinned(versions, { mostBytesPerFlow: 4_500 })).toEqual(['3']);
    expect(thinned(versions, { mostBytesPerFlow: 1 })).toEqual(['3', '2', '1']);
  });
});
