import type { RunEvent } from '../../../core/contracts/events.ts';
import type { RunRecord, RunWriter } from '../../../core/contracts/record.ts';

let runs = 0;

/** A run that the test writes by itself, to decide what is committed when. */
export function startWrittenRun(record: RunRecord): {
  readonly runId: string;
  readonly writer: RunWriter;
  /** Appends events and commits them together. */
  commit(count: number): void;
} {
  const runId = `written-${++runs}`;
  const writer = record.startRun({
    runId,
    flowId: 'flow',
    flowName: 'Flow',
    flow: '{}',
    input: '',
    startedUs: 1,
  });
  let order = 0;
  return {
    runId,
    writer,
    commit(count) {
      for (let index = 0; index < count; index++) {
        order++;
        writer.append({
          runId,
          queue: 'output',
          spanId: 's1',
          nodeId: 'only',
          attempt: 1,
          iteration: '',
          order,
          timeUs: order,
          body: { type: 'text-delta', text: `${order} ` },
        });
      }
      writer.flush();
    },
  };
}

/** All events of a run, as the record has them. */
export function recorded(record: RunRecord, runId: string, afterSeq = 0): RunEvent[] {
  return record.readEvents(runId, { afterSeq, limit: 1_000_000 });
}
