import { describe, expect, test } from 'vitest';
import { isTraceEvent } from '../../../core/contracts/events.ts';
import type { JsonObject, JsonValue } from '../../../core/shared/json.ts';
import { chunkText } from '../../../core/modules/text/chunk-text.ts';
import { flowOf, jsonInput, node, runNodes } from '../../harness/run-nodes.ts';
import { allEvents, testEngine } from '../../harness/test-engine.ts';

/** The value that a node of this kind makes of another; the error's code where it fails. */
async function make(
  kind: string,
  settings: JsonObject,
  input: JsonValue,
  ports: readonly [from: string, to: string],
): Promise<unknown> {
  const nodes = { in: jsonInput(), node: node(kind, settings), out: node('output') };
  const wires = [`in.value node.${ports[0]}`, `node.${ports[1]} out.value`];
  const { error, output } = await runNodes(nodes, wires, JSON.stringify(input));
  return error?.code ?? output;
}

const findingsOf = (kind: string, settings: JsonObject): readonly string[] =>
  testEngine()
    .check(flowOf({ node: node(kind, settings) }, []).flow)
    .findings.filter(({ place }) => place.path?.includes('settings'))
    .map(({ code }) => code);

test('cutting into very many pieces lets a cancel through', async () => {
  const engine = testEngine();
  const flow = flowOf(
    { in: jsonInput(), node: node('text', { work: 'chunk', size: 1 }), out: node('output') },
    ['in.value node.text', 'node.list out.value'],
  );
  const run = engine.start({ ...flow, input: JSON.stringify('é😀 '.repeat(2_000_000)) });
  const startedMs = performance.now();
  setTimeout(() => run.cancel(), 50);
  expect((await run.result).state).toBe('cancelled');
  expect(performance.now() - startedMs).toBeLessThan(2500);
});

