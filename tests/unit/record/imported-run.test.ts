import { expect, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { appendTexts, sampleRun } from './sample-events.ts';

test('a run from a file is never running, not even while it arrives, and is not deleted for its age', () => {
  const record = openRecord(':memory:');
  const writer = record.startRun({ ...sampleRun('r1'), imported: true });
  appendTexts(writer, 'r1', 1, 3);
  const early = record.run('r1');
  const lost = record.markInterrupted();
  writer.end({ state: 'done', endedUs: 2 });
  const late = record.run('r1');
  expect([early?.state, early?.imported, lost, late?.state, late?.imported, late?.endedUs]).toEqual(
    ['interrupted', true, [], 'done', true, 2],
  );
  expect([
    record.prune({ maxAgeMs: 0 }),
    record.readEvents('r1', { afterSeq: 0, limit: 9 }).length,
  ]).toEqual([0, 3]);
  record.close();
});
