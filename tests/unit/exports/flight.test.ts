import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../../core/contracts/record.ts';
import type { TrafficPiece } from '../../../core/contracts/run-traffic.ts';
import { longestFlightLine } from '../../../core/exports/flight/flight-line.ts';
import { FlightReader } from '../../../core/exports/flight/flight-reader.ts';
import { writeFlight } from '../../../core/exports/flight/write-flight.ts';
import { importRun } from '../../../core/exports/import-run.ts';
import type { ImportedRun } from '../../../core/contracts/run-exports.ts';
import { createRedactor } from '../../../core/exports/redactor.ts';
import { openRunSource } from '../../../core/exports/run-source.ts';
import { readLines } from '../../../core/node/exports/read-lines.ts';
import { writePieces } from '../../../core/node/exports/write-pieces.ts';
import { openTrafficFolder } from '../../../core/node/host/traffic-folder.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { MillraceError } from '../../../core/shared/errors.ts';
import { makeTemporaryFolder } from '../record/temporary-folder.ts';
import { largeText, secret, writeSampleRun } from './sample-run.ts';

const trafficLines = ['{"format":"millrace/traffic","formatVersion":1}', '{"type":"turn"}'];
const traffic = {
  read: (_runId: string, offset: number): TrafficPiece =>
    offset === 0
      ? { text: `${trafficLines[0]}\n`, nextOffset: 1 }
      : { text: `${trafficLines[1]}\n` },
};

function linesOf(record: RunRecord, withoutContents = false): string[] {
  const redactor = createRedactor({ secrets: [secret], withoutContents });
  const source = openRunSource(record, 'r1', traffic);
  return [...writeFlight(source, { redactor, writtenBy: 'a test' })];
}

function importText(text: string, record: RunRecord, folder: string): Promise<ImportedRun> {
  const path = join(folder, 'a.jsonl');
  writeFileSync(path, text);
  return importRun(() => readLines(path), { record });
}

function withRun(): RunRecord {
  const record = openRecord(':memory:');
  writeSampleRun(record);
  return record;
}

test('a run goes through a packed file into another record, whole and as a run of its own', async () => {
  const folder = makeTemporaryFolder();
  const from = withRun();
  const path = join(folder, 'run.millrace-run.jsonl.gz');
  await writePieces(path, linesOf(from));
  const to = openRecord(':memory:');
  const store = openTrafficFolder(join(folder, 'traffic'));
  const imported = await importRun(() => readLines(path), { record: to, traffic: store });
  const [was, is] = [from.run('r1'), to.run(imported.runId)];
  expect({ ...is, input: undefined }).toEqual({
    ...was,
    runId: imported.runId,
    imported: true,
    input: undefined,
    firstSeq: 1,
  });
  expect(is?.input).toEqual(was?.input);
  expect(to.flowOf(imported.runId)).toBe(from.flowOf('r1'));
  const all = { afterSeq: 0, limit: 1_000 };
  const expected = from.readEvents('r1', all).map((event) => ({
    ...event,
    runId: imported.runId,
    body: JSON.parse(JSON.stringify(event.body).replaceAll(secret, '••••')) as unknown,
  }));
  const [first, ...rest] = to.readEvents(imported.runId, all);
  expect(rest).toEqual(expected.slice(1));
  expect(first?.body).toEqual({ type: 'run-started', imported: { runId: 'r1' } });
  const hash = was?.output !== undefined && 'hash' in was.output ? was.output.hash : '';
  expect(to.readValue(hash)).toBe(largeText);
  expect(to.spansOf(imported.runId)).toEqual(from.spansOf('r1'));
  expect(store.read(imported.runId, 0)?.text.trimEnd().split('\n')).toEqual(trafficLines);
});

test('no secret, no line that is long; what is longer stands in parts that make it whole again', async () => {
  const record = openRecord(':memory:');
  const writer = record.startRun({
    runId: 'r1',
    flowId: 'f',
    flowName: 'F',
    flow: '{}',
    input: { key: 'sk-abcdefghijklmnopqrstuv', huge: 'é\n'.repeat(longestFlightLine) },
    startedUs: 1,
  });
  writer.end({ state: 'done', endedUs: 2 });
  const lines = linesOf(record);
  expect(lines.join('')).not.toContain('sk-abc');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(longestFlightLine * 2);
  const to = openRecord(':memory:');
  const { runId } = await importText(lines.join(''), to, makeTemporaryFolder());
  const input = to.run(runId)?.input;
  const value = input !== undefined && 'hash' in input ? to.readValue(input.hash) : undefined;
  expect(value).toEqual({ key: '••••', huge: 'é\n'.repeat(longestFlightLine) });
});

test('without contents it tells what happened when, and nothing of what was said', async () => {
  const text = linesOf(withRun(), true).join('');
  for (const said of ['Where', 'Tokyo', 'Let me', 'large large', 'look\\"', 'It said', 'turn'])
    expect(text).not.toContain(said);
  for (const structure of ['round 1', 'demo-fast', 'tool_failed', '"inputTokens":10', '·······'])
    expect(text).toContain(structure);
  const to = openRecord(':memory:');
  const { runId } = await importText(text, to, makeTemporaryFolder());
  const from = withRun();
  const shape = (record: RunRecord, id: string): unknown =>
    record.readEvents(id, { afterSeq: 0, limit: 1_000 }).map(({ timeUs, spanId, queue, body }) => {
      const { type, text: shown = '' } = body as { readonly type?: string; readonly text?: string };
      return { timeUs, spanId, queue, type, length: shown.length };
    });
  expect(shape(to, runId)).toEqual(shape(from, 'r1'));
});

