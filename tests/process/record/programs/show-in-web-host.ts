// A web host with its engine, and a page that starts runs and sees them: show-in-web-host.ts PATH RUNS. Prints `ready`,
// then a line for each batch of events that the page got: [runId, [seq, order], …].
import { writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WebSocket } from 'ws';
import { createEngineClient } from '../../../../core/api/engine-client.ts';
import { createWebSocketChannel } from '../../../../core/api/web-socket-channel.ts';
import { startWebHost } from '../../../../core/bin/web-host.ts';

const [path = '', runs = '1'] = process.argv.slice(2);
// No built app: the engine is the one of the sources.
const staticRoot = join(dirname(path), 'renderer');
const host = await startWebHost({ port: 0, recordPath: path, staticRoot });
const { origin, host: address } = new URL(host.url);
const entered = await fetch(host.url, { redirect: 'manual' });
const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
const socket = new WebSocket(`ws://${address}/engine`, { headers: { cookie, origin } });
await new Promise((resolve) => socket.once('open', resolve));
const client = createEngineClient(createWebSocketChannel(socket));
await client.ready;
writeSync(1, 'ready\n');

const node = (kind: string, settings: object): object => ({
  kind,
  kindVersion: 1,
  title: kind,
  settings,
});
const flow = JSON.stringify({
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'shown',
  name: 'Shown',
  description: '',
  nodes: {
    question: node('input', {}),
    first: node('llm', { connection: 'demo', model: 'demo-fast' }),
    second: node('llm', { connection: 'demo', model: 'demo-fast' }),
    answer: node('output', {}),
  },
  edges: [
    { from: 'question.value', to: 'first.prompt' },
    { from: 'first.text', to: 'second.prompt' },
    { from: 'second.text', to: 'answer.value' },
  ],
  layout: {},
});

async function runOn(): Promise<void> {
  const { runId } = await client.call('run.start', { flow, input: 'What is a mill race?' });
  const { promise, resolve } = Promise.withResolvers<void>();
  await client.subscribe(runId, 0, (events) => {
    writeSync(1, `${JSON.stringify([runId, ...events.map(({ seq, order }) => [seq, order])])}\n`);
    const isOver = events.some(
      ({ queue, body }) => queue === 'status' && (body as { type: string }).type === 'run-ended',
    );
    if (isOver) resolve();
  });
  await promise;
  await runOn();
}

await Promise.all(Array.from({ length: Number(runs) }, runOn));
