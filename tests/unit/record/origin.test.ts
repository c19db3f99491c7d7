import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { sampleRun } from './sample-events.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

test('a run knows which run it goes on from, also after a restart', () => {
  const path = join(makeTemporaryFolder(), 'record.db');
  const record = openRecord(path);
  const origin = { runId: 'r1', kind: 'fork', node: 'llm1' } as const;
  record.startRun(sampleRun('r1'));
  record.startRun(sampleRun('r2', { origin }));
  record.close();
  const again = openRecord(path);
  expect(again.listRuns({ limit: 2 }).map((run) => run.origin)).toEqual([origin, undefined]);
  again.close();
});