describe('a file that is no recording', () => {
  const good = linesOf(withRun());
  const cases: readonly (readonly [name: string, text: string, why: RegExp])[] = [
    ['is empty', '', /^Line 1 .*empty/],
    ['is something else', '{"format":"millrace/flow"}\n', /^Line 1 .*format is not/],
    ['is no JSON', `${good[0]}nonsense\n`, /^Line 2 .*no JSON/],
    ['was cut off', good.slice(0, -1).join(''), /cut off/],
    ['goes on behind its end', `${good.join('')}${good.at(-2)}`, /behind the end/],
    [
      'has lost an event',
      good.filter((_line, index) => index !== 9).join(''),
      /tells of \d+ events/,
    ],
    ['has no run', `${good[0]}${good.at(-1)}`, /^Line 2 .*run must come first/],
    ['has two flows', `${good[0]}${good[1]}${good[1]}`, /^Line 3 .*second entry of type flow/],
    [
      'has a strange event',
      `${good.slice(0, 4).join('')}{"type":"event","queue":"status"}\n`,
      /^Line 5/,
    ],
    [
      'has an event of no known kind',
      good.join('').replace('"run-started"', '"run-exploded"'),
      /^Line 4 .*type/,
    ],
    ['nests without end', `${good[0]}${'['.repeat(100_000)}\n`, /^Line 2 .*deep/],
    [
      'has a line without end',
      `${good[0]}{"type":"${'x'.repeat(3_000_000)}`,
      /line 2 does not end/,
    ],
    [
      'has an unfinished part',
      `${good[0]}{"type":"part","text":"{"}\n${good[1]}`,
      /^Line 3 .*not complete/,
    ],
    ['holds bytes that are no text', '\u0000', /no JSON/],
  ];
  test.each(cases)(
    '%s: it is refused with the place, and the record stays empty',
    async (_name, text, why) => {
      const record = openRecord(':memory:');
      const reading = importText(text, record, makeTemporaryFolder());
      await expect(reading).rejects.toMatchObject({
        code: 'flight_invalid',
        message: expect.stringMatching(why) as string,
      });
      expect(record.listRuns({ limit: 1 })).toEqual([]);
    },
  );

  test('is of a later version: it says so', async () => {
    const text = good.join('').replace('"formatVersion":1', '"formatVersion":2');
    const reading = importText(text, openRecord(':memory:'), makeTemporaryFolder());
    await expect(reading).rejects.toMatchObject({ code: 'flight_newer' });
  });

  test('unpacks without end, or is damaged: it is refused without filling memory or disk', async () => {
    const folder = makeTemporaryFolder();
    const record = openRecord(':memory:');
    const refuse = async (bytes: Uint8Array, why: RegExp): Promise<void> => {
      const path = join(folder, 'bomb.gz');
      writeFileSync(path, bytes);
      await expect(importRun(() => readLines(path), { record })).rejects.toMatchObject({
        code: 'flight_invalid',
        message: expect.stringMatching(why) as string,
      });
    };
    const event = good[5] ?? '';
    await refuse(gzipSync(good.slice(0, 4).join('') + event.repeat(300_000)), /far more/);
    const packed = gzipSync(good.join(''));
    await refuse(packed.subarray(0, packed.length - 20), /damaged or cut off/);
    await refuse(Buffer.from([0x1f, 0x8b, 1, 2, 3]), /damaged/);
    await refuse(Buffer.from([0x7b, 0xff, 0xfe]), /no text/);
  });
});

test('whatever is changed in a file, it is read or refused, and nothing else happens', () => {
  const text = linesOf(withRun()).join('');
  const change = fc.record({
    at: fc.nat(text.length),
    length: fc.nat(40),
    text: fc.oneof(fc.string(), fc.constantFrom('null', '{}', '[', '"', '\n', '-1e999', '\\u0000')),
  });
  const read = (changed: string): string => {
    const reader = new FlightReader();
    try {
      for (const line of changed.split('\n')) reader.take(line);
      reader.finish();
      return 'read';
    } catch (error) {
      return error instanceof MillraceError ? error.code : String(error);
    }
  };
  fc.assert(
    fc.property(change, ({ at, length, text: insert }) => {
      const result = read(text.slice(0, at) + insert + text.slice(at + length));
      expect(['read', 'flight_invalid', 'flight_newer']).toContain(result);
    }),
    { numRuns: 300 },
  );
});

test('a fault while it is written leaves no file behind', async () => {
  const folder = makeTemporaryFolder();
  const path = join(folder, 'x.jsonl');
  function* broken(): Generator<string> {
    yield 'a\n';
    throw new Error('the record is gone');
  }
  await expect(writePieces(path, broken())).rejects.toThrow('the record is gone');
  expect(() => readFileSync(path)).toThrow();
  await expect(writePieces(join(folder, 'no', 'x.jsonl'), ['a'])).rejects.toMatchObject({
    code: 'file_unwritable',
  });
});
