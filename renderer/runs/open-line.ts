import { openPastRun } from '../commands/past-run-commands.ts';
import { useRunStore } from '../run/run-store.ts';
import { showRunNode } from '../screen/show-node.ts';
import { wantStep } from '../screen/wanted-step.ts';
import type { RunLine } from './run-list.ts';

/** Shows a run, or in it the node and the step where the searched text stands. */
export function openLine(line: RunLine): void {
  void open(line);
}

async function open(line: RunLine): Promise<void> {
  const { runId } = line.run;
  await openPastRun(runId);
  if (line.kind === 'run' || useRunStore.getState().runId !== runId) return;
  const { nodeId, spanId } = line.match;
  if (nodeId !== '') showRunNode(nodeId);
  if (spanId !== '') wantStep(runId, spanId);
}
