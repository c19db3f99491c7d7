import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../../../core/model/flow-document.ts';
import type { JsonObject, JsonValue } from '../../../../core/shared/json.ts';
import { createFlow } from '../../../../renderer/document/flow-file.ts';
import {
  expandReplacement,
  findSpans,
  makePattern,
} from '../../../../renderer/search/find-pattern.ts';
import type { FindQuery } from '../../../../renderer/search/find-pattern.ts';
import { listTexts } from '../../../../renderer/search/list-texts.ts';
import { isReplaceable, replaceInFlow } from '../../../../renderer/search/replace-in-flow.ts';
import type { FlowMatch } from '../../../../renderer/search/replace-in-flow.ts';

const plain: FindQuery = { text: '', matchCase: true, wholeWord: false, isRegex: false };

function find(root: FlowDocument, query: Partial<FindQuery>): readonly FlowMatch[] {
  const texts = listTexts(root);
  const strings = texts.map(({ text }) => text);
  return findSpans(strings, makePattern({ ...plain, ...query })).map((span) => {
    const text = texts[span.at];
    if (text === undefined) throw new Error('A match stands in no text.');
    return { text, span };
  });
}

function flowOf(nodes: Readonly<Record<string, readonly [string, JsonObject]>>): FlowDocument {
  const made = Object.entries(nodes).map(([id, [title, settings]]) => [
    id,
    { kind: 'any', kindVersion: 1, title, settings },
  ]);
  return { ...createFlow('Test'), id: 'f', nodes: Object.fromEntries(made) as never };
}

const inner = flowOf({ deep: ['Rain inside', { prompt: 'more rain' }] });
const flow = flowOf({
  rain1: ['Rain', { text: 'rain, RAIN and train', count: 3, on: true }],
  b: ['Note', { list: [{ name: 'rain', rain: ['x', 'rainy'] }], nothing: null }],
  s: ['Sub', { flow: inner as unknown as JsonObject, file: '' }],
});

function places(matches: readonly FlowMatch[]): readonly string[] {
  return matches.map(({ text, span }) =>
    [...text.place.path, text.nodeId, text.part, ...text.keys, span.start].join('/'),
  );
}

describe('finding', () => {
  test('titles, ids, settings however deep, their keys, and sub-flows are looked through', () => {
    expect(places(find(flow, { text: 'rain' }))).toEqual([
      'rain1/id/0',
      'rain1/setting/text/0',
      'rain1/setting/text/16',
      'b/setting/list/0/name/0',
      'b/key/list/0/rain/0',
      'b/setting/list/0/rain/1/0',
      's/deep/setting/prompt/5',
    ]);
  });

  test.each([
    [{ text: 'rain', matchCase: false, wholeWord: true }, 7],
    [{ text: 'RAIN' }, 1],
    [{ text: '^r.in$', isRegex: true, matchCase: false }, 3],
    // Signs that mean something in an expression are only signs.
    [{ text: 'r.in' }, 0],
    [{ text: '(' }, 0],
    // A match of nothing is none.
    [{ text: 'x*', isRegex: true }, 1],
  ] as const)('%o', (query, count) => {
    expect(find(flow, query).length).toBe(count);
  });

  test('a backslash before a sign that needs none does no harm', () => {
    const texts = ['a-b "c" x_y \\- é'];
    const found = (text: string): readonly string[] =>
      findSpans(texts, makePattern({ ...plain, text, isRegex: true })).map(
        ({ groups }) => groups[0] ?? '',
      );
    expect([String.raw`a\-b \"`, String.raw`[\-\_]`, String.raw`\\-`].map(found)).toEqual([
      ['a-b "'],
      ['-', '_', '-'],
      [String.raw`\-`],
    ]);
  });

  test('a broken expression says so', () => {
    expect(() => makePattern({ ...plain, text: '(', isRegex: true })).toThrow(SyntaxError);
  });
});

