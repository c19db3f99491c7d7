import type { PendingEvent } from '../../../core/contracts/events.ts';
import type { RunRecord } from '../../../core/contracts/record.ts';
import { sampleEvent, sampleRun } from '../record/sample-events.ts';

export const secret = 'correct-horse-battery';
/** Larger than what stands in its event. */
export const largeText = 'large '.repeat(5_000);

const flow = {
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'flow-1',
  name: 'Sample',
  description: '',
  nodes: {
    a1: {
      kind: 'agent',
      kindVersion: 1,
      title: 'Agent',
      settings: { connection: 'demo', model: 'demo-fast', temperature: 0, maxTokens: 50 },
    },
  },
  edges: [],
  layout: {},
};

/** Puts a run into a record that has a bit of everything: an agent, a model turn, a tool call, a retry, a failure, a queue. */
export function writeSampleRun(record: RunRecord, runId = 'r1'): void {
  const writer = record.startRun(sampleRun(runId, { flow: JSON.stringify(flow) }));
  let order = 0;
  const add = (queue: string, spanId: string, body: unknown, nodeId = 'a1'): void => {
    order += 1;
    const changes: Partial<PendingEvent> = { queue, spanId, nodeId, body };
    writer.append(sampleEvent(runId, order, changes));
  };
  const open = (spanId: string, parentSpanId: string, kind: string, title: string): void =>
    add('status', spanId, { type: 'span-opened', parentSpanId, kind, title });
  const usage = { inputTokens: 10, outputTokens: 5, cachedInputTokens: 4, costUsd: 0.25 };
  const error = { code: 'tool_failed', message: `It said ${largeText.slice(0, 5)}.` };
  const call = { id: 'c1', name: 'look', arguments: '{"where":"Tokyo"}' };
  add('status', '', { type: 'run-started' }, '');
  open('s1', '', 'agent', 'Agent');
  add('trace', 's1', { type: 'span-started', input: { value: { prompt: 'Where?' } } });
  open('s2', 's1', 'llm', 'round 1 · demo-fast');
  const messages = [{ role: 'user', content: 'Where?' }];
  add('trace', 's2', { type: 'span-started', input: { value: { messages } } });
  add('output', 's2', { type: 'retry', delayMs: 5, error, within: true });
  add('output', 's2', { type: 'text-delta', text: '=Let me' });
  add('output', 's2', { type: 'text-delta', text: ' "look",\r\n' });
  add('output', 's2', { type: 'tool-call-start', callId: 'c1', name: 'look' });
  add('output', 's2', {
    type: 'tool-call-end',
    callId: 'c1',
    name: 'look',
    arguments: call.arguments,
  });
  add('output', 's2', { type: 'usage', usage });
  const turn = { text: '=Let me "look",\r\n', toolCalls: [call], finish: 'tool-calls' };
  add('trace', 's2', { type: 'span-finished', output: { value: turn }, durationUs: 80, usage });
  add('status', 's2', { type: 'span-closed', state: 'done', durationUs: 80, usage });
  open('s3', 's1', 'tool', 'look · Tokyo');
  add('trace', 's3', { type: 'span-started', input: { value: { where: 'Tokyo' } } });
  add('my-queue', 's3', { any: ['thing', secret] });
  add('trace', 's3', { type: 'note', name: 'large', value: writer.keep({ text: largeText }) });
  add('trace', 's3', { type: 'span-failed', error, durationUs: 40 });
  add('status', 's3', { type: 'span-closed', state: 'failed', durationUs: 40, error });
  add('trace', 's1', {
    type: 'span-finished',
    output: writer.keep(largeText),
    durationUs: 190,
    usage,
  });
  add('status', 's1', { type: 'span-closed', state: 'done', durationUs: 190, usage });
  add('status', '', { type: 'run-ended', state: 'done', output: writer.keep(largeText) }, '');
  writer.end({ state: 'done', endedUs: 1_760_000_000_000_900, output: largeText });
}
