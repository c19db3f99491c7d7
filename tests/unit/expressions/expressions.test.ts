import jsonata from 'jsonata';
import { afterAll, describe, expect, test } from 'vitest';
import { compileExpression, readExpression } from '../../../core/expressions/compile-expression.ts';
import { createExpressions } from '../../../core/expressions/create-expressions.ts';
import { expressionFunctions } from '../../../core/model/expression-functions.ts';
import { createExpressionThreads } from '../../../core/node/expressions/create-expression-threads.ts';
import { TaskThreads } from '../../../core/node/threads/task-threads.ts';
import { toErrorInfo } from '../../../core/shared/errors.ts';

const expressions = createExpressions(createExpressionThreads(new TaskThreads()));
afterAll(() => expressions.close());

const { signal } = new AbortController();
const evaluate = (
  source: string,
  input: unknown,
  bindings = {},
  timeoutMs = 10_000,
): Promise<unknown> => expressions.evaluate({ source, input, bindings, timeoutMs, signal });
const failure = async (source: string, input: unknown): Promise<unknown> => {
  try {
    return await evaluate(source, input, {}, 500);
  } catch (error) {
    return toErrorInfo(error).code;
  }
};

describe('reading an expression', () => {
  test.each([
    ['total > $limit', ['limit']],
    ['$ & $$ & $sum(items.price)', []],
    ['($x := 1; $x + $y)', ['y']],
    ['($x := 1; $x); $x', undefined],
    ['$map(items, function($item) { $item * $factor })', ['factor']],
    ['items@$i.parts#$n.{ "a": $i, "b": $n }', []],
    ['($again := function($n) { $n = 0 ? 0 : $again($n - 1) }; $again($depth))', ['depth']],
    ['$x ?? $y ?? $x', ['x', 'y']],
  ])('%s takes %j', (source, inputs) => {
    const read = readExpression(source);
    expect(read.ok ? read.expression.inputs : undefined).toEqual(inputs);
  });

  test.each([
    ['', { message: 'The expression is empty.' }],
    ['a +', { line: 1, column: 4 }],
    ['a\n  ?? )', { line: 2, column: 6 }],
    ['"open', { message: 'String literal must be terminated by a matching quote.' }],
    ['a and $nope(b)', { message: 'There is no function $nope.', line: 1, column: 8 }],
    ['['.repeat(5000), { message: 'The expression is nested too deep.' }],
    [`"${'x'.repeat(10_000)}"`, { message: 'The expression is longer than 10000 characters.' }],
  ])('%s is refused with its place', (source, fault) => {
    expect(readExpression(source)).toMatchObject({ ok: false, faults: [fault] });
  });

  test('only what cannot take long is plain', () => {
    const plain = ['a.b[c = 1].d', '$count(items) > 3 and name in ["a"]', '(a ? b : "c") & d', '$'];
    const other = [
      '[1..9]',
      '($x := 1; $x)',
      '$map(a, $f)',
      'a ~> $sum',
      '$contains(a, /b/)',
      '$eval(a)',
      '$pad(a, 9)',
      'a@$x.b',
      'a.b[]',
      '$[]',
    ];
    expect(
      [plain, other].map((list) => list.map((source) => compileExpression(source).plain)),
    ).toEqual([plain.map(() => true), other.map(() => false)]);
  });

  test('the list of functions names those that there are, all and no others', async () => {
    const signature = /bind\('(\w+)', defineFunction/g;
    const known = expressionFunctions.map(({ name }) => name);
    const missing = [];
    for (const name of known) {
      const type = await jsonata(`$type($${name})`).evaluate({});
      if (type !== 'function') missing.push(name);
    }
    const { readFileSync } = await import('node:fs');
    const library = readFileSync('node_modules/jsonata/jsonata.js', 'utf8');
    const bound = Array.from(library.matchAll(signature), ([, name]) => name ?? '');
    expect([missing, [...new Set(bound)].toSorted()]).toEqual([[], known.toSorted()]);
  });
});

describe('evaluating an expression', () => {
  const order = { total: 12, items: [{ price: 5 }, { price: 7 }], note: 'a-b' };
  test.each([
    ['total', 12],
    ['items.price', [5, 7]],
    ['missing', undefined],
    ['$sum(items.price) = total', true],
    ['total > $limit', true],
    ['$map(items, function($item) { $item.price * 2 })', [10, 14]],
    ['[1..4]', [1, 2, 3, 4]],
    ['$split(note, /-/)', ['a', 'b']],
    ['$sum', undefined],
    ['{ "sum": $sum(items.price), "odd": nothing }', { sum: 12 }],
  ])('%s is %j', async (source, value) => {
    expect(await evaluate(source, order, { limit: 10 })).toEqual(value);
  });

  test.each([
    ['$number(note)', 'expression_failed'],
    ['items.price + note', 'expression_failed'],
    ['a +', 'invalid_expression'],
    ['($f := function($x) { $f($x) + 1 }; $f(1))', 'expression_limit'],
    ['($f := function($x) { $f($x + 1) }; $f(1))', 'expression_limit'],
    ['[1..9999999]', 'expression_limit'],
    ['$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)', 'expression_limit'],
    ['$length($pad("", 900000000))', 'expression_limit'],
    [
      '($d := function($l, $n) { $n = 0 ? $l : $d([[$l], [$l]], $n - 1) }; $string($d([1], 60)))',
      'expression_limit',
    ],
    [
      '($d := function($l, $n) { $n = 0 ? $l : $d([[$l], [$l]], $n - 1) }; $d([1], 60))',
      'expression_limit',
    ],
    ['$distinct([1..200000])', 'expression_limit'],
  ])('%s ends with %s, and the engine’s thread goes on', async (source, code) => {
    let ticks = 0;
    let longestMs = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
      ticks += 1;
    }, 5);
    const outcome = await failure(source, order);
    clearInterval(timer);
    expect(outcome).toBe(code);
    // Other programs take their share of the processor too: what matters is that it never stands still for long.
    if (ticks > 0) expect(longestMs).toBeLessThan(1000);
  });

  test('the threads serve on after one was ended', async () => {
    await failure('$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)', order);
    expect(await evaluate('[1..3]', order)).toEqual([1, 2, 3]);
  });

  test('a large value is looked at in a thread', async () => {
    const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `n${id}` }));
    expect(await evaluate('$count(rows[id > 5])', { rows })).toBe(19_994);
  });

  test('a cancelled evaluation ends at once', async () => {
    const stop = new AbortController();
    const under = expressions.evaluate({
      source: '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
      input: {},
      timeoutMs: 60_000,
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(), 20);
    await expect(under).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('without threads the rest is refused', async () => {
    const plain = createExpressions();
    const call = { input: { a: 1 }, timeoutMs: 100, signal };
    expect(await plain.evaluate({ ...call, source: 'a + 1' })).toBe(2);
    await expect(plain.evaluate({ ...call, source: '[1..3]' })).rejects.toMatchObject({
      code: 'not_available',
    });
  });

  test.each([
    '$.constructor',
    '($.constructor.constructor)("return process")()',
    '$.toString()',
    '$lookup($, "__proto__")',
    '"a".constructor',
    '[1].constructor',
    '$sum.implementation',
    '$eval("$.constructor")',
    '$map([1], $.constructor)',
    '($f := function($x) { $x }; $f.environment)',
    '$globalThis.process',
  ])('%s reaches nothing of JavaScript', async (source) => {
    expect([undefined, 'expression_failed']).toContain(await failure(source, { a: 1 }));
  });

  test.each(['{ "__proto__": { "polluted": 1 } }', '$ ~> |$|{ "__proto__": { "polluted": 1 } }|'])(
    '%s changes no other object',
    async (source) => {
      await failure(source, { a: 1 });
      expect('polluted' in {}).toBe(false);
    },
  );

  test('what is looked at stays as it was', async () => {
    const value = { list: [1, 2], inner: { list: [[3]] } };
    const before = JSON.stringify([value, Object.keys(value.list), Object.keys(value.inner.list)]);
    for (const source of [
      '$[]',
      'list[]',
      'inner.list[]',
      'list^(>$)',
      '$ ~> |inner|{ "a": 1 }|',
    ]) {
      await failure(source, value);
      await failure(source, value.list);
    }
    expect(JSON.stringify([value, Object.keys(value.list), Object.keys(value.inner.list)])).toBe(
      before,
    );
  });
});
