import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listChunkings } from '../../../core/stream/cases/chunkings.ts';
import { runToolCallCase } from '../../../core/stream/cases/run-cases.ts';
import { parseToolCallCases } from '../../../core/stream/cases/tool-call-case.ts';
import type { ToolCallCase } from '../../../core/stream/cases/tool-call-case.ts';
import { rawFormats } from '../../../core/stream/formats/index.ts';
import { hermesCases } from './sieve-hermes-cases.ts';
import { markerCases } from './sieve-marker-cases.ts';
import { type SieveResult, type SieveRun, runSieve } from './sieve-run.ts';

function readCases(name: string): readonly ToolCallCase[] {
  const file = new URL(`../../fixtures/tool-calls/${name}`, import.meta.url);
  return parseToolCallCases(readFileSync(file, 'utf8'));
}

const shared = readCases('cases.json');
const own = readCases('own-cases.json');

describe.each([
  ['shared cases', shared],
  ['own cases', own],
])('%s, every chunking', (_name, cases) => {
  test.each(cases)('$format: $id', (one) => {
    expect(runToolCallCase(one)).toBeUndefined();
  });
});

test('there are as many own cases as shared ones, each id once, several for each format', () => {
  expect(own.length).toBeGreaterThanOrEqual(shared.length);
  const ids = [...shared, ...own].map((one) => one.id);
  expect(ids.length).toBe(new Set(ids).size);
  const counts = Object.keys(rawFormats).map((format) => ({
    format,
    isServed: own.filter((one) => one.format === format).length >= 3,
  }));
  expect(counts.filter(({ isServed }) => !isServed)).toEqual([]);
});

function expectEveryChunking(run: SieveRun, text: string, expected: SieveResult): void {
  for (const { name, pieces } of listChunkings(text)) {
    const result = runSieve(run, pieces);
    // The name stands beside the result so that a failure names the chunking.
    expect({ name, result }).toEqual({ name, result: expected });
  }
}

describe('cases of the first formats with their outcomes, every chunking', () => {
  test.each([...hermesCases, ...markerCases])('$format: $title', (one) => {
    expectEveryChunking({ toolNames: ['get_stock', 'ping'], ...one }, one.text, {
      visible_text: '',
      reasoning: '',
      calls: [],
      errors: [],
      ...one.expected,
    });
  });
});
