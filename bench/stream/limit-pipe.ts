// The limit of the whole path: server-sent events cut by hand, one row per token in bare better-sqlite3, transactions of 8 ms or
// 256 tokens, one WebSocket frame of JSON for each, a panel process: `node bench/stream/limit-pipe.ts STREAMS TOKENS`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { WebSocketServer, type WebSocket } from 'ws';
import { measureStreams, streams, tokens } from './measure-streams.ts';
import { startServer } from './start-server.ts';

type Row = readonly [seq: number, run: number, node: number, timeMs: number, text: string];

const server = await startServer();
const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));
const database = new Database(join(folder, 'limit.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = NORMAL');
database.exec(
  'CREATE TABLE token (seq INTEGER PRIMARY KEY, run INTEGER, node INTEGER, time INTEGER, text TEXT)',
);
const insert = database.prepare('INSERT INTO token VALUES (?, ?, ?, ?, ?)');
const commit = database.transaction((batch: readonly Row[]) => {
  for (const row of batch) insert.run(row[0], row[1], row[2], row[3], row[4]);
});

const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
await once(sockets, 'listening');
const panel = fork(new URL('limit-panel.ts', import.meta.url), [
  String((sockets.address() as AddressInfo).port),
]);
const [socket] = (await once(sockets, 'connection')) as [WebSocket];

let rows: Row[] = [];
let seq = 0;
let timer: NodeJS.Timeout | undefined;

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  if (rows.length === 0) return;
  const batch = rows;
  rows = [];
  commit(batch);
  socket.send(JSON.stringify(batch));
}

function take(run: number, text: string): void {
  rows.push([++seq, run, 1, Date.now(), text]);
  if (rows.length >= 256) flush();
  else timer ??= setTimeout(flush, 8);
}

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content?: string } }[];
}

function cut(answer: IncomingMessage, run: number): void {
  answer.setEncoding('utf8');
  let rest = '';
  answer.on('data', (piece: string) => {
    const text = rest + piece;
    let start = 0;
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n', start)) {
      // 91 is the bracket of [DONE].
      if (text.charCodeAt(start + 6) !== 91) {
        const chunk = JSON.parse(text.slice(start + 6, end)) as Chunk;
        const content = chunk.choices[0]?.delta.content;
        if (content) take(run, content);
      }
      start = end + 2;
    }
    rest = text.slice(start);
  });
}

const agent = new Agent({ keepAlive: true });

function readOne(run: number): Promise<void> {
  const body = JSON.stringify({
    model: `fast-${tokens}`,
    stream: true,
    messages: [{ role: 'user', content: 'go' }],
  });
  return new Promise((resolve, reject) => {
    const asked = request(`${server.baseUrl}/chat/completions`, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    asked.on('error', reject);
    asked.on('response', (answer) => {
      cut(answer, run);
      answer.on('end', resolve);
      answer.on('error', reject);
    });
    asked.end(body);
  });
}

await measureStreams('limit', async () => {
  await Promise.all(Array.from({ length: streams }, (_, run) => readOne(run)));
  flush();
  socket.send('"report"');
  const [lengths] = (await once(panel, 'message')) as [number[]];
  return lengths;
});
socket.close();
sockets.close();
panel.disconnect();
await once(panel, 'exit');
server.close();
database.close();
agent.destroy();
rmSync(folder, { recursive: true, force: true });
