import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createEngineClient } from '../../../core/api/engine-client.ts';
import { createMessagePortChannel } from '../../../core/api/message-port-channel.ts';
import type { ClientMessage, EngineMessage } from '../../../core/api/protocol.ts';
import { EngineSession } from '../../../core/bin/engine-session.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { until } from './until.ts';

test('clients hear when the record cannot be written, and when it can again; nothing of the run is lost', async () => {
  const recordPath = join(tempFolder(), 'record.db');
  const session = new EngineSession({ recordPath, version: '1', deletesOldRuns: true, env: {} });
  onTestFinished(() => session.close());
  const { port1, port2 } = new MessageChannel();
  session.serve(createMessagePortChannel<EngineMessage, unknown>(port1));
  const client = createEngineClient(createMessagePortChannel<ClientMessage, EngineMessage>(port2));
  const notices: string[] = [];
  client.onNotice((notice) => notices.push(notice.error.code));
  await client.ready;
  const { runId } = await client.call('run.start', {
    flow: readFileSync('examples/chat.flow.json', 'utf8'),
    input: 'Hello?',
  });
  const other = new Database(recordPath);
  other.exec('BEGIN EXCLUSIVE');
  await until(() => notices.includes('record_busy'), 10_000);
  other.exec('ROLLBACK');
  other.close();
  await until(() => notices.includes('record_recovered'), 10_000);
  const kinds: string[] = [];
  await client.subscribe(runId, 0, (events) => {
    for (const event of events) kinds.push((event.body as { type: string }).type);
  });
  await until(() => kinds.includes('run-ended'), 10_000);
  expect((await client.call('run.get', { runId })).run.state).toBe('done');
  client.close();
});
