import { describe, expect, test } from 'vitest';
import { type RawFormatId, rawFormats } from '../../../core/stream/formats/index.ts';
import { listChunkings } from './sieve-chunkings.ts';
import { hermesCases } from './sieve-hermes-cases.ts';
import { markerCases } from './sieve-marker-cases.ts';
import { type SieveResult, type SieveRun, runSieve } from './sieve-run.ts';
import { sharedCases } from './sieve-shared-cases.ts';

function isRawFormatId(id: string): id is RawFormatId {
  return Object.hasOwn(rawFormats, id);
}

function expectEveryChunking(run: SieveRun, text: string, expected: SieveResult): void {
  for (const pieces of listChunkings(text)) {
    const result = runSieve(run, pieces);
    // The pieces stand beside the result so that a failure names the chunking.
    expect({ pieces, result }).toEqual({ pieces, result: expected });
  }
}

describe('shared cases, every chunking', () => {
  const served = sharedCases.flatMap((shared) =>
    isRawFormatId(shared.format) ? [{ ...shared, format: shared.format }] : [],
  );

  test('the four formats have their cases', () => {
    expect(served.length).toBeGreaterThanOrEqual(12);
  });

  test.each(served)('$id', ({ format, tools, text, options, expect: expected }) => {
    const run: SieveRun = {
      format,
      toolNames: tools.map((tool) => tool.name),
      startInReasoning: options?.startInReasoning ?? false,
    };
    expectEveryChunking(run, text, {
      visible_text: expected.visible_text,
      reasoning: expected.reasoning,
      calls: expected.calls,
      errors: expected.errors ?? [],
    });
  });
});

describe('own cases, every chunking', () => {
  test.each([...hermesCases, ...markerCases])('$format: $title', (own) => {
    expectEveryChunking({ toolNames: ['get_stock', 'ping'], ...own }, own.text, {
      visible_text: '',
      reasoning: '',
      calls: [],
      errors: [],
      ...own.expected,
    });
  });
});
