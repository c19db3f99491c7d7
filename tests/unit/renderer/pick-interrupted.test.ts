import { expect, test } from 'vitest';
import type { RunSummary } from '../../../core/contracts/record.ts';
import { pickInterrupted } from '../../../renderer/control/interrupted-store.ts';

const nowMs = 1_800_000_000_000;
const hour = 3_600_000_000;

function run(runId: string, hoursAgo: number, more: Partial<RunSummary> = {}): RunSummary {
  return {
    runId,
    flowId: 'f',
    flowName: 'Flow',
    state: 'interrupted',
    startedUs: nowMs * 1000 - hoursAgo * hour,
    input: { value: '' },
    firstSeq: 1,
    lastSeq: 2,
    ...more,
  };
}

test('the newest interrupted run is offered that nothing went on from, nobody has seen to, and that is not old', () => {
  const resumed = run('new', 1, { state: 'done', origin: { runId: 'gone-on', kind: 'resume' } });
  const runs = [
    resumed,
    run('gone-on', 2),
    run('done', 3, { state: 'done' }),
    run('wanted', 4),
    run('older', 5),
  ];
  expect(pickInterrupted(runs, 0, nowMs)?.runId).toBe('wanted');
  expect(pickInterrupted(runs, runs[3]?.startedUs ?? 0, nowMs)).toBe(undefined);
  expect(pickInterrupted([run('old', 24 * 8)], 0, nowMs)).toBe(undefined);
});
