import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createEngineClient } from '../../../core/api/engine-client.ts';
import type { EngineClient } from '../../../core/api/engine-client.ts';
import { serveEngine } from '../../../core/api/engine-server.ts';
import { createMessagePortChannel } from '../../../core/api/message-port-channel.ts';
import type { ClientMessage, EngineMessage } from '../../../core/api/protocol.ts';
import { createNodeEngine } from '../../../core/bin/create-node-engine.ts';
import { EngineSession } from '../../../core/bin/engine-session.ts';
import type { RunEvent } from '../../../core/contracts/events.ts';
import type { TrafficPiece } from '../../../core/contracts/run-traffic.ts';
import type { RunRequest } from '../../../core/model/run-request.ts';
import { createRunTraffic } from '../../../core/models/replay/create-run-traffic.ts';
import { createOpenAiChatModel } from '../../../core/node/openai/openai-chat-model.ts';
import { openTrafficFolder, trafficFolderBeside } from '../../../core/node/host/traffic-folder.ts';
import { shippedFormats } from '../../../core/stream/formats/raw-formats.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { dialects } from '../../servers/chat-dialects.ts';
import { startChatServer } from '../../servers/chat-server.ts';
import { until } from './until.ts';

const flow = readFileSync('examples/weather-agent.flow.json', 'utf8');
const input = 'What is the weather in Tokyo and in Paris?';
const overrides = { model: 'demo-fast' };

async function connect(): Promise<EngineClient> {
  const engine = createNodeEngine({ recordPath: join(tempFolder(), 'record.db'), env: {} });
  onTestFinished(() => engine.close());
  const { port1, port2 } = new MessageChannel();
  serveEngine(engine, createMessagePortChannel<EngineMessage, unknown>(port1), { version: '1' });
  const client = createEngineClient(createMessagePortChannel<ClientMessage, EngineMessage>(port2));
  onTestFinished(() => client.close());
  await client.ready;
  return client;
}

async function run(
  client: EngineClient,
  request: Partial<RunRequest>,
): Promise<{ readonly runId: string; readonly events: readonly RunEvent[] }> {
  const { runId } = await client.call('run.start', { flow, input, overrides, ...request });
  const events: RunEvent[] = [];
  await client.subscribe(runId, 0, (batch) => void events.push(...batch));
  const isEnd = ({ body }: RunEvent): boolean => (body as { type: string }).type === 'run-ended';
  await until(() => events.some(isEnd));
  return { runId, events };
}

function bodies(events: readonly RunEvent[], queue: string): readonly unknown[] {
  return events.filter((event) => event.queue === queue).map(({ body }) => body);
}

async function fetchTraffic(client: EngineClient, runId: string): Promise<string> {
  let text = '';
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const piece: TrafficPiece = await client.call('run.traffic', { runId, offset });
    text += piece.text;
    offset = piece.nextOffset;
  }
  return text;
}

test('a run that was recorded is fetched, checked and replayed; the record says so', async () => {
  const client = await connect();
  const recorded = await run(client, { recordTraffic: true });
  const text = await fetchTraffic(client, recorded.runId);
  const summary = await client.call('traffic.check', { text });
  const replay = { name: 'weather.jsonl', text, pace: 'none' as const };
  const replayed = await run(client, { replay, overrides: { model: 'demo-fast' } });
  const said = (events: readonly RunEvent[]): string =>
    events.flatMap(({ body }) => (isText(body) ? [body.text] : [])).join('');
  expect({
    turns: summary.turns,
    lasted: summary.durationMs > 0,
    started: bodies(replayed.events, 'status')[0],
    end: bodies(replayed.events, 'status').at(-1),
    text: said(replayed.events),
  }).toEqual({
    turns: 2,
    lasted: true,
    started: {
      type: 'run-started',
      replay: { name: 'weather.jsonl', pace: 'none' },
      overrides: { model: 'demo-fast' },
    },
    end: bodies(recorded.events, 'status').at(-1),
    text: said(recorded.events),
  });
  await expect(fetchTraffic(client, replayed.runId)).rejects.toMatchObject({ code: 'no_traffic' });
});

test('nothing is recorded unless it is asked for', async () => {
  const client = await connect();
  const { runId } = await run(client, {});
  await expect(fetchTraffic(client, runId)).rejects.toMatchObject({
    code: 'no_traffic',
    action: expect.any(String),
  });
  await expect(fetchTraffic(client, 'elsewhere')).rejects.toMatchObject({ code: 'unknown_run' });
});

test('a broken file starts nothing and names its line; wrong fields are refused', async () => {
  const client = await connect();
  const broken = '{"format":"millrace/traffic","formatVersion":1}\n{"type":"turn"\n';
  const replay = { name: 'b', text: broken, pace: 'none' as const };
  const refusals = await Promise.allSettled([
    client.call('run.start', { flow, input, replay }),
    client.call('traffic.check', { text: broken }),
    client.call('run.start', { flow, input, replay: { ...replay, pace: 'fast' as 'none' } }),
    client.call('run.traffic', { runId: 'r', offset: -1 }),
  ]);
  expect(
    refusals.map((each) =>
      each.status === 'rejected' ? [each.reason.code, each.reason.message] : each.value,
    ),
  ).toEqual([
    ['invalid_fixture', 'Line 2 of the traffic file: it is not a JSON object.'],
    ['invalid_fixture', 'Line 2 of the traffic file: it is not a JSON object.'],
    ['bad_message', expect.stringContaining('replay.pace')],
    ['bad_message', expect.stringContaining('offset')],
  ]);
  expect(await client.call('run.list', { limit: 10 })).toEqual([]);
});

test('an answer that would not fit the memory set aside is not recorded, and held by nobody after', async () => {
  const server = await startChatServer(({ body }) => ({
    chunks: dialects.openai({
      text: Array.from({ length: body.messages[0]?.content === 'long' ? 500 : 5 }, String),
    }),
  }));
  onTestFinished(() => server.close());
  const model = createOpenAiChatModel({ baseUrl: server.url });
  const traffic = createRunTraffic({
    connections: { list: () => [], open: () => model },
    formats: shippedFormats,
    secrets: { get: () => undefined, values: () => [] },
    store: openTrafficFolder(tempFolder()),
    mostHeldBytes: 20_000,
  });
  const turn = async (content: string): Promise<boolean> => {
    const open = traffic.open(content, { recordTraffic: true });
    const messages = [{ role: 'user' as const, content }];
    const stream = open?.connections
      .open('any')
      .stream({ model: 'm', messages, tools: [] }, new AbortController().signal);
    for await (const _ of stream ?? []);
    open?.close();
    return traffic.read(content, 0) !== undefined;
  };
  expect([await turn('long'), await turn('short'), await turn('again')]).toEqual([
    false,
    true,
    true,
  ]);
});

test('a host that starts removes the recordings of runs that have left the record', async () => {
  const recordPath = join(tempFolder(), 'record.db');
  const engine = createNodeEngine({ recordPath, env: {} });
  const kept = engine.start({ flow, input, overrides, recordTraffic: true });
  await kept.result;
  await engine.close();
  const folder = trafficFolderBeside(recordPath);
  const stray = openTrafficFolder(folder).create('gone');
  stray.write('line\n');
  stray.close();
  await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(2));
  const session = new EngineSession({ recordPath, version: '1', deletesOldRuns: true, env: {} });
  expect(readdirSync(folder)).toEqual([`${kept.runId}.traffic`]);
  await session.close();
});

function isText(body: unknown): body is { readonly text: string } {
  return (body as { readonly type: string }).type === 'text-delta';
}
