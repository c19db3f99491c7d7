// Tokens/s of a bare loop over the openai package's stream: `node bench/stream/openai.ts STREAMS TOKENS`.
import OpenAI from 'openai';
import { median } from '../measure.ts';
import { startServer } from './start-server.ts';

const streams = Number(process.argv[2] ?? 1);
const tokens = Number(process.argv[3] ?? 20_000);
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

const rates: number[] = [];
const costs: number[] = [];
for (let round = 0; round < 6; round++) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const lengths = await Promise.all(Array.from({ length: streams }, readOne));
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(cpu);
  if (!lengths.every((length) => length === tokens * 5))
    throw new Error(`Lost something: ${lengths[0]}`);
  if (round === 0) continue;
  rates.push((streams * tokens) / seconds);
  costs.push((used.user + used.system) / (streams * tokens));
}
server.close();
console.log(
  JSON.stringify({
    name: 'openai',
    streams,
    tokensPerSecond: median(rates),
    cpuMsPerThousand: median(costs),
  }),
);
