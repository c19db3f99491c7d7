import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTimeHandlers } from '../../../core/api/time-handlers.ts';
import { decodeFrames } from '../../../core/contracts/frame-codec.ts';
import { openTestEngine } from './test-engine.ts';
import type { TestEngine } from './test-engine.ts';
import { startWrittenRun } from './written-run.ts';

let host: TestEngine;

beforeAll(() => {
  host = openTestEngine();
});
afterAll(() => host.close());

test('the events of a run come from any place on, and those of others do not', () => {
  const { record } = host.engine;
  const [first, second] = [startWrittenRun(record), startWrittenRun(record)];
  first.commit(10);
  second.commit(7);
  first.commit(10);
  const all = record.readEvents(first.runId, { afterSeq: 0, limit: 100 });
  const handlers = createTimeHandlers(record);
  const read = (afterSeq: number, limit: number): number[] => {
    const { frames } = handlers['run.frames']({ runId: first.runId, afterSeq, limit });
    const { runId } = first;
    const packed = frames.map(([firstSeq, count, payload]) => ({
      runId,
      firstSeq,
      count,
      payload,
    }));
    return decodeFrames(packed, afterSeq).map(({ order }) => order);
  };
  const seqAt = (order: number): number => all[order - 1]?.seq ?? 0;
  expect(read(0, 100)).toEqual(all.map(({ order }) => order));
  expect(read(seqAt(5), 3).slice(0, 3)).toEqual([6, 7, 8]);
  expect(read(seqAt(8), 4).slice(0, 4)).toEqual([9, 10, 11, 12]);
  expect(read(seqAt(20), 4)).toEqual([]);
  expect(() => handlers['run.frames']({ runId: 'none', afterSeq: 0, limit: 1 })).toThrow(
    expect.objectContaining({ code: 'unknown_run' }),
  );
});