describe('text', () => {
  const text = (settings: JsonObject, input: string): Promise<unknown> =>
    make('text', settings, input, [
      'text',
      ['split', 'extract', 'chunk'].includes(settings['work'] as string) ? 'list' : 'text',
    ]);
  test.each<[JsonObject, string, unknown]>([
    [{}, '  a b \n', 'a b'],
    [{ work: 'split' }, 'a\nb', ['a', 'b']],
    [{ work: 'split', pattern: ', ' }, 'a, b', ['a', 'b']],
    [{ work: 'split', pattern: '\\s*[,;]\\s*', isRegex: true }, 'a , b;c', ['a', 'b', 'c']],
    [{ work: 'replace', pattern: 'a.b', replacement: '$&' }, 'a.b axb', '$& axb'],
    [{ work: 'replace', pattern: 'a.b', replacement: '$1', ignoreCase: true }, 'A.B axb', '$1 axb'],
    [
      { work: 'replace', pattern: '(\\d+)', isRegex: true, replacement: '<$1>' },
      'a1 b22',
      'a<1> b<22>',
    ],
    [{ work: 'extract', pattern: '\\w+@\\w+' }, 'a@b or c@d', ['a@b', 'c@d']],
    [{ work: 'extract', pattern: '(\\w+)@' }, 'a@b or c@d', ['a', 'c']],
    [
      { work: 'extract', pattern: '(\\w)(\\w)' },
      'ab cd',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      { work: 'extract', pattern: '(?<user>\\w+)@(?<host>\\w+)' },
      'a@b',
      [{ user: 'a', host: 'b' }],
    ],
    [{ work: 'extract', pattern: '^(a+)+$' }, `${'a'.repeat(40)}!`, 'pattern_timeout'],
    [{ work: 'case', letters: 'upper' }, 'straße', 'STRASSE'],
    [{ work: 'case', letters: 'title' }, "don't STOP élan", "Don't Stop Élan"],
    [{ work: 'case', letters: 'sentence' }, 'HELLO there. and you?', 'Hello there. And you?'],
    [{ work: 'chunk', size: 12, overlap: 0 }, 'one two. three four', ['one two.', 'three four']],
  ])('%j of %j is %j', async (settings, input, expected) => {
    expect(await text(settings, input)).toEqual(expected);
  });

  test('joins a list', async () => {
    const settings = { work: 'join', pattern: ' + ' };
    expect([
      await make('text', settings, ['a', 1, null, { b: 2 }], ['list', 'text']),
      await make('text', settings, 'none', ['list', 'text']),
    ]).toEqual(['a + 1 + "" + {"b":2}', 'wrong_value']);
  });

  test('wrong patterns are found before the run', () => {
    expect([
      findingsOf('text', { work: 'extract', pattern: '(' }),
      findingsOf('text', { work: 'replace' }),
      findingsOf('text', { work: 'split', pattern: '(' }),
    ]).toEqual([['invalid_pattern'], ['pattern_missing'], []]);
  });

  test('chunks hold all of the text, keep to their size, overlap, and split no character', () => {
    const source = Array.from({ length: 300 }, (_, index) => `word${index}😀`).join(' ');
    const chunks = chunkText(source, 100, 20);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(new Set(chunks.join(' ').match(/word\d+😀/gu)).size).toBe(300);
    expect(chunks.every((chunk) => chunk.isWellFormed())).toBe(true);
    expect([
      chunkText('', 10, 2),
      chunkText('😀😀😀', 1, 5),
      chunkText('a'.repeat(25), 10, 0),
    ]).toEqual([[], ['😀', '😀', '😀'], ['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]]);
  });
});

describe('json', () => {
  const read = (input: string, repair = true): Promise<unknown> =>
    make('json', { repair }, input, ['text', 'value']);
  test.each<[string, boolean, unknown]>([
    ['{"a": [1, null]}', false, { a: [1, null] }],
    ['Here you are:\n```json\n{"a": 1}\n```\nEnjoy!', true, { a: 1 }],
    ['Sure: {"a": {"b": [1]}} and no more.', true, { a: { b: [1] } }],
    ["{a: 'x', }", true, { a: 'x' }],
    ['"text"', true, 'text'],
    ["{a: 'x', }", false, 'invalid_json'],
    ['no JSON at all', true, 'invalid_json'],
    ['', true, 'invalid_json'],
    ['['.repeat(200_000), true, 'invalid_json'],
  ])('%s, forgiving %s', async (input, repair, expected) => {
    expect(await read(input, repair)).toEqual(expected);
  });

  test('writes values', async () => {
    expect([
      await make('json', { work: 'stringify', indent: 0 }, { a: [1] }, ['value', 'text']),
      await make('json', { work: 'stringify' }, 'x', ['value', 'text']),
    ]).toEqual(['{"a":[1]}', '"x"']);
  });
});

describe('code', () => {
  const code = `/**
   * @param {number} price
   * @param {string[]} [tags]
   */
  function step(price, tags = ['none']) {
    console.log('price', price);
    if (price < 0) throw new Error('too cheap');
    return { twice: price * 2, tags };
  }`;
  test('runs over its inputs by name, with defaults, and keeps its log', async () => {
    const engine = testEngine();
    const nodes = { in: jsonInput(), code: node('code', { code }), out: node('output') };
    const run = engine.start({
      ...flowOf(nodes, ['in.value code.price', 'code.result out.value']),
      input: '"21"',
    });
    const notes = (await allEvents(engine, run)).filter(isTraceEvent);
    expect((await run.result).output).toEqual({ twice: 42, tags: ['none'] });
    expect(JSON.stringify(notes)).toContain('price 21');
  });

  test('its ports come from its parameters', () => {
    const { nodes } = testEngine().check(flowOf({ code: node('code', { code }) }, []).flow);
    expect(nodes['code']).toMatchObject({
      summary: 'step(price, tags)',
      ports: {
        inputs: [
          { id: 'price', type: 'number', required: true },
          { id: 'tags', type: 'json' },
        ],
      },
    });
  });

  test.each<[JsonObject, JsonValue, string]>([
    [{ code }, -1, 'code_error'],
    [{ code: 'function f(price) { for (;;); }', timeoutMs: 200 }, 1, 'code_timeout'],
    [{ code: 'function f(price) { return fetch("http://127.0.0.1") }' }, 1, 'code_error'],
    [{ code: 'function f(price) { return () => 1 }' }, 1, 'code_result'],
  ])('%j with %j fails with %s', async (settings, input, expected) => {
    expect(await make('code', settings, input, ['price', 'result'])).toBe(expected);
  });

  test('an untyped parameter takes any value, and a missing comment is no fault', async () => {
    const settings = { code: 'const f = (value) => [typeof value, value];' };
    expect(findingsOf('code', settings)).toEqual([]);
    expect(await make('code', settings, { a: 1 }, ['value', 'result'])).toEqual([
      'object',
      { a: 1 },
    ]);
  });

  test('code that cannot be read makes the flow invalid', () => {
    expect(findingsOf('code', { code: 'function (' })).toEqual(['syntax_error']);
  });
});