describe('replacing', () => {
  test('only titles and values change, in sub-flows as well; all types stay', () => {
    const next = replaceInFlow(flow, find(flow, { text: 'rain' }), () => 'snow');
    expect(next).toEqual({
      ...flow,
      nodes: {
        rain1: {
          ...flow.nodes['rain1'],
          settings: { text: 'snow, RAIN and tsnow', count: 3, on: true },
        },
        b: {
          ...flow.nodes['b'],
          settings: { list: [{ name: 'snow', rain: ['x', 'snowy'] }], nothing: null },
        },
        s: {
          ...flow.nodes['s'],
          settings: {
            file: '',
            flow: {
              ...inner,
              nodes: { deep: { ...inner.nodes['deep'], settings: { prompt: 'more snow' } } },
            },
          },
        },
      },
    });
    expect(next.nodes['rain1']?.title).toBe('Rain');
  });

  test('nothing to replace leaves the very flow', () => {
    expect(replaceInFlow(flow, find(flow, { text: 'rain1' }), () => 'x')).toBe(flow);
  });

  test('groups of an expression can be used', () => {
    const [span] = findSpans(
      ['John Smith'],
      makePattern({ ...plain, text: '(?<first>\\w+) (\\w+)', isRegex: true }),
    );
    if (span === undefined) throw new Error('Nothing was found.');
    const expanded = ['$2, $1', '$<first>!', '[$&]', '$$1', '$9', '$21', '$'].map((replacement) =>
      expandReplacement(replacement, span),
    );
    expect(expanded).toEqual(['Smith, John', 'John!', '[John Smith]', '$1', '$9', 'Smith1', '$']);
  });
});

/** Any flow over few letters, so that there is much to find, with flows in flows. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '\n'), maxLength: 12 });
const leaf = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 3 }),
  ),
}));
const nodes = fc.dictionary(
  fc.string({ unit: fc.constantFrom('a', 'b', 'n'), minLength: 1, maxLength: 4 }),
  fc.tuple(word, fc.dictionary(word, value, { maxKeys: 4 })),
  { maxKeys: 4 },
);
const anyFlow = fc.tuple(nodes, nodes).map(([outer, within]) => {
  const held = flowOf(within) as unknown as JsonObject;
  return flowOf({ ...outer, holder: ['abc', { flow: held }] });
});

/** The flow with every text that may be replaced left out. */
function skeleton(value: JsonValue, path: readonly string[] = []): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => skeleton(item, [...path, '#']));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([key, item]): JsonValue => {
      return [key, skeleton(item as JsonValue, [...path, key])];
    });
  }
  const isText = path.includes('settings') || path.at(-1) === 'title';
  return typeof value === 'string' && isText ? '' : value;
}

const json = (flow: FlowDocument): JsonValue => flow as unknown as JsonValue;

describe('whatever the flow', () => {
  const needle = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 2 });
  const other = fc.string({ unit: fc.constantFrom('x', 'y'), minLength: 1, maxLength: 3 });

  test('what is replaced is found no more, what stands instead is, and back again is the same flow', () => {
    fc.assert(
      fc.property(anyFlow, needle, other, (root, text, instead) => {
        const matches = find(root, { text });
        const next = replaceInFlow(root, matches, () => instead);
        expect(find(next, { text }).filter(isReplaceable)).toEqual([]);
        const written = find(next, { text: instead });
        expect(written.length).toBeGreaterThanOrEqual(matches.some(isReplaceable) ? 1 : 0);
        expect(skeleton(json(next))).toEqual(skeleton(json(root)));
        if (instead.length === 1) {
          // One sign that was nowhere before: every one of it is a replacement.
          expect(written.length).toBe(matches.filter(isReplaceable).length);
          expect(replaceInFlow(next, written, () => text)).toEqual(root);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('whatever is typed is found as it stands, and is never taken for an expression', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), (text) => {
        const [span] = findSpans([`<${text}>`], makePattern({ ...plain, text }));
        expect(span?.groups[0]).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
