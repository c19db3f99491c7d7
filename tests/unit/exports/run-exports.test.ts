import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createRunExports } from '../../../core/bin/run-exports/create-run-exports.ts';
import { RunTracer } from '../../../core/bin/run-exports/trace-runs.ts';
import type { RunRecord } from '../../../core/contracts/record.ts';
import type { RunExports, TelemetrySettings } from '../../../core/contracts/run-exports.ts';
import { parseRunTest } from '../../../core/exports/run-test/run-test-file.ts';
import { readTelemetry } from '../../../core/node/exports/telemetry-store.ts';
import { openTrafficFolder } from '../../../core/node/host/traffic-folder.ts';
import { createHttpClient } from '../../../core/node/http/create-http-client.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import type { ErrorInfo } from '../../../core/shared/errors.ts';
import { startCollector } from '../../servers/otlp-collector.ts';
import { makeTemporaryFolder, waitUntil } from '../record/temporary-folder.ts';
import { secret, writeSampleRun } from './sample-run.ts';

interface Bench {
  readonly record: RunRecord;
  readonly exports: RunExports;
  readonly parts: Parameters<typeof createRunExports>[0];
  readonly changes: TelemetrySettings[];
}

function open(): Bench {
  const folder = makeTemporaryFolder();
  const record = openRecord(join(folder, 'record.db'));
  writeSampleRun(record);
  // A look commits it: what happened before the engine began is sent by nobody.
  record.run('r1');
  const changes: TelemetrySettings[] = [];
  const parts = {
    record,
    traffic: openTrafficFolder(join(folder, 'traffic')),
    secrets: {
      get: (name: string) => (name === 'TOKEN' ? secret : undefined),
      values: () => [secret],
    },
    http: createHttpClient(),
    version: '1.2.3',
    telemetryPath: join(folder, 'telemetry.json'),
    listConnections: () => [],
    onTelemetry: (settings: TelemetrySettings) => void changes.push(settings),
  };
  return { record, exports: createRunExports(parts), parts, changes };
}

function readAll(exports: RunExports, exportId: string): string {
  let text = '';
  for (;;) {
    const piece = exports.read(exportId);
    text += piece.text;
    if (piece.isLast) return text;
  }
}

test('every kind of export comes in pieces, with a name for its file and no secret', () => {
  const { exports } = open();
  const kinds = ['flight', 'ndjson', 'events-csv', 'spans-csv', 'otlp', 'test'] as const;
  const begun = kinds.map((kind) => exports.begin({ runId: 'r1', kind, withoutContents: false }));
  expect(begun.map(({ name }) => name.replace(/^sample-\d{4}-\d\d-\d\d-r1\./, ''))).toEqual([
    'millrace-run.jsonl',
    'events.ndjson',
    'events.csv',
    'spans.csv',
    'otlp.jsonl',
    'millrace-test.json',
  ]);
  const texts = begun.map(({ exportId }) => readAll(exports, exportId));
  expect(texts.every((text) => text.length > 100 && !text.includes(secret))).toBe(true);
  expect(parseRunTest(texts[5] ?? '').expect.state).toBe('done');
  expect(() => exports.read(begun[0]?.exportId ?? '')).toThrow('This export is over.');
  expect(() => exports.begin({ runId: 'nobody', kind: 'ndjson', withoutContents: true })).toThrow(
    'holds no run',
  );
});

