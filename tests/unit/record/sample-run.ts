import type { PendingEvent } from '../../../core/contracts/events.ts';
import type { NewRun, RunEnd, RunRecord } from '../../../core/contracts/record.ts';
import { sampleEvent, sampleRun } from './sample-events.ts';

/** A flow of one model node. */
export const modelFlow = JSON.stringify({
  nodes: { llm1: { kind: 'llm', settings: { model: 'small-1', connection: 'local' } } },
});

interface SampleWork {
  readonly run?: Partial<NewRun>;
  readonly end?: Partial<RunEnd>;
  /** What the node is given, streams and gives. */
  readonly input?: string;
  readonly pieces?: readonly string[];
  readonly output?: string;
  readonly title?: string;
  /** µs from the span's start to its first piece, from piece to piece, and in all. */
  readonly firstUs?: number;
  readonly stepUs?: number;
  readonly costUsd?: number;
}

/** The beginning of every sample run, in µs. */
export const sampleStartUs = 1_760_000_000_000_000;

/** Records a run of one model node, from start to end. */
export function recordRun(record: RunRecord, runId: string, work: SampleWork = {}): void {
  const startedUs = work.run?.startedUs ?? sampleStartUs;
  const input = work.input ?? 'What is the weather?';
  const pieces = work.pieces ?? ['It ', 'rains.'];
  const output = work.output ?? pieces.join('');
  const { firstUs = 1000, stepUs = 100 } = work;
  const writer = record.startRun(
    sampleRun(runId, { flow: modelFlow, input, ...work.run, startedUs }),
  );
  let order = 0;
  const append = (atUs: number, changes: Partial<PendingEvent>): void => {
    order += 1;
    const stamp = { spanId: 's1', nodeId: 'llm1', timeUs: startedUs + atUs };
    writer.append(sampleEvent(runId, order, { ...stamp, ...changes }));
  };
  const ofRun = { queue: 'status', spanId: '', nodeId: '' };
  append(0, { ...ofRun, body: { type: 'run-started' } });
  const title = work.title ?? 'Ask';
  append(10, {
    queue: 'status',
    body: { type: 'span-opened', parentSpanId: '', kind: 'llm', title },
  });
  append(10, {
    queue: 'trace',
    body: { type: 'span-started', input: writer.keep({ prompt: input }) },
  });
  pieces.forEach((text, index) => {
    append(10 + firstUs + index * stepUs, { body: { type: 'text-delta', text } });
  });
  const endUs = 10 + firstUs + pieces.length * stepUs;
  const usage = {
    inputTokens: 7,
    outputTokens: pieces.length,
    ...(work.costUsd === undefined ? {} : { costUsd: work.costUsd }),
  };
  append(endUs, {
    queue: 'trace',
    body: { type: 'span-finished', output: writer.keep({ text: output }), durationUs: endUs - 10 },
  });
  append(endUs, {
    queue: 'status',
    body: { type: 'span-closed', state: 'done', durationUs: endUs - 10, usage },
  });
  append(endUs + 5, { ...ofRun, body: { type: 'run-ended', state: work.end?.state ?? 'done' } });
  writer.end({ state: 'done', endedUs: startedUs + endUs + 5, output, ...work.end });
}
