import { expect, onTestFinished, test } from 'vitest';
import { createModelFacts } from '../../../core/exports/otlp/model-facts.ts';
import type { OtlpAttribute, OtlpSpan, OtlpValue } from '../../../core/exports/otlp/otlp-types.ts';
import { sendTrace } from '../../../core/exports/otlp/send-trace.ts';
import type { SentTrace } from '../../../core/contracts/run-exports.ts';
import { makeTestTrace } from '../../../core/exports/otlp/test-trace.ts';
import { spanIdOf, traceIdOf } from '../../../core/exports/otlp/trace-ids.ts';
import { mapTrace } from '../../../core/exports/otlp/trace-mapper.ts';
import { createRedactor } from '../../../core/exports/redactor.ts';
import { openRunSource } from '../../../core/exports/run-source.ts';
import { createHttpClient } from '../../../core/node/http/create-http-client.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { startCollector } from '../../servers/otlp-collector.ts';
import type { Collector, CollectorAnswer } from '../../servers/otlp-collector.ts';
import { writeSampleRun } from './sample-run.ts';

const runId = 'cf633133-c1a4-46bf-bc90-aa5ed55572a6';

function spansOf(withoutContents: boolean): readonly OtlpSpan[] {
  const record = openRecord(':memory:');
  writeSampleRun(record, runId);
  const source = openRunSource(record, runId);
  const redactor = createRedactor({ secrets: [], withoutContents });
  return [...mapTrace(source, { redactor, findModel: createModelFacts(source.flow, []) })];
}

function plain(value: OtlpValue): unknown {
  if ('arrayValue' in value) return value.arrayValue.values.map(plain);
  if ('intValue' in value) return Number(value.intValue);
  return Object.values(value)[0];
}

const attributesOf = (list: readonly OtlpAttribute[]): Record<string, unknown> =>
  Object.fromEntries(list.map(({ key, value }) => [key, plain(value)]));

async function collector(answers?: readonly CollectorAnswer[]): Promise<Collector> {
  const server = await startCollector(answers);
  onTestFinished(() => server.close());
  return server;
}

interface Sent {
  readonly result: Promise<SentTrace>;
  readonly waits: number[];
}

function send(
  url: string,
  spans = spansOf(true),
  headers = {},
  signal = new AbortController().signal,
): Sent {
  const waits: number[] = [];
  const result = sendTrace(
    spans,
    { url, headers },
    {
      http: createHttpClient(),
      sender: { version: '1.2.3' },
      signal,
      delay: async (milliseconds) => void waits.push(milliseconds),
    },
  );
  return { result, waits };
}

test('a run is a trace, and its spans say by the conventions what they are', () => {
  const spans = spansOf(true);
  const byName = new Map(spans.map((span) => [span.name, span]));
  expect([...byName.keys()]).toEqual([
    'chat demo-fast',
    'execute_tool look',
    'invoke_agent Agent',
    'invoke_workflow Sample',
  ]);
  const [chat, tool, agent, run] = spans;
  expect(attributesOf(chat?.attributes ?? [])).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'millrace.demo',
    'gen_ai.request.model': 'demo-fast',
    'gen_ai.request.temperature': 0,
    'gen_ai.request.max_tokens': 50,
    'gen_ai.request.stream': true,
    'gen_ai.response.finish_reasons': ['tool_calls'],
    'gen_ai.response.time_to_first_chunk': 0.000_03,
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.output_tokens': 5,
    'gen_ai.usage.cache_read.input_tokens': 4,
    'millrace.node.id': 'a1',
    'millrace.node.kind': 'llm',
    'millrace.span.title': 'round 1',
    'millrace.attempt': 1,
    'millrace.cost_usd': 0.25,
  });
  expect(chat?.events.map(({ name, attributes }) => [name, attributesOf(attributes)])).toEqual([
    ['millrace.retry', { 'error.type': 'tool_failed', 'millrace.retry.delay_ms': 5 }],
    ['millrace.first_token', {}],
  ]);
  expect(attributesOf(tool?.attributes ?? [])).toMatchObject({
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'look',
    'gen_ai.tool.call.id': 'c1',
    'gen_ai.tool.type': 'function',
    'error.type': 'tool_failed',
  });
  expect(tool?.status).toEqual({ code: 2, message: 'tool_failed' });
  expect(attributesOf(agent?.attributes ?? [])).toMatchObject({
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'Agent',
  });
  expect(attributesOf(run?.attributes ?? [])).toMatchObject({
    'gen_ai.operation.name': 'invoke_workflow',
    'gen_ai.workflow.name': 'Sample',
    'millrace.run.id': runId,
  });
  expect([chat?.parentSpanId, agent?.parentSpanId, run?.parentSpanId]).toEqual([
    agent?.spanId,
    run?.spanId,
    undefined,
  ]);
  expect(chat?.kind).toBe(3);
});