test('a recording that a client sends in pieces becomes a run; one with a fault leaves nothing', async () => {
  const { exports, record } = open();
  const { exportId } = exports.begin({ runId: 'r1', kind: 'flight', withoutContents: false });
  const packed = gzipSync(readAll(exports, exportId));
  const send = async (bytes: Buffer): Promise<string> => {
    const id = await exports.beginRecording();
    for (let at = 0; at < bytes.length; at += 500)
      await exports.writeRecording(id, bytes.subarray(at, at + 500).toString('base64'));
    return id;
  };
  const imported = await exports.endRecording(await send(packed));
  expect(record.run(imported.runId)).toMatchObject({ state: 'done', imported: true });
  expect(imported.originalRunId).toBe('r1');
  const half = await send(packed.subarray(0, packed.length / 2));
  await expect(exports.endRecording(half)).rejects.toMatchObject({ code: 'flight_invalid' });
  await expect(exports.endRecording(half)).rejects.toMatchObject({ code: 'unknown_recording' });
  expect(record.listRuns({ limit: 10 }).length).toBe(2);
  const left = await exports.beginRecording();
  exports.release();
  await expect(exports.writeRecording(left, 'YQ==')).rejects.toMatchObject({
    code: 'unknown_recording',
  });
});

test('settings for traces are stored without secrets, checked, and off by default', async () => {
  const { exports, parts, changes } = open();
  const off = exports.telemetry();
  expect([off.endpoint, off.afterEveryRun, off.withContents]).toEqual(['', false, false]);
  const refused: readonly TelemetrySettings[] = [
    { ...off, endpoint: 'nowhere' },
    { ...off, afterEveryRun: true },
    { ...off, headers: { 'a b': 'c' } },
    { ...off, headers: { Authorization: 'Bearer sk-abcdefghijklmnopqrstuv' } },
  ];
  for (const settings of refused)
    expect(() => exports.setTelemetry(settings)).toThrow(
      expect.objectContaining({ code: 'telemetry_invalid' }),
    );
  const settings = {
    ...off,
    endpoint: 'http://127.0.0.1:4318',
    headers: { 'x-key': { $secret: 'TOKEN' } },
  };
  expect(exports.setTelemetry(settings)).toEqual(settings);
  expect([readTelemetry(parts.telemetryPath), changes]).toEqual([settings, [settings]]);
  expect(readFileSync(parts.telemetryPath, 'utf8')).not.toContain(secret);
  writeFileSync(parts.telemetryPath, '{"endpoint":3}');
  expect(exports.telemetry()).toEqual(off);
  await expect(exports.sendRun('r1')).rejects.toMatchObject({ code: 'no_endpoint' });
  const unknown = { ...settings, headers: { 'x-key': { $secret: 'MISSING' } } };
  await expect(exports.testTelemetry(unknown)).rejects.toMatchObject({ code: 'missing_secret' });
});

test('a test trace tells what the collector says, and its id', async () => {
  const { exports } = open();
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  const settings = {
    ...exports.telemetry(),
    endpoint: collector.base,
    headers: { 'x-key': { $secret: 'TOKEN' } },
  };
  const { traceId, spans, rejected } = await exports.testTelemetry(settings);
  expect([spans, rejected, collector.spans()[0]?.traceId]).toEqual([1, 0, traceId]);
  expect(collector.requests[0]?.headers['x-key']).toBe(secret);
});

test('each run is sent when it has ended, as long as that is wanted; of failures the first is told', async () => {
  const { record, parts, exports } = open();
  const collector = await startCollector([
    { status: 400 },
    { status: 400 },
    { status: 200, body: {} },
  ]);
  onTestFinished(() => collector.close());
  const problems: ErrorInfo[] = [];
  const wanted = { ...exports.telemetry(), endpoint: collector.base, afterEveryRun: true };
  const tracer = new RunTracer(parts, wanted, (error) => {
    problems.push(error);
  });
  for (const runId of ['r2', 'r3', 'r4']) {
    writeSampleRun(record, runId);
    record.run(runId);
    const count = collector.requests.length + 1;
    await waitUntil(() => collector.requests.length === count, 'the run is sent');
  }
  await waitUntil(() => collector.spans().length === 4, 'the last one is taken');
  expect(problems.map(({ code }) => code)).toEqual(['otlp_refused']);
  tracer.follow({ ...wanted, afterEveryRun: false });
  writeSampleRun(record, 'r5');
  record.close();
  expect(collector.requests.length).toBe(3);
});
