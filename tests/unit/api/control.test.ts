import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { createEngineClient } from '../../../core/api/engine-client.ts';
import type { EngineClient } from '../../../core/api/engine-client.ts';
import { serveEngine } from '../../../core/api/engine-server.ts';
import { createMessagePortChannel } from '../../../core/api/message-port-channel.ts';
import type { ClientMessage, EngineMessage } from '../../../core/api/protocol.ts';
import { createNodeEngine } from '../../../core/bin/create-node-engine.ts';
import type { HeldRun } from '../../../core/contracts/run-control.ts';
import type { RunSummary } from '../../../core/contracts/record.ts';
import type { Engine } from '../../../core/engine/engine.ts';
import { stringifyFlow } from '../../../core/model/flow-file.ts';
import { flowOf } from '../../harness/flow-of.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { workOf } from '../../harness/work-of.ts';
import { untilAsked } from '../../harness/until-asked.ts';

const node = (kind: string, title: string, settings = {}): object => ({
  kind,
  kindVersion: 1,
  title,
  settings,
});

/** A text is written, and a person asked what to make of it. */
const flow = stringifyFlow(
  flowOf({
    nodes: {
      topic: node('input', 'Topic'),
      write: node('prompt', 'Write', { template: 'About {{topic}}.' }),
      ask: node('human-input', 'Ask', { question: 'What of {{text}}' }),
      answer: node('output', 'Answer'),
    } as never,
    edges: [
      { from: 'topic.value', to: 'write.topic' },
      { from: 'write.text', to: 'ask.text' },
      { from: 'ask.answer', to: 'answer.value' },
    ],
  }),
);

async function open(
  recordPath: string,
): Promise<{ readonly client: EngineClient; readonly engine: Engine }> {
  const engine = createNodeEngine({ recordPath, env: {} });
  onTestFinished(() => engine.close());
  const { port1, port2 } = new MessageChannel();
  serveEngine(engine, createMessagePortChannel<EngineMessage, unknown>(port1), { version: '1' });
  const client = createEngineClient(createMessagePortChannel<ClientMessage, EngineMessage>(port2));
  onTestFinished(() => client.close());
  await client.ready;
  return { client, engine };
}

async function endOf(
  { client, engine }: Awaited<ReturnType<typeof open>>,
  runId: string,
): Promise<RunSummary> {
  await engine.find(runId)?.result;
  return (await client.call('run.get', { runId })).run;
}

test('a question that waited when the engine ended is asked again by the next one, with nothing before it done again', async () => {
  const recordPath = join(tempFolder(), 'record.db');
  const first = await open(recordPath);
  const { runId } = await first.client.call('run.start', { flow, input: 'rivers' });
  const run = first.engine.find(runId);
  if (run === undefined) throw new Error('The run is over already.');
  await untilAsked(run);
  await first.engine.close();

  const second = await open(recordPath);
  const resumed = await second.client.call('run.resume', { runId });
  const again = second.engine.find(resumed.runId);
  if (again === undefined) throw new Error('The run is over already.');
  await untilAsked(again);
  expect(again.questions()).toMatchObject([
    { nodeId: 'ask', question: { text: 'What of About rivers.' } },
  ]);
  const [{ questionId } = { questionId: '' }] = again.questions();
  const answer = { type: 'reply', value: 'Print it.' } as const;
  await second.client.call('run.answer', { runId: resumed.runId, questionId, answer });
  expect(await endOf(second, resumed.runId)).toMatchObject({
    state: 'done',
    output: { value: 'Print it.' },
    origin: { runId, kind: 'resume' },
  });
  expect(workOf(second.engine, resumed)).toEqual(['topic*', 'write*', 'ask', 'answer']);
});

test('a run is held, looked at, stepped through and let go by commands', async () => {
  const session = await open(join(tempFolder(), 'record.db'));
  const { client } = session;
  const { runId } = await client.call('run.start', {
    flow,
    input: 'rivers',
    breakpoints: [{ edge: { from: 'topic.value', to: 'write.topic' } }],
  });
  const state = await heldIn(client, runId);
  expect(state).toMatchObject({
    isPaused: false,
    held: [{ holdId: 'h1', nodeId: 'write', values: { value: { topic: 'rivers' } } }],
  });
  await client.call('run.breakpoints', { runId, breakpoints: [{ node: 'ask', when: 'before' }] });
  await client.call('run.continue', { runId, holdId: 'h1', values: { topic: 'lakes' } });
  const next = await heldIn(client, runId);
  expect(next.held).toMatchObject([{ nodeId: 'ask', values: { value: { text: 'About lakes.' } } }]);
  expect(await client.call('run.step', { runId })).toEqual({ isPaused: true, held: [] });
  await client.call('run.cancel', { runId });
  expect((await endOf(session, runId)).state).toBe('cancelled');
  expect(await client.call('run.held', { runId })).toEqual({ isPaused: false, held: [] });
  await expect(client.call('run.pause', { runId })).rejects.toMatchObject({ code: 'run_is_over' });
});

test('a node that is given its output is not run; what is no output is refused', async () => {
  const session = await open(join(tempFolder(), 'record.db'));
  const { runId } = await session.client.call('run.start', {
    flow,
    input: 'rivers',
    given: { ask: { outputs: { answer: 'As it is.' }, reason: 'pinned' } },
  });
  expect(await endOf(session, runId)).toMatchObject({
    state: 'done',
    output: { value: 'As it is.' },
  });
  const given = { ask: { outputs: 'nothing', reason: 'pinned' } } as never;
  await expect(session.client.call('run.start', { flow, input: '', given })).rejects.toMatchObject({
    code: 'bad_message',
  });
});

async function heldIn(client: EngineClient, runId: string): Promise<HeldRun> {
  const deadline = performance.now() + 5_000;
  for (;;) {
    const state = await client.call('run.held', { runId });
    if (state.held.length > 0) return state;
    if (performance.now() > deadline) throw new Error('Nothing was held.');
  }
}
