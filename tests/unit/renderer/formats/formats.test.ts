import { expect, test } from 'vitest';
import type { TrialStep } from '../../../../core/contracts/raw-formats.ts';
import type { JsonValue } from '../../../../core/shared/json.ts';
import { rawFormats } from '../../../../core/stream/formats/index.ts';
import { sumBars } from '../../../../renderer/formats/sum-bars.ts';
import { writeShortJson } from '../../../../renderer/formats/write-short-json.ts';

test('JSON for people is the same JSON, with short things on one line', () => {
  for (const format of Object.values(rawFormats)) {
    const json = JSON.parse(JSON.stringify(format)) as JsonValue;
    expect(JSON.parse(writeShortJson(json))).toEqual(json);
  }
  expect(writeShortJson({ a: ['x', 'y'], b: { c: 'z'.repeat(60) }, d: {}, e: [] })).toBe(
    `{\n  "a": ["x", "y"],\n  "b": {\n    "c": "${'z'.repeat(60)}"\n  },\n  "d": {},\n  "e": []\n}`,
  );
});

test('steps become bars that show the most telling thing of each stretch', () => {
  const quiet: TrialStep = { chunk: 'x', parts: [], held: '', heldLength: 0 };
  const held: TrialStep = { ...quiet, held: '<', heldLength: 1 };
  const text: TrialStep = { ...held, parts: [{ type: 'text-delta', text: 'x' }] };
  const call: TrialStep = {
    ...quiet,
    parts: [{ type: 'tool-call-delta', call: 0, text: '{' }],
  };
  expect(sumBars([quiet, held, text, call]).map(({ kind }) => kind)).toEqual([
    'nothing',
    'held',
    'text',
    'call',
  ]);
  const many = [...Array.from({ length: 479 }, () => quiet), call];
  const bars = sumBars(many);
  expect([bars.length, bars[238]?.kind, bars[239]]).toEqual([
    240,
    'nothing',
    { from: 478, kind: 'call' },
  ]);
});
