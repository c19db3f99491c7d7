import { expect, test } from 'vitest';
import { checkRun } from '../../../core/bin/run-tests/check-run.ts';
import { createRedactor } from '../../../core/exports/redactor.ts';
import { makeRunTest } from '../../../core/exports/run-test/make-run-test.ts';
import { parseRunTest, writeRunTest } from '../../../core/exports/run-test/run-test-file.ts';
import type { Expectations } from '../../../core/exports/run-test/run-test-file.ts';
import { writeJunit } from '../../../core/exports/run-test/write-junit.ts';
import { openRunSource } from '../../../core/exports/run-source.ts';
import type { RunSource } from '../../../core/exports/run-source.ts';
import { parseFlow } from '../../../core/model/flow-file.ts';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { largeText, writeSampleRun } from './sample-run.ts';

function openSource(): RunSource {
  const record = openRecord(':memory:');
  writeSampleRun(record);
  return openRunSource(record, 'r1');
}

function check(expect: Expectations): readonly string[] {
  const source = openSource();
  return checkRun(source, expect, parseFlow(source.flow).document as FlowDocument);
}

test('a test made from a run holds for it, and survives its file', () => {
  const source = openSource();
  const redactor = createRedactor({ secrets: [], withoutContents: false });
  const made = makeRunTest(source, { redactor, flowPath: 'a.flow.json' });
  const read = parseRunTest(writeRunTest(made));
  expect(read).toEqual(made);
  expect(check(read.expect)).toEqual([]);
  expect(read.expect.toolCalls).toEqual([{ name: 'look', arguments: { where: 'Tokyo' } }]);
});

test('each expectation fails in words of its own', () => {
  const failures: readonly (readonly [Expectations, RegExp])[] = [
    [{ state: 'failed' }, /^The run is done, not failed/],
    [{ output: { equals: 'x' } }, /^The output is another one:\n- x\n\+ large/],
    [{ output: { contains: 'tiny' } }, /^The output does not contain "tiny"/],
    [{ output: { matches: '^small' } }, /^The output does not match \/\^small\//],
    [{ output: { schema: { type: 'number' } } }, /^The output: it /],
    [{ nodes: { Agent: { text: { equals: 1 } } } }, /^Agent gave no output/],
    [{ nodes: { Nobody: { text: { equals: 1 } } } }, /^There is no node "Nobody"/],
    [{ toolCalls: [] }, /^The tool calls are others:/],
    [{ toolCalls: [{ name: 'look', arguments: {} }] }, /^The tool calls are others:/],
    [{ maxDurationMs: 0.5 }, /^It took 1 ms, more than 0.5 ms/],
    [{ maxTokens: 14 }, /^It used 15 tokens, more than 14/],
  ];
  for (const [expectations, words] of failures)
    expect(check(expectations)).toEqual([expect.stringMatching(words)]);
  const holds: Expectations = {
    output: {
      contains: 'large',
      matches: 'large $',
      schema: { type: 'string' },
      equals: largeText,
    },
    toolCalls: [{ name: 'look' }],
    maxTokens: 15,
  };
  expect(check(holds)).toEqual([]);
});

test.each([
  ['nonsense', /no JSON/],
  ['{}', /format/],
  [
    '{"format":"millrace/test","formatVersion":1,"name":"a","flow":"f","input":"","expect":{"output":{}}}',
    /nothing to check/,
  ],
  [
    '{"format":"millrace/test","formatVersion":1,"name":"a","flow":"f","input":"","expect":{"output":{"matches":"("}}}',
    /no regular expression/,
  ],
  [
    '{"format":"millrace/test","formatVersion":1,"name":"a","flow":"f","input":"","expect":{"outputs":1}}',
    /outputs/,
  ],
])('%s is refused with the reason', (text, why) => {
  expect(() => parseRunTest(text)).toThrow(why);
});

test('a report holds what failed as text, whatever characters are in it', () => {
  const xml = writeJunit([
    { name: 'a & <b>', file: 't', durationMs: 1_500, failures: [], isError: false },
    {
      name: 'c',
      file: 't',
      durationMs: 0,
      failures: ['one\u0000\uD800 "two"\n]]>', '3'],
      isError: false,
    },
    { name: 'd', file: 't', durationMs: 0, failures: ['gone'], isError: true },
  ]);
  expect(xml).toContain(
    '<testsuites name="millrace" tests="3" failures="1" errors="1" time="1.500">',
  );
  expect(xml).toContain('name="a &amp; &lt;b&gt;"');
  expect(xml).toContain('one\u{FFFD}\u{FFFD} &quot;two&quot;&#10;]]&gt;&#10;3</failure>');
  expect(xml).toContain('<error message="gone">gone</error>');
});
