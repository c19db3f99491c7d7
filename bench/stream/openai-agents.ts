// Tokens/s of a streamed run of @openai/agents: `node bench/stream/openai-agents.ts STREAMS TOKENS`, after `npm install` in
// bench/peers.
import OpenAI from 'openai';
import { importPeer } from '../peers.ts';
import { measureStreams, streams, tokens } from './measure-streams.ts';
import { startServer } from './start-server.ts';

const { Agent, OpenAIChatCompletionsModel, run, setTracingDisabled } =
  await importPeer('@openai/agents');
setTracingDisabled(true);
const server = await startServer();
const client = new OpenAI({ baseURL: server.baseUrl, apiKey: 'none' });
const agent = new Agent({
  name: 'bench',
  model: new OpenAIChatCompletionsModel(client, `fast-${tokens}`),
});

async function readOne(): Promise<number> {
  let length = 0;
  const result = await run(agent, 'go', { stream: true });
  for await (const text of result.toTextStream() as AsyncIterable<string>) length += text.length;
  return length;
}

await measureStreams('openai-agents', () => Promise.all(Array.from({ length: streams }, readOne)));
server.close();
