// Tokens/s from a local server through the whole path into the record: `node bench/stream/millrace.ts STREAMS TOKENS`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  InputModule,
  LlmModule,
  OutputModule,
  configure,
  createEngine,
  defineFlow,
} from 'millrace';
import { median } from '../measure.ts';
import { startServer } from './start-server.ts';

const streams = Number(process.argv[2] ?? 1);
const tokens = Number(process.argv[3] ?? 20_000);
const server = await startServer();
const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));
const engine = createEngine({
  recordPath: join(folder, 'record.db'),
  env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: 'none' },
});
const flow = defineFlow({
  name: 'stream',
  nodes: {
    question: new InputModule(),
    model: configure(LlmModule, { connection: 'openai', model: `fast-${tokens}` }),
    answer: new OutputModule(),
  },
  edges: [
    ['question.value', 'model.prompt'],
    ['model.text', 'answer.value'],
  ],
});

const rates: number[] = [];
const costs: number[] = [];
for (let round = 0; round < 6; round++) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const results = await Promise.all(
    Array.from({ length: streams }, () => engine.start({ ...flow, input: 'go' }).result),
  );
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(cpu);
  const complete = results.every(
    (result) =>
      result.state === 'done' &&
      typeof result.output === 'string' &&
      result.output.length === tokens * 5,
  );
  if (!complete) throw new Error(`Lost something: ${JSON.stringify(results[0]).slice(0, 300)}`);
  if (round === 0) continue;
  rates.push((streams * tokens) / seconds);
  costs.push((used.user + used.system) / (streams * tokens));
}
await engine.close();
server.close();
rmSync(folder, { recursive: true, force: true });
console.log(
  JSON.stringify({
    name: 'millrace',
    streams,
    tokensPerSecond: median(rates),
    cpuMsPerThousand: median(costs),
  }),
);
