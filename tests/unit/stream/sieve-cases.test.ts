import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listChunkings } from '../../../core/stream/cases/chunkings.ts';
import { runToolCallCase } from '../../../core/stream/cases/run-cases.ts';
import { parseToolCallCases } from '../../../core/stream/cases/tool-call-case.ts';
import type { ToolCallCase } from '../../../core/stream/cases/tool-call-case.ts';
import { rawFormats } from '../../../core/stream/formats/index.ts';
import type { ToolFormat } from '../../../core/stream/formats/tool-format.ts';
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

test('there are more own cases than shared ones, each id once', () => {
  expect(own.length).toBeGreaterThanOrEqual(shared.length);
  const ids = [...shared, ...own].map((one) => one.id);
  expect(ids.length).toBe(new Set(ids).size);
});

const kindsOfCases: Record<string, (expected: ToolCallCase['expect']) => boolean> = {
  reasoning: ({ reasoning }) => reasoning !== '',
  'several calls': ({ calls }) => calls.length > 1,
  'a malformed call': ({ errors }) => errors?.includes('malformed_call') === true,
  'a truncated call': ({ errors }) => errors?.includes('incomplete_call') === true,
  'text beside a call': ({ visible_text, calls }) => visible_text.trim() !== '' && calls.length > 0,
  'no call': ({ visible_text, calls, errors = [] }) =>
    visible_text !== '' && calls.length + errors.length === 0,
};

test.each(Object.entries(rawFormats))('%s has own cases of every kind', (id, format) => {
  const { reasoning, segments }: ToolFormat = format;
  const reasons = reasoning !== undefined || segments?.routes.some(({ to }) => to === 'reasoning');
  const cases = own.filter((one) => one.format === id);
  const missing = Object.keys(kindsOfCases)
    .filter((kind) => kind !== 'reasoning' || reasons === true)
    .filter((kind) => !cases.some(({ expect: expected }) => kindsOfCases[kind]?.(expected)));
  expect(missing).toEqual([]);
  expect(cases.length).toBeGreaterThanOrEqual(4);
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
