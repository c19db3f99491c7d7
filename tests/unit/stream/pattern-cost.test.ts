import { expect, test } from 'vitest';
import { rawFormats } from '../../../core/stream/formats/index.ts';
import { longestMatched, measurePattern } from '../../../core/stream/formats/pattern-cost.ts';
import { parseToolFormat } from '../../../core/stream/formats/parse-tool-format.ts';
import type { ToolFormat } from '../../../core/stream/formats/tool-format.ts';
import { Sieve } from '../../../core/stream/sieve/sieve.ts';

const n = longestMatched;

test.each<[string, number]>([
  ['^abc$', 1],
  ['abc', n],
  ['^a*b+$', n * n],
  ['^(?:functions\\.)?(.*?)(?::\\d+)?$', 2 * n * (n + 1)],
  ['^(?:a|b|c)$', 3],
  ['^a|b$', 2 * n],
  ['^[a|(*]{2,4}$', 3],
  ['^(?:ab){3}$', 1],
  ['^(?:a|b){3}$', 8],
  ['^(?:ab)*$', n],
  ['^\\p{L}+\\u{41}\\(\\*$', n],
  ['^(?<name>\\w+)$', n],
  ['^a*b[^]*$', n],
  ['^(a+)+$', Infinity],
  ['^(?:a|a)*$', Infinity],
  ['^(?:a?)*$', Infinity],
  ['^(?:(?:a*)b){1,}$', Infinity],
  ['^(a)\\1$', Infinity],
  ['^(?<x>a)\\k<x>$', Infinity],
])('%s takes %d steps at worst', (source, steps) => {
  expect(new RegExp(source, 'u').source).toBe(source);
  expect(measurePattern(source)).toBe(steps);
});

const own = (namePattern: string): unknown => ({
  id: 'own',
  title: 'Own',
  calls: [
    {
      body: 'head-json',
      open: ['<c>'],
      close: ['</c>'],
      separator: ['|'],
      namePattern,
    },
  ],
  strip: [],
});

test.each([
  '^(a+)+$',
  '^(.*)*$',
  '^(?:a|aa)+$',
  `^${'a?'.repeat(40)}${'a'.repeat(40)}$`,
  `^${'.*'.repeat(6)}$`,
  `^${'a'.repeat(400)}$`,
])('a format with the pattern %s is refused: it could hold up the engine', (pattern) => {
  expect(parseToolFormat(own(pattern))).toMatchObject({
    kind: 'faulty',
    findings: [{ path: ['calls', 0, 'namePattern'], message: expect.stringContaining('too') }],
  });
});

test.each(['^(.*?)(.*?)x$', '^(\\w+) ?\\w*!$', '([a-c]*)x'])(
  'the pattern %s is taken, and the worst name for it holds nothing up',
  (pattern) => {
    const reading = parseToolFormat(own(pattern));
    if (reading.kind === 'faulty') throw new Error(reading.findings[0]?.message);
    for (const length of [longestMatched, 1_000_000]) {
      const name = 'a'.repeat(length);
      const sieve = new Sieve({ format: reading.format, tools: [] });
      const startedAt = performance.now();
      const parts = [...sieve.push(`<c>${name}|{}</c>`), ...sieve.end('complete')];
      expect(performance.now() - startedAt).toBeLessThan(1_000);
      expect(parts.length).toBeGreaterThan(0);
    }
  },
);

test('every pattern that ships is cheap', () => {
  const formats: readonly ToolFormat[] = Object.values(rawFormats);
  const patterns = formats.flatMap(({ calls, segments }) => [
    ...calls.flatMap(({ namePattern }) => namePattern ?? []),
    ...(segments === undefined
      ? []
      : [segments.firstHeader, ...segments.routes.map(({ header }) => header)]),
  ]);
  expect(patterns.length).toBeGreaterThan(5);
  expect(patterns.filter((pattern) => measurePattern(pattern) > 4 * n * n)).toEqual([]);
});
