import { expect, test } from 'vitest';
import { writeEventsCsv, writeSpansCsv } from '../../../core/exports/csv.ts';
import { writeNdjson } from '../../../core/exports/ndjson.ts';
import { createRedactor } from '../../../core/exports/redactor.ts';
import { openRunSource } from '../../../core/exports/run-source.ts';
import type { RunSource } from '../../../core/exports/run-source.ts';
import { readCsv } from '../../../core/node/retrieval/read-csv.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { largeText, secret, writeSampleRun } from './sample-run.ts';

const redactor = createRedactor({ secrets: [secret], withoutContents: false });

function openSource(): RunSource {
  const record = openRecord(':memory:');
  writeSampleRun(record);
  return openRunSource(record, 'r1');
}

test('each event is a line; large values stand in it only where that is wanted', () => {
  const source = openSource();
  const lines = [...writeNdjson(source, { redactor, withValues: false })];
  const whole = [...writeNdjson(source, { redactor, withValues: true })].join('');
  expect(lines.length).toBe([...source.events()].length);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ runId: 'r1', body: { type: 'run-started' } });
  expect([lines.join('').includes(largeText), whole.includes(largeText)]).toEqual([false, true]);
  expect(whole).not.toContain(secret);
});

test('rows are those of RFC 4180, and no cell is a formula', () => {
  const text = [...writeEventsCsv(openSource(), redactor)].join('');
  const [header = [], ...rows] = readCsv(text, ',');
  const at = (row: readonly string[], name: string): string => row[header.indexOf(name)] ?? '';
  const deltas = rows
    .filter((row) => at(row, 'type') === 'text-delta')
    .map((row) => at(row, 'text'));
  expect(deltas).toEqual(["'=Let me", ' "look",\r\n']);
  expect(rows.flat().filter((cell) => /^\s*[=+@-]/.test(cell))).toEqual([]);
  expect(rows.every((row) => row.length === header.length)).toBe(true);
});

test('each span is a row, with what it took and what it cost', () => {
  const [header = [], ...rows] = readCsv([...writeSpansCsv(openSource(), redactor)].join(''), ',');
  const spans = rows.map((row) => Object.fromEntries(row.map((cell, at) => [header[at], cell])));
  expect(spans.map(({ span_id, state }) => [span_id, state])).toEqual([
    ['s2', 'done'],
    ['s3', 'failed'],
    ['s1', 'done'],
  ]);
  expect(spans[0]).toMatchObject({
    kind: 'llm',
    input_tokens: '10',
    cost_usd: '0.25',
    duration_ms: '0.08',
  });
  expect(spans[1]).toMatchObject({ parent_span_id: 's1', error_code: 'tool_failed' });
});
