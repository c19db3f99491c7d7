// From a token's sending by the model server to its arrival at a panel, through HTTP, engine, record and WebSocket, each in
// its own process: `node bench/panel/latency.ts RATE SECONDS [STREAMS]` (tokens/s of each stream).
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createEngineClient } from '../../core/api/engine-client.ts';
import type { ClientMessage, EngineMessage } from '../../core/api/protocol.ts';
import { createWebSocketChannel } from '../../core/api/web-socket-channel.ts';
import { reachKey } from '../../core/model/reach.ts';
import {
  InputModule,
  LlmModule,
  OutputModule,
  configure,
  defineFlow,
  isOutputEvent,
  isStatusEvent,
} from 'millrace';
import { percentile } from '../measure.ts';
import { startServer } from '../stream/start-server.ts';

const rate = Number(process.argv[2] ?? 100);
const seconds = Number(process.argv[3] ?? 4);
const streams = Number(process.argv[4] ?? 1);
const server = await startServer();
const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));
// The built engine, as people run it, lies beside the built page.
const built = 'dist/renderer';
const page = existsSync(join(built, 'index.html')) ? built : join(folder, 'page');
if (page !== built) {
  mkdirSync(page);
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>bench</title>');
}
const host = fork(new URL('host.ts', import.meta.url), [join(folder, 'record.db'), page], {
  env: {
    ...process.env,
    // What is agreed to here is no word of the person's.
    MILLRACE_HOME: folder,
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_API_KEY: 'none',
  },
});
const [{ address, enginePid }] = (await once(host, 'message')) as [
  { readonly address: string; readonly enginePid: number },
];
const origin = new URL(address).origin;
const entry = await fetch(address, { redirect: 'manual' });
const cookie = (entry.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const socket = new WebSocket(`${origin.replace('http', 'ws')}/engine`, {
  headers: { cookie, origin },
  perMessageDeflate: false,
});
await once(socket, 'open');
const client = createEngineClient(createWebSocketChannel<ClientMessage, EngineMessage>(socket));
await client.ready;

async function watch(count: number): Promise<number[]> {
  const { flow } = defineFlow({
    name: 'panel',
    nodes: {
      question: new InputModule(),
      model: configure(LlmModule, { connection: 'openai', model: `paced-${rate}-${count}` }),
      answer: new OutputModule(),
    },
    edges: [
      ['question.value', 'model.prompt'],
      ['model.text', 'answer.value'],
    ],
  });
  // The host lets nothing run that nobody has agreed to.
  const { reaches = [] } = await client.call('flow.check', { text: flow });
  await client.call('trust.accept', { flow, seen: reaches.map(reachKey), folders: [] });
  const { runId } = await client.call('run.start', { flow, input: 'go' });
  const late: number[] = [];
  await new Promise<void>((resolve, reject) => {
    const take = (events: Parameters<Parameters<typeof client.subscribe>[2]>[0]): void => {
      const now = performance.timeOrigin + performance.now();
      for (const event of events) {
        if (isOutputEvent(event) && event.body.type === 'text-delta') {
          for (const stamp of event.body.text.trim().split(' '))
            late.push(now - Number.parseInt(stamp, 36) / 1000);
        } else if (isStatusEvent(event) && event.body.type === 'run-ended') {
          if (event.body.state === 'done') resolve();
          else reject(new Error(JSON.stringify(event.body)));
        }
      }
    };
    client.subscribe(runId, 0, take).catch(reject);
  });
  if (late.length !== count) throw new Error(`${late.length} of ${count} tokens arrived.`);
  return late;
}

/** Of the engine process; undefined where the system does not tell. */
function readPeakMb(): number | undefined {
  try {
    const status = readFileSync(`/proc/${enginePid}/status`, 'utf8');
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

await watch(Math.max(20, rate));
const all = (
  await Promise.all(Array.from({ length: streams }, () => watch(rate * seconds)))
).flat();
const peakMb = readPeakMb();
client.close();
host.disconnect();
server.close();
await once(host, 'exit');
rmSync(folder, { recursive: true, force: true });
console.log(
  JSON.stringify({
    name: 'panel',
    rate,
    streams,
    p50Ms: percentile(all, 0.5),
    p99Ms: percentile(all, 0.99),
    peakMb,
  }),
);
