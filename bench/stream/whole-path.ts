// Tokens/s of the whole path: bytes, reader (and sieve), events, record, WebSocket, a panel process that decodes them:
// `node bench/stream/whole-path.ts STREAMS TOKENS [RAW_FORMAT]`. The engine works in this process, so its cost is ours.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { createEngine } from 'millrace';
import { serveEngine } from '../../core/api/engine-server.ts';
import type { ClientMessage, EngineMessage } from '../../core/api/protocol.ts';
import { createWebSocketChannel } from '../../core/api/web-socket-channel.ts';
import { measureStreams, streams, tokens } from './measure-streams.ts';
import { startServer } from './start-server.ts';

const server = await startServer();
const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));
const engine = createEngine({
  recordPath: join(folder, 'record.db'),
  env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: 'none' },
});

async function openPanel(): Promise<ChildProcess> {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(sockets, 'listening');
  sockets.on('connection', (socket: WebSocket) => {
    const channel = createWebSocketChannel<EngineMessage, ClientMessage>(socket);
    serveEngine(engine, channel, { version: 'bench', onClosed: () => sockets.close() });
  });
  const { port } = sockets.address() as AddressInfo;
  const panel = fork(new URL('panel.ts', import.meta.url), [String(port)]);
  await once(panel, 'message');
  return panel;
}

const panel = await openPanel();
await measureStreams('millrace', async () => {
  panel.send({ streams, model: `fast-${tokens}`, rawFormat: process.argv[4] ?? '' });
  const [lengths] = (await once(panel, 'message')) as [number[]];
  return lengths;
});
panel.disconnect();
await once(panel, 'exit');
await engine.close();
server.close();
rmSync(folder, { recursive: true, force: true });
