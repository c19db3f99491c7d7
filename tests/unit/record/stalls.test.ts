import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StallRow } from '../../../core/contracts/run-history.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { recordRun, sampleStartUs } from './sample-run.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const pieces = Array.from({ length: 20 }, (_, index) => `${index} `);

function verdicts(rows: readonly StallRow[]): unknown {
  const { figures = [], verdict } = rows[0] ?? {};
  return [verdict, ...figures.map((figure) => `${figure.measure} ${figure.verdict}`)];
}

test('a node is slow against its own history, which must be long enough', async () => {
  const record = openRecord(join(makeTemporaryFolder(), 'record.db'));
  onTestFinished(() => record.close());
  let count = 0;
  const run = (firstUs: number, stepUs: number): string => {
    count += 1;
    const runId = `r${count}`;
    recordRun(record, runId, {
      run: { startedUs: sampleStartUs + count * 1e9 },
      pieces,
      firstUs,
      stepUs,
    });
    return runId;
  };
  run(400_000, 10_000);
  run(500_000, 11_000);
  const early = run(5_000_000, 10_000);
  await record.history.catchUp(5000);
  expect(verdicts(record.history.stalls(early))).toEqual([
    'no-history',
    'first-token no-history',
    'tokens-per-second no-history',
    'longest-gap no-history',
    'duration no-history',
  ]);
  for (let number = 0; number < 6; number += 1) run(420_000 + number * 10_000, 10_000);
  const usual = run(480_000, 10_000);
  // Ten times as long between tokens, which is still too short for anybody to notice.
  const short = run(450_000, 10_000 * 2);
  const slow = run(1_000_000, 200_000);
  await record.history.catchUp(5000);
  expect([usual, short, slow].map((runId) => verdicts(record.history.stalls(runId)))).toEqual([
    [
      'usual',
      'first-token usual',
      'tokens-per-second usual',
      'longest-gap usual',
      'duration usual',
    ],
    ['slow', 'first-token usual', 'tokens-per-second slow', 'longest-gap usual', 'duration usual'],
    [
      'very-slow',
      'first-token slow',
      'tokens-per-second very-slow',
      'longest-gap very-slow',
      'duration very-slow',
    ],
  ]);
  expect(record.history.stalls(slow)[0]).toMatchObject({
    nodeId: 'llm1',
    kind: 'llm',
    title: 'Ask',
    spans: 1,
  });
});
