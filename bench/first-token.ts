// ms from asking to the first token, in turns with bare node:http: Millrace, up to the commit that holds the token, or the
// openai package, apart from each other since the garbage of one is collected in the time of the next:
// `node bench/first-token.ts millrace|openai`.
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import {
  InputModule,
  LlmModule,
  OutputModule,
  configure,
  createEngine,
  defineFlow,
  isOutputEvent,
} from 'millrace';
import { median } from './measure.ts';
import { startServer } from './stream/start-server.ts';

const rounds = 1000;
const server = await startServer();
const model = 'fast-40';
const messages = [{ role: 'user' as const, content: 'go' }];

const agent = new Agent({ keepAlive: true });
function askHttp(): Promise<number> {
  const started = performance.now();
  const body = JSON.stringify({ model, stream: true, messages });
  return new Promise((resolve, reject) => {
    const asked = request(`${server.baseUrl}/chat/completions`, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    asked.on('error', reject);
    asked.on('response', (answer) => {
      let waitedMs: number | undefined;
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        if (piece.includes('toke')) waitedMs ??= performance.now() - started;
      });
      answer.on('end', () => resolve(waitedMs ?? Number.NaN));
      answer.on('error', reject);
    });
    asked.end(body);
  });
}

const client = new OpenAI({ baseURL: server.baseUrl, apiKey: 'none' });
async function askOpenAi(): Promise<number> {
  const started = performance.now();
  let waitedMs: number | undefined;
  const stream = await client.chat.completions.create({ model, stream: true, messages });
  for await (const chunk of stream) {
    if (chunk.choices[0]?.delta.content) waitedMs ??= performance.now() - started;
  }
  return waitedMs ?? Number.NaN;
}

const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));
const engine = createEngine({
  recordPath: join(folder, 'record.db'),
  env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: 'none' },
});
const flow = defineFlow({
  name: 'first',
  nodes: {
    question: new InputModule(),
    model: configure(LlmModule, { connection: 'openai', model }),
    answer: new OutputModule(),
  },
  edges: [
    ['question.value', 'model.prompt'],
    ['model.text', 'answer.value'],
  ],
});
async function askMillrace(): Promise<number> {
  const started = performance.now();
  let waitedMs: number | undefined;
  const stop = engine.record.onCommit((events) => {
    if (events.some((event) => isOutputEvent(event) && event.body.type === 'text-delta')) {
      waitedMs ??= performance.now() - started;
    }
  });
  await engine.start({ ...flow, input: 'go' }).result;
  stop();
  return waitedMs ?? Number.NaN;
}

const ask = process.argv[2] === 'openai' ? askOpenAi : askMillrace;
const bare: number[] = [];
const own: number[] = [];
for (let round = -500; round < rounds; round++) {
  const [bareMs, ownMs] = [await askHttp(), await ask()];
  if (round < 0) continue;
  bare.push(bareMs);
  own.push(ownMs);
}
await engine.close();
agent.destroy();
server.close();
rmSync(folder, { recursive: true, force: true });
const [bareMs, ownMs] = [median(bare), median(own)];
console.log(JSON.stringify({ bareMs, ownMs, laterMs: ownMs - bareMs }));
