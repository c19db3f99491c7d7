import { describe, expect, test } from 'vitest';
import type { ChatPart } from '../../../core/contracts/chat.ts';
import { connectionPresets } from '../../../core/model/connection-presets.ts';
import type { ConnectionSettings } from '../../../core/model/connection-settings.ts';
import { replayConnections } from '../../../core/models/replay/create-replay-model.ts';
import {
  createTrafficRecorder,
  recordTraffic,
} from '../../../core/models/replay/create-traffic-recorder.ts';
import { parseFixture } from '../../../core/models/replay/parse-fixture.ts';
import { deltaChunk, done, event } from '../../servers/chat-dialects.ts';
import { refuse } from '../../servers/chat-server.ts';
import type { ChatServerReply } from '../../servers/chat-server.ts';
import { writeResponses } from '../../servers/responses-dialect.ts';
import { ask, hello, key, openConnections, serve } from './open-connections.ts';

const prices = { 'm*': { inputPerMillion: 2, outputPerMillion: 10 } };
const withUsage: ChatServerReply = {
  chunks: [
    event(deltaChunk({ content: 'Hello' })),
    event(deltaChunk({}, 'stop')),
    event({ choices: [], usage: { prompt_tokens: 100, completion_tokens: 50 } }),
    done,
  ],
};

interface Told {
  readonly live: readonly ChatPart[];
  readonly replayed: readonly ChatPart[];
  readonly file: string;
}

/** Asks the first of the connections once, then the same of its recording, where no connection is known. */
async function recordAndReplay(...settings: readonly ConnectionSettings[]): Promise<Told> {
  const connections = openConnections({ env: { MY_API_KEY: key } });
  for (const each of settings) connections.manager.save(each);
  const lines: string[] = [];
  const recorder = createTrafficRecorder({ secrets: [key], write: (line) => lines.push(line) });
  const id = settings[0]?.id ?? 'demo';
  const live = await ask(recordTraffic(connections, recorder), id);
  const file = lines.join('');
  const replayed = await ask(replayConnections(openConnections(), parseFixture(file)), id);
  expect([live.error, replayed.error]).toEqual([undefined, undefined]);
  return { live: live.parts, replayed: replayed.parts, file };
}

describe.each(connectionPresets.map(({ id }) => id))('a recording of %s', (preset) => {
  test('answers as the endpoint did, and holds no key', async () => {
    const server = await serve(() => hello);
    const { live, replayed, file } = await recordAndReplay({
      id: 'mine',
      preset,
      baseUrl: server.url,
      defaultModel: 'm',
      keyName: 'MY_API_KEY',
    });
    expect(replayed).toEqual(live);
    expect(file).not.toContain(key);
  });
});

test('the Responses API, a proxyless local address and the demo model are recorded too', async () => {
  const server = await serve(() => ({ chunks: writeResponses({ text: ['a', 'b'] }) }));
  const responses = await recordAndReplay({
    id: 'mine',
    baseUrl: server.url,
    defaultModel: 'm',
    api: 'responses',
  });
  const demo = await recordAndReplay();
  expect([responses.replayed, demo.replayed]).toEqual([responses.live, demo.live]);
});

test('a replay costs what the run cost, even where the connection is unknown', async () => {
  const server = await serve(() => withUsage);
  const { live, replayed } = await recordAndReplay({
    id: 'mine',
    baseUrl: server.url,
    defaultModel: 'm',
    prices,
  });
  expect(replayed).toEqual(live);
  expect(replayed).toContainEqual({
    type: 'usage',
    usage: { inputTokens: 100, outputTokens: 50, costUsd: 0.0007 },
  });
});

test('a fallback is replayed as a fallback, with the price of the model that answered', async () => {
  const dear = await serve(() => refuse(503, 'Busy'));
  const cheap = await serve(() => withUsage);
  const first = {
    id: 'dear',
    baseUrl: dear.url,
    defaultModel: 'big',
    maxRetries: 0,
    prices: { big: { inputPerMillion: 1000, outputPerMillion: 1000 } },
    fallbacks: [{ connection: 'nowhere' }, { connection: 'cheap', model: 'm2' }],
  };
  const { live, replayed } = await recordAndReplay(first, {
    id: 'cheap',
    baseUrl: cheap.url,
    defaultModel: 'm',
    prices,
  });
  expect(replayed).toEqual(live);
  expect(
    replayed.flatMap((part) => (part.type === 'fallback' ? [[part.to, part.error.code]] : [])),
  ).toEqual([
    ['nowhere', 'provider_failed'],
    ['cheap · m2', 'unknown_connection'],
  ]);
});

test('a retry of the model that stepped in is a retry', async () => {
  const dear = await serve(() => refuse(401, 'No'));
  const shaky = await serve(({ index }) => (index === 0 ? refuse(503, 'Busy') : hello));
  const { live, replayed } = await recordAndReplay(
    {
      id: 'dear',
      baseUrl: dear.url,
      defaultModel: 'big',
      fallbacks: [{ connection: 'shaky' }],
    },
    { id: 'shaky', baseUrl: shaky.url, defaultModel: 'm', maxRetries: 1 },
  );
  const types = (parts: readonly ChatPart[]): readonly string[] => parts.map(({ type }) => type);
  expect(types(replayed)).toEqual(types(live));
  expect(types(replayed).slice(0, 2)).toEqual(['fallback', 'retry']);
});