test('ids come from the run: the same in every export, and the trace is found by the run’s id', () => {
  expect(spansOf(true).map(({ spanId }) => spanId)).toEqual(
    spansOf(false).map(({ spanId }) => spanId),
  );
  expect(traceIdOf(runId)).toBe('cf633133c1a446bfbc90aa5ed55572a6');
  expect(traceIdOf('not a uuid')).toMatch(/^[0-9a-f]{32}$/);
  const ids = Array.from({ length: 5_000 }, (_each, at) => spanIdOf(runId, `s${at}`));
  expect(new Set(ids).size).toBe(5_000);
});

test('what was said goes along only where that is wanted, in the shape of the conventions', () => {
  expect(JSON.stringify(spansOf(true))).not.toMatch(/Where|Tokyo|Let me|It said/);
  const [chat, tool, , run] = spansOf(false);
  const attributes = attributesOf(chat?.attributes ?? []);
  expect(JSON.parse(String(attributes['gen_ai.input.messages']))).toEqual([
    { role: 'user', parts: [{ type: 'text', content: 'Where?' }] },
  ]);
  expect(JSON.parse(String(attributes['gen_ai.output.messages']))).toEqual([
    {
      role: 'assistant',
      parts: [
        { type: 'text', content: '=Let me "look",\r\n' },
        { type: 'tool_call', id: 'c1', name: 'look', arguments: { where: 'Tokyo' } },
      ],
      finish_reason: 'tool_calls',
    },
  ]);
  expect(attributesOf(tool?.attributes ?? [])['gen_ai.tool.call.arguments']).toBe(
    '{"where":"Tokyo"}',
  );
  expect(String(attributesOf(run?.attributes ?? [])['millrace.output']).length).toBeLessThan(
    70_000,
  );
});

test('a collector takes the trace, with the headers; an address without a path gets the usual one', async () => {
  const server = await collector();
  const { result } = send(server.base, spansOf(false), { 'x-key': 'abc' });
  expect(await result).toEqual({ spans: 4, rejected: 0 });
  expect(server.spans().length).toBe(4);
  expect(server.requests.map(({ path, headers }) => [path, headers['x-key']])).toEqual([
    ['/v1/traces', 'abc'],
  ]);
});

test('many spans go in several requests of limited size', async () => {
  const server = await collector();
  const [span] = makeTestTrace(Date.now() * 1000).spans;
  const many = Array.from({ length: 600 }, () => span).filter((each) => each !== undefined);
  expect(await send(server.url, many).result).toEqual({ spans: 600, rejected: 0 });
  expect(server.requests.length).toBe(3);
});

test('it tries again where the protocol says so, and waits as long as it is asked to', async () => {
  const server = await collector([
    { status: 503, headers: { 'retry-after': '2' } },
    { status: 429 },
    { status: 502, hangUp: true },
    { status: 200, body: {} },
  ]);
  const { result, waits } = send(server.url);
  expect(await result).toEqual({ spans: 4, rejected: 0 });
  expect(waits[0]).toBe(2_000);
  expect(waits.slice(1).map((wait) => wait > 400 && wait <= 2_000)).toEqual([true, true]);
  expect(server.requests.length).toBe(4);
});

test('what was refused is not sent again: partly, wholly, or for longer than anybody waits', async () => {
  const partly = { partialSuccess: { rejectedSpans: '3', errorMessage: 'too old' } };
  const server = await collector([
    { status: 200, body: partly },
    { status: 401, body: { message: 'who are you' } },
    { status: 400 },
    { status: 503, headers: { 'retry-after': '3600' } },
  ]);
  expect(await send(server.url).result).toEqual({ spans: 4, rejected: 3, message: 'too old' });
  await expect(send(server.url).result).rejects.toMatchObject({
    code: 'otlp_refused',
    message: expect.stringMatching(/401: who are you/) as string,
  });
  await expect(send(server.url).result).rejects.toMatchObject({ code: 'otlp_refused' });
  await expect(send(server.url).result).rejects.toMatchObject({ code: 'otlp_refused' });
  expect(server.requests.length).toBe(4);
});

test('a dead collector is asked five times; nonsense for an address, never', async () => {
  const server = await startCollector();
  await server.close();
  const { result, waits } = send(server.url);
  await expect(result).rejects.toMatchObject({ code: 'otlp_unreachable' });
  expect(waits.length).toBe(4);
  await expect(send('ftp://127.0.0.1').result).rejects.toMatchObject({ code: 'invalid_url' });
  const stop = new AbortController();
  stop.abort();
  const stopped = send(server.url, spansOf(true), {}, stop.signal);
  await expect(stopped.result).rejects.toMatchObject({ code: 'cancelled' });
});
