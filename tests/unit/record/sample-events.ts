import type { PendingEvent } from '../../../core/contracts/events.ts';
import type { NewRun, RunWriter } from '../../../core/contracts/record.ts';

/** A run to start, with a small flow text. */
export function sampleRun(runId: string, changes: Partial<NewRun> = {}): NewRun {
  return {
    runId,
    flowId: 'flow-1',
    flowName: 'Sample',
    flow: '{"format":"millrace/flow"}',
    input: { question: 'Where?' },
    startedUs: 1_760_000_000_000_000,
    ...changes,
  };
}

/** An event of a run; the body is a text delta that names the order. */
export function sampleEvent(
  runId: string,
  order: number,
  changes: Partial<PendingEvent> = {},
): PendingEvent {
  return {
    runId,
    queue: 'output',
    spanId: 's1',
    nodeId: 'n1',
    attempt: 1,
    iteration: '',
    order,
    timeUs: 1_760_000_000_000_000 + order * 10,
    body: { type: 'text-delta', text: `t${order} ` },
    ...changes,
  };
}

/** Appends text deltas with the orders from `first` to `last`. */
export function appendTexts(writer: RunWriter, runId: string, first: number, last: number): void {
  for (let order = first; order <= last; order += 1) writer.append(sampleEvent(runId, order));
}

/** The numbers from `first` to `last`. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
