import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { createEngineClient, type EngineClient } from '../../../core/api/engine-client.ts';
import { serveEngine } from '../../../core/api/engine-server.ts';
import { createMessagePortChannel } from '../../../core/api/message-port-channel.ts';
import type { ClientMessage, EngineMessage } from '../../../core/api/protocol.ts';
import { createNodeEngine } from '../../../core/bin/create-node-engine.ts';
import type { CodeEngine } from '../../../core/engine/create-engine.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { startWrittenRun } from './written-run.ts';

function connect(): { readonly engine: CodeEngine; readonly client: EngineClient } {
  const engine = createNodeEngine({ recordPath: join(tempFolder(), 'record.db'), env: {} });
  const { port1, port2 } = new MessageChannel();
  const served = serveEngine(engine, createMessagePortChannel<EngineMessage, unknown>(port1), {
    version: '1',
  });
  const client = createEngineClient(createMessagePortChannel<ClientMessage, EngineMessage>(port2));
  onTestFinished(async () => {
    client.close();
    served.close();
    await engine.close();
  });
  return { engine, client };
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
  return (error as { readonly code?: unknown }).code ?? error;
}

test('what a real agent did is summed once, found by its words and answered in SQL', async () => {
  const { engine, client } = connect();
  const flow = readFileSync('examples/weather-agent.flow.json', 'utf8');
  const { runId, result } = engine.start({ flow, input: 'What is the weather in Paris?' });
  expect((await result).state).toBe('done');
  await engine.record.history.catchUp(10_000);
  const usage = engine.record
    .spansOf(runId)
    .filter((span) => span.parentSpanId === '')
    .reduce((sum, span) => sum + (span.usage?.outputTokens ?? 0), 0);
  const [listed] = (await client.call('runs.search', { filter: { text: 'Paris' }, limit: 5 })).runs;
  expect(listed).toMatchObject({ runId, isIndexed: true, sums: { outputTokens: usage } });
  expect(usage).toBeGreaterThan(0);
  const spans = await client.call('run.spans', { runId });
  expect(spans.reduce((sum, span) => sum + span.outputTokens, 0)).toBe(usage);
  expect(spans.map((span) => span.spanId)).toEqual(
    engine.record.spansOf(runId).map((span) => span.spanId),
  );
  const { rows } = await client.call('record.query', {
    sql: 'SELECT sum(output_tokens), count(*) FROM node_runs WHERE run_id = :run',
    parameters: { run: runId },
    limit: 1,
  });
  expect(rows).toEqual([[usage, spans.length]]);
  const { kinds, flows } = await client.call('runs.facets', {});
  expect([kinds.includes('agent'), flows.length]).toEqual([true, 1]);
});

test('runs are marked and deleted, and the record says how long it keeps them', async () => {
  const { engine, client } = connect();
  const { runId, commit, writer } = startWrittenRun(engine.record);
  commit(3);
  expect(await codeOf(client.call('run.delete', { runId }))).toBe('run_running');
  writer.end({ state: 'done', endedUs: 5 });
  expect(await client.call('run.mark', { runId, isStarred: true, note: 'First' })).toMatchObject({
    isStarred: true,
    note: 'First',
  });
  expect(await client.call('record.retention', {})).toEqual({ maxAgeDays: 30, keepStarred: true });
  expect(await client.call('record.prune', {})).toEqual({ deleted: 0 });
  expect(await client.call('record.retention.set', { maxAgeDays: 1, keepStarred: false })).toEqual({
    maxAgeDays: 1,
    keepStarred: false,
  });
  expect(await client.call('record.prune', {})).toEqual({ deleted: 1 });
  const gone = (['run.listed', 'run.spans', 'run.stalls', 'run.delete', 'run.mark'] as const).map(
    (name) => codeOf(client.call(name, { runId })),
  );
  expect(await Promise.all(gone)).toEqual(gone.map(() => 'unknown_run'));
  expect((await client.call('record.size', {})).runs).toBe(0);
});

test('a query is stopped by the name that its client gave it', async () => {
  const { client } = connect();
  const sql =
    'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';
  const query = codeOf(client.call('record.query', { sql, limit: 1, query: 'mine' }));
  await client.call('record.query.stop', { query: 'other' });
  await client.call('record.query.stop', { query: 'mine' });
  expect(await query).toBe('cancelled');
});
