// Tokens/s of the ai package's streamText: `node bench/stream/ai-sdk.ts STREAMS TOKENS`, after `npm install` in bench/peers.
import { importPeer } from '../peers.ts';
import { measureStreams, streams, tokens } from './measure-streams.ts';
import { startServer } from './start-server.ts';

const { streamText } = await importPeer('ai');
const { createOpenAICompatible } = await importPeer('@ai-sdk/openai-compatible');
const server = await startServer();
const provider = createOpenAICompatible({ name: 'bench', baseURL: server.baseUrl, apiKey: 'none' });

async function readOne(): Promise<number> {
  let length = 0;
  const { textStream } = streamText({ model: provider(`fast-${tokens}`), prompt: 'go' });
  for await (const text of textStream as AsyncIterable<string>) length += text.length;
  return length;
}

await measureStreams('ai', () => Promise.all(Array.from({ length: streams }, readOne)));
server.close();
