import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { EngineClient } from '../../../core/api/engine-client.ts';
import type { RunEvent } from '../../../core/contracts/events.ts';
import { reachKey } from '../../../core/model/reach.ts';
import type { RunRequest } from '../../../core/model/run-request.ts';
import { startChatServer } from '../../servers/chat-server.ts';
import { weatherScript } from '../../servers/weather-script.ts';
import { until } from '../../unit/api/until.ts';
import { openWebHost } from './open-web-host.ts';

const key = 'sk-test-0123456789abcdef';
const request: RunRequest = {
  flow: readFileSync('examples/weather-agent.flow.json', 'utf8'),
  input: `What is the weather in Tokyo and Paris? My key is ${key}.`,
  overrides: { connection: 'openai', model: 'm' },
};

async function run(
  client: EngineClient,
  more: Partial<RunRequest>,
): Promise<{ readonly runId: string; readonly events: readonly RunEvent[] }> {
  const { runId } = await client.call('run.start', { ...request, ...more });
  const events: RunEvent[] = [];
  await client.subscribe(runId, 0, (batch) => void events.push(...batch));
  await until(() => events.some(({ body }) => (body as { type: string }).type === 'run-ended'));
  return { runId, events };
}

/** What the models said, token by token; results of tools may come in another order. */
function tokens(events: readonly RunEvent[]): readonly unknown[] {
  const bodies = events.filter(({ queue }) => queue === 'output').map(({ body }) => body);
  return bodies.filter((body) => (body as { type: string }).type !== 'tool-result');
}

test('a run over the web host is saved, and replayed token by token once its server is gone', async () => {
  const server = await startChatServer(weatherScript());
  const web = await openWebHost({ env: { OPENAI_BASE_URL: server.url, OPENAI_API_KEY: key } });
  onTestFinished(() => web.close());
  const headers = { cookie: await web.enter(), origin: web.origin };
  const { client } = await web.connect(headers);
  const { flow } = request;
  const seen = (await client.call('flow.check', { text: flow })).reaches?.map(reachKey) ?? [];
  await client.call('trust.accept', { flow, seen, folders: [] });
  const live = await run(client, { recordTraffic: true });
  const piece = await client.call('run.traffic', { runId: live.runId, offset: 0 });
  await server.close();
  const replay = { name: 'weather.jsonl', text: piece.text, pace: 'recorded' as const };
  const replayed = await run(client, { replay });
  const dead = await run(client, {});
  client.close();
  expect(tokens(live.events).length).toBeGreaterThan(10);
  expect(tokens(replayed.events)).toEqual(tokens(live.events));
  expect(replayed.events.at(-1)?.body).toEqual(live.events.at(-1)?.body);
  expect(dead.events.at(-1)?.body).toMatchObject({ type: 'run-ended', state: 'failed' });
  expect([piece.nextOffset, piece.text.includes(key)]).toEqual([undefined, false]);
});
