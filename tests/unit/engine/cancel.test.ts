import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { RunHandle } from '../../../core/engine/engine.ts';
import { createOpenAiChatModel } from '../../../core/node/openai/openai-chat-model.ts';
import { testEngine } from '../../harness/test-engine.ts';
import { hang, startChatServer, type ChatScript } from '../../servers/chat-server.ts';
import { deltaChunk, event } from '../../servers/chat-dialects.ts';
import { weatherScript } from '../../servers/weather-script.ts';

const weather = readFileSync('examples/weather-agent.flow.json', 'utf8');

async function startWeather(script: ChatScript): Promise<{
  run: RunHandle;
  server: Awaited<ReturnType<typeof startChatServer>>;
  engine: ReturnType<typeof testEngine>;
}> {
  const server = await startChatServer(script);
  onTestFinished(() => server.close());
  const engine = testEngine({
    models: { openai: createOpenAiChatModel({ baseUrl: server.url, apiKey: 'none' }) },
  });
  const run = engine.start({
    flow: weather,
    input: 'Tokyo and Paris?',
    overrides: { connection: 'openai', model: 'm' },
  });
  return { run, server, engine };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('The condition never came true.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

test('cancel reaches a request that has no answer yet within 100 ms, through agent and model', async () => {
  const { run, server, engine } = await startWeather(hang);
  await until(() => server.requests.length === 1);
  const cancelled = performance.now();
  run.cancel();
  const disconnected = await server.requests[0]?.disconnected;
  expect((disconnected ?? Number.POSITIVE_INFINITY) - cancelled).toBeLessThan(100);
  expect((await run.result).state).toBe('cancelled');
  const spans = engine.record.spansOf(run.runId).map((span) => `${span.kind} ${span.state}`);
  expect(spans.toSorted()).toEqual(['agent cancelled', 'input done', 'llm cancelled']);
});

test('cancel in mid-stream keeps what had arrived', async () => {
  const { run, server, engine } = await startWeather((request) => ({
    chunks: (async function* (): AsyncGenerator<string> {
      yield event(deltaChunk({ content: 'The weather' }));
      await request.disconnected;
    })(),
  }));
  const output = run.queue('output');
  await until(() => output.size() > 0);
  const cancelled = performance.now();
  run.cancel();
  expect(
    ((await server.requests[0]?.disconnected) ?? Number.POSITIVE_INFINITY) - cancelled,
  ).toBeLessThan(100);
  await run.result;
  expect([engine.record.run(run.runId)?.state, output.dequeue().map((each) => each.body)]).toEqual([
    'cancelled',
    [{ type: 'text-delta', text: 'The weather' }],
  ]);
});

test('the weather agent over HTTP: split arguments, parallel calls, results in words, nothing of the calls in the text', async () => {
  const { run, engine, server } = await startWeather(weatherScript());
  const result = await run.result;
  expect(result).toMatchObject({ state: 'done' });
  expect(JSON.stringify(result.output)).toMatch(/10.*22/s);
  expect(server.requests.length).toBe(2);
  const events = engine.record.readEvents(run.runId, {
    afterSeq: 0,
    limit: 10_000,
    queue: 'output',
  });
  const types = events.map((each) => (each.body as { type: string }).type);
  expect(types.filter((type) => type === 'tool-call-end' || type === 'tool-result')).toEqual([
    'tool-call-end',
    'tool-call-end',
    'tool-result',
    'tool-result',
  ]);
});
