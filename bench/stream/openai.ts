// Tokens/s of a bare loop over the openai package's stream: `node bench/stream/openai.ts STREAMS TOKENS`.
import OpenAI from 'openai';
import { measureStreams, streams, tokens } from './measure-streams.ts';
import { startServer } from './start-server.ts';

const server = await startServer();
const client = new OpenAI({ baseURL: server.baseUrl, apiKey: 'none' });

async function readOne(): Promise<number> {
  let length = 0;
  const stream = await client.chat.completions.create({
    model: `fast-${tokens}`,
    stream: true,
    messages: [{ role: 'user', content: 'go' }],
  });
  for await (const chunk of stream) length += chunk.choices[0]?.delta.content?.length ?? 0;
  return length;
}

await measureStreams('openai', () => Promise.all(Array.from({ length: streams }, readOne)));
server.close();
