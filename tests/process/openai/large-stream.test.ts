import { afterEach, expect, test } from 'vitest';
import { createOpenAiChatModel } from '../../../core/node/openai/openai-chat-model.ts';
import { deltaChunk, done, event } from '../../servers/chat-dialects.ts';
import { request, serve, stopServers } from './run-turn.ts';

afterEach(stopServers);

test('20,000 tokens arrive all, in order, many to a read', async () => {
  const count = 20_000;
  const server = await serve(() => ({
    chunks: (function* () {
      for (let place = 0; place < count; place += 20) {
        const places = Array.from({ length: 20 }, (_, offset) => place + offset);
        yield places.map((token) => event(deltaChunk({ content: ` ${token}` }))).join('');
      }
      yield event(deltaChunk({}, 'stop')) + done;
    })(),
  }));
  const model = createOpenAiChatModel({ baseUrl: server.url });
  const texts: string[] = [];
  let batches = 0;
  for await (const batch of model.stream(request, new AbortController().signal)) {
    batches += 1;
    for (const part of batch) if (part.type === 'text-delta') texts.push(part.text);
  }
  expect(texts).toEqual(Array.from({ length: count }, (_, token) => ` ${token}`));
  expect(batches).toBeLessThan(count / 4);
});
