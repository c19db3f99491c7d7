import type { RunSummary } from '../../core/contracts/record.ts';

/** The run that one most likely wants beside another: the one before it of the same flow, else the one before it. */
export function guessOther(
  newestFirst: readonly RunSummary[],
  runId: string,
): RunSummary | undefined {
  const at = newestFirst.findIndex((run) => run.runId === runId);
  const before = newestFirst.slice(at + 1);
  const flowId = newestFirst[at]?.flowId;
  const ofFlow = before.find((run) => run.flowId === flowId);
  return ofFlow ?? before[0] ?? newestFirst.find((run) => run.runId !== runId);
}
