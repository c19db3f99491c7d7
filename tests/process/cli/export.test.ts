import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { startCollector } from '../../servers/otlp-collector.ts';
import { makeFolder, millrace, writeChatFlow } from './millrace.ts';

interface Line {
  readonly runId: string;
  readonly queue: string;
  readonly body: { readonly type: string; readonly text?: string };
}

test('a run goes out as a recording and comes back as another one, in a record elsewhere', async () => {
  const folder = makeFolder();
  await millrace(folder, ['run', writeChatFlow(folder), '--input', 'Where is Rome?']);
  const out = await millrace(folder, ['export', 'last']);
  expect([out.code, out.stderr, out.lines.length]).toEqual([0, '', 1]);
  const path = out.lines[0] ?? '';
  expect(path).toMatch(/chat-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.millrace-run\.jsonl\.gz$/);
  expect(gunzipSync(readFileSync(path)).toString()).toContain('Where is Rome?');
  const record = join(folder, 'elsewhere', 'record.db');
  const imported = await millrace(folder, ['import-run', path, '--record', record, '--json']);
  expect([imported.code, imported.stderr]).toEqual([0, '']);
  const { runId, flowName } = JSON.parse(imported.lines.join('')) as Record<string, string>;
  expect(flowName).toBe('Chat');
  const read = async (args: readonly string[]): Promise<Line[]> => {
    const { lines } = await millrace(folder, ['export', 'last', '--format', 'ndjson', ...args]);
    return lines.map((line) => JSON.parse(line) as Line);
  };
  const [was, is] = [await read([]), await read(['--record', record])];
  expect(is[0]?.runId).toBe(runId);
  expect(is.slice(1).map(({ body }) => body)).toEqual(was.slice(1).map(({ body }) => body));
  const hidden = await read(['--without-contents']);
  expect(hidden.map(({ body }) => body.text?.length)).toEqual(
    was.map(({ body }) => body.text?.length),
  );
  expect(JSON.stringify(hidden)).not.toContain('Rome');
});

test('what cannot be exported or imported is one sentence and exit code 2', async () => {
  const folder = makeFolder();
  const none = await millrace(folder, ['export', 'last']);
  await millrace(folder, ['run', writeChatFlow(folder)]);
  const bad = join(folder, 'bad.jsonl');
  writeFileSync(bad, '{"format":"millrace/run","formatVersion":1}\n{"type":"boo"}\n');
  const endings = [
    none,
    await millrace(folder, ['export', 'nobody']),
    await millrace(folder, ['export', 'last', '--format', 'pdf']),
    await millrace(folder, ['import-run', bad]),
  ];
  expect(endings.map(({ code, stderr }) => [code, stderr.trim().split('\n').length])).toEqual(
    endings.map(() => [2, 1]),
  );
  expect(endings[3]?.stderr).toContain('Line 2 of the file');
});

test('a run goes to a collector, with headers from secrets and nothing of what was said', async () => {
  const folder = makeFolder();
  const collector = await startCollector([
    { status: 503, headers: { 'retry-after': '0' } },
    { status: 200, body: {} },
  ]);
  onTestFinished(() => collector.close());
  await millrace(folder, ['run', writeChatFlow(folder), '--input', 'Where is Rome?']);
  const header = 'Authorization: $COLLECTOR_TOKEN';
  const args = ['export', 'last', '--endpoint', collector.base, '--header', header];
  const env = { COLLECTOR_TOKEN: 'Bearer my-collector-token' };
  const { code, lines, stderr } = await millrace(folder, args, { env });
  expect([code, lines, stderr]).toEqual([0, ['4 of 4 spans sent'], '']);
  expect(collector.requests.map(({ headers }) => headers.authorization)).toEqual([
    env.COLLECTOR_TOKEN,
    env.COLLECTOR_TOKEN,
  ]);
  expect(collector.requests[1]?.text).not.toContain('Rome');
  const told = await millrace(folder, [...args, '--contents'], { env });
  expect(told.code).toBe(0);
  expect(collector.requests[2]?.text).toContain('Rome');
  const missing = await millrace(folder, args);
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('COLLECTOR_TOKEN')]);
});
