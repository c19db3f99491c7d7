import type { RunRecord } from '../core/contracts/record.ts';
import { makeLongRun } from './long-run.ts';

/** The loop of `makeLongRun` as a flow file, so that the canvas has the nodes that the run tells of. */
export function writeLongFlow(): string {
  const within = ['ask', 'model', 'look', 'sum'];
  const node = (title: string, kind: string, more: object = {}): object => ({
    kind,
    kindVersion: 1,
    title,
    settings: {},
    ...more,
  });
  const inLoop = { parent: 'loop' };
  return JSON.stringify({
    format: 'millrace/flow',
    formatVersion: 1,
    id: 'long',
    name: 'Long run',
    description: '',
    nodes: {
      loop: node('Loop', 'loop'),
      ask: node('Ask', 'prompt', inLoop),
      model: node('Model', 'llm', inLoop),
      look: node('Look up', 'prompt', inLoop),
      sum: node('Sum up', 'prompt', inLoop),
    },
    edges: [],
    layout: Object.fromEntries([
      ['loop', [0, 0, 1_100, 240]],
      ...within.map((id, at) => [id, [30 + at * 260, 60]]),
    ]),
  });
}

export interface LongRunOptions {
  readonly runId?: string;
  readonly flowName?: string;
  /** µs since the Unix epoch; now by default. */
  readonly startedUs?: number;
  readonly seed?: number;
}

/** Writes the run of so many passes into a record, as an engine would have, in no more time than the record takes. */
export async function keepLongRun(
  record: RunRecord,
  passes: number,
  options: LongRunOptions = {},
): Promise<void> {
  const { runId = 'long', flowName = 'Long run', startedUs = Date.now() * 1000 } = options;
  const flow = writeLongFlow();
  const run = record.startRun({ runId, flowId: 'long', flowName, flow, input: {}, startedUs });
  let shiftUs: number | undefined;
  let endedUs = startedUs;
  let pass = 0;
  for (const events of makeLongRun(passes, options.seed)) {
    for (const { seq: _, ...event } of events) {
      shiftUs ??= startedUs - event.timeUs;
      endedUs = event.timeUs + shiftUs;
      run.append({ ...event, runId, timeUs: endedUs });
    }
    // The record commits between turns of the event loop.
    if (++pass % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  run.end({ state: 'done', endedUs, output: { result: 'done' } });
}
