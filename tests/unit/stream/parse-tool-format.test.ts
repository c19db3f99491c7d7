import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findRawFormat, rawFormats } from '../../../core/stream/formats/index.ts';
import {
  parseToolFormat,
  parseToolFormats,
} from '../../../core/stream/formats/parse-tool-format.ts';
import type { ToolFormat } from '../../../core/stream/formats/tool-format.ts';

test.each(Object.entries(rawFormats))('%s is a valid format, and its own id', (id, format) => {
  const copy: unknown = JSON.parse(JSON.stringify(format));
  expect([format.id, parseToolFormat(copy)]).toEqual([id, { kind: 'format', format: copy }]);
});

const call = { body: 'json', open: ['<c>'], close: [], nameKeys: ['n'], argumentKeys: ['a'] };
const mine = { id: 'mine', title: 'Mine', calls: [call], strip: [] };

describe('faults are all told, each with its place', () => {
  test.each<{ name: string; value: unknown; paths: string[] }>([
    { name: 'no object', value: 7, paths: [''] },
    { name: 'nothing', value: {}, paths: ['id', 'title', 'calls', 'strip'] },
    { name: 'a bad id', value: { ...mine, id: 'a b' }, paths: ['id'] },
    { name: 'an empty marker', value: { ...mine, strip: ['a', ''] }, paths: ['strip.1'] },
    {
      name: 'an unknown body',
      value: { ...mine, calls: [{ body: 'x' }] },
      paths: ['calls.0.body'],
    },
    { name: 'an unknown field', value: { ...mine, stripe: [] }, paths: [''] },
    {
      name: 'a bad pattern',
      value: { ...mine, calls: [{ ...call, namePattern: '(' }] },
      paths: ['calls.0.namePattern'],
    },
    {
      name: 'nothing that begins a call',
      value: { ...mine, calls: [{ ...call, open: [] }] },
      paths: ['calls.0'],
    },
    { name: 'no calls', value: { ...mine, calls: [] }, paths: ['calls'] },
  ])('$name', ({ value, paths }) => {
    const reading = parseToolFormat(value);
    const found = reading.kind === 'faulty' ? reading.findings : [];
    expect(found.map(({ path }) => path.join('.'))).toEqual(paths);
    for (const { message } of found) expect(message).toMatch(/^[^]+\.$/);
  });

  test('of several formats it is said which one is wrong', () => {
    const wrong = { ...mine, id: 'wrong', title: '' };
    const read = (): unknown => parseToolFormats(JSON.stringify([mine, wrong, 7]));
    expect(read).toThrow(
      expect.objectContaining({
        details: [
          expect.stringMatching(/^Format 2 \(“wrong”\): title: .+\.$/),
          expect.stringMatching(/^Format 3: The format: .+\.$/),
        ],
      }),
    );
  });

  test('in a text, with every message', () => {
    expect(parseToolFormats(JSON.stringify(mine))).toEqual([mine]);
    expect(parseToolFormats(JSON.stringify([mine, mine]))).toHaveLength(2);
    expect(() => parseToolFormats('{')).toThrow(
      expect.objectContaining({ code: 'format_invalid' }),
    );
    expect(() => parseToolFormats('[{}]')).toThrow(
      expect.objectContaining({
        code: 'format_invalid',
        message: expect.stringContaining('title'),
      }),
    );
  });
});

test("a user's own format is found before one that ships", () => {
  const own: ToolFormat = { ...rawFormats.hermes, title: 'Mine' };
  expect([findRawFormat('hermes', [own]).title, findRawFormat('lfm2', [own]).id]).toEqual([
    'Mine',
    'lfm2',
  ]);
  expect(() => findRawFormat('nope', [{ ...own, id: 'mine' }])).toThrow(
    expect.objectContaining({ action: expect.stringMatching(/^Choose one of: mine, hermes, /) }),
  );
});

test('the page about raw formats lists those that ship, and its example is one', () => {
  const page = readFileSync(new URL('../../../docs/raw-formats.md', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| `([\w.-]+)` \| (?:.*) \|$/gm)].map((match) => match[1]);
  const bodies = ['json', 'head-json', 'parameters', 'expression', 'code'];
  expect(listed).toEqual([...Object.keys(rawFormats), 'body', ...bodies]);
  const example = /```json\n([^]*?)```/.exec(page)?.[1] ?? '';
  expect(parseToolFormats(example)).toHaveLength(1);
});
