import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createEngineClient } from '../../../core/api/engine-client.ts';
import { createWebSocketChannel } from '../../../core/api/web-socket-channel.ts';
import { startWebHost } from '../../../core/bin/web-host.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { until } from '../../unit/api/until.ts';
import { appendTexts, sampleRun } from '../../unit/record/sample-events.ts';

test('the first page that comes is told that the record was damaged, and finds its runs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-damaged-'));
  const path = join(folder, 'record.db');
  const record = openRecord(path);
  const writer = record.startRun(sampleRun('r1'));
  appendTexts(writer, 'r1', 1, 10);
  writer.end({ state: 'done', endedUs: Date.now() * 1000 });
  record.close();
  writeFileSync(path, readFileSync(path).fill(0, 0, 100));
  const host = await startWebHost({
    port: 0,
    recordPath: path,
    staticRoot: join(folder, 'renderer'),
    env: { MILLRACE_HOME: folder },
  });
  try {
    const { origin, host: address } = new URL(host.url);
    const entered = await fetch(host.url, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const socket = new WebSocket(`ws://${address}/engine`, { headers: { cookie, origin } });
    await new Promise((resolve) => socket.once('open', resolve));
    const client = createEngineClient(createWebSocketChannel(socket));
    const notices: object[] = [];
    client.onNotice(({ level, error }) => notices.push({ level, code: error.code }));
    await client.ready;
    const listed = await client.call('run.list', { limit: 5 });
    await until(() => notices.length > 0);
    expect(notices).toEqual([{ level: 'error', code: 'record_salvaged' }]);
    expect(listed.map(({ runId }) => runId)).toEqual(['r1']);
    expect(readdirSync(folder).some((name) => name.includes('.damaged-'))).toBe(true);
    client.close();
  } finally {
    await host.close();
    rmSync(folder, { recursive: true });
  }
});
