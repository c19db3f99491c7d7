import { afterAll, describe, expect, test } from 'vitest';
import { createSandbox } from '../../../core/node/sandbox/create-sandbox.ts';
import { callTool, errorOf, valueOf } from './sandbox-calls.ts';

const sandbox = createSandbox({ poolSize: 1 });
afterAll(() => sandbox.close());

describe('reach', () => {
  test('no host name exists inside', async () => {
    const names = [
      'process',
      'require',
      'module',
      'fetch',
      'setTimeout',
      'setInterval',
      'queueMicrotask',
      'WebAssembly',
      'Worker',
      'Buffer',
      'global',
      'window',
      'std',
      'os',
      'scriptArgs',
      'performance',
      '__dirname',
    ];
    const code = `function tool(names) { return names.filter((name) => eval('typeof ' + name) !== 'undefined'); }`;
    expect(await valueOf(sandbox, code, { args: [names] })).toEqual([]);
  });

  test('the way through a constructor leads to the inner global only', async () => {
    const code = `function tool() {
      const outer = (() => {}).constructor('return this')();
      const viaLog = console.log.constructor('return this')();
      return [outer === globalThis, viaLog === globalThis, typeof outer.process, Object.keys(outer)];
    }`;
    expect(await valueOf(sandbox, code)).toEqual([true, true, 'undefined', ['console']]);
  });

  test.each([
    [
      'import()',
      'async function tool() { return await import("node:fs"); }',
      "could not load module 'node:fs'",
    ],
    [
      'an import statement',
      'import fs from "fs";\nfunction tool() {}',
      "could not load module 'fs'",
    ],
    ['require', 'const tool = () => require("fs");', "'require' is not defined"],
    ['process', 'const tool = () => process.env;', "'process' is not defined"],
    ['a timer', 'const tool = () => setTimeout(() => {}, 1);', "'setTimeout' is not defined"],
  ])('%s fails', async (_name, code, reason) => {
    expect(await errorOf(sandbox, code)).toMatchObject({
      code: 'code_error',
      message: expect.stringContaining(reason),
    });
  });

  test('polluted prototypes stay inside and are gone in the next call', async () => {
    const code = `function tool() {
      Object.prototype.polluted = 1;
      Array.prototype.map = () => 'mine';
      JSON.stringify = () => '"mine"';
      Promise.prototype.then = () => 'mine';
      globalThis.kept = 1;
      return JSON.parse('{"__proto__": {"polluted": 2}, "constructor": {"prototype": {"polluted": 3}}}');
    }`;
    const value = (await valueOf(sandbox, code)) as Record<string, unknown>;
    expect([Object.getPrototypeOf(value), 'polluted' in {}, 'polluted' in value]).toEqual([
      Object.prototype,
      false,
      false,
    ]);
    const look =
      'const tool = () => [typeof {}.polluted, typeof kept, [1].map((x) => x + 1), JSON.stringify([1])];';
    expect(await valueOf(sandbox, look)).toEqual(['undefined', 'undefined', [2], '[1]']);
  });

  test('a polluted toJSON bends the error, never the host', async () => {
    const code = 'function tool() { Object.prototype.toJSON = () => "x"; throw new Error("a"); }';
    expect((await errorOf(sandbox, code)).code).toBe('code_error');
    expect(await valueOf(sandbox, 'const tool = () => ({ a: 1 })')).toEqual({ a: 1 });
  });
});

describe('values', () => {
  test('arguments and results are JSON; undefined stays a missing argument', async () => {
    const code = 'function tool(a, b = "default", ...rest) { return { a, b, rest }; }';
    const args = [{ text: 'é\u2028"', list: [1, null] }, undefined, true];
    expect(await valueOf(sandbox, code, { args })).toEqual({
      a: args[0],
      b: 'default',
      rest: [true],
    });
  });

  test.each([
    ['nothing', 'function tool() {}', null],
    ['a promise', 'async function tool() { await null; return [1]; }', [1]],
    ['something thenable', 'const tool = () => ({ then(resolve) { resolve(7); } });', 7],
    ['a date', 'const tool = () => new Date(0);', '1970-01-01T00:00:00.000Z'],
    ['from an export', 'export const tool = () => 9;', 9],
    ['from a default export', 'export default async function tool() { return 8; }', 8],
    ['after a top-level await', 'const x = await 5;\nconst tool = () => x;', 5],
  ])('%s', async (_name, code, value) => {
    expect(await valueOf(sandbox, code)).toEqual(value);
  });

  test.each([
    ['a function', 'const tool = () => () => 1;', 'function'],
    ['a symbol', 'const tool = () => Symbol("a");', 'symbol'],
    ['a big integer', 'const tool = () => 1n;', 'BigInt'],
    ['a circle', 'const tool = () => { const a = {}; a.a = a; return a; };', 'circular'],
    ['a getter that throws', 'const tool = () => ({ get a() { throw new Error("hm"); } });', 'hm'],
  ])('%s is no result', async (_name, code, reason) => {
    expect(await errorOf(sandbox, code)).toMatchObject({
      code: 'code_result',
      message: expect.stringContaining(reason),
    });
  });
});

describe('errors and log', () => {
  test.each([
    [
      'an error',
      'function tool() {\n  const a = null;\n  return a.b;\n}',
      "The code failed in line 3: TypeError: cannot read property 'b' of null",
    ],
    [
      'an error in a helper',
      'function help() {\n  throw new Error("no help");\n}\nconst tool = () => help();',
      'The code failed in line 2: no help',
    ],
    [
      'an error of a class',
      'class Mine extends Error {}\nfunction tool() {\n  throw new Mine("boo");\n}',
      'The code failed in line 3: boo',
    ],
    [
      'a rejection',
      'async function tool() {\n  await null;\n  throw new RangeError("late");\n}',
      'The code failed in line 3: RangeError: late',
    ],
    ['a text', 'const tool = () => { throw "words"; };', 'The code failed: it threw words'],
    ['an object', 'const tool = () => { throw { a: 1 }; };', 'The code failed: it threw {"a":1}'],
    ['null', 'const tool = () => { throw null; };', 'The code failed: it threw null'],
    [
      'a syntax error',
      'const tool = () => 1;\nconst x = = 2;',
      "The code failed in line 2: SyntaxError: unexpected token in expression: '='",
    ],
    [
      'a missing brace',
      'function tool() {\n  return (\n\n',
      'The code failed in line 2: SyntaxError: the code ends too early, so a bracket, brace or quote is missing',
    ],
    ['another name', 'function other() {}', 'The code declares no function named tool.'],
    ['something else of that name', 'const tool = 5;', 'The code declares no function named tool.'],
  ])('%s', async (_name, code, message) => {
    expect(await errorOf(sandbox, code)).toMatchObject({ code: 'code_error', message });
  });

  test('an error that resists description is still an error', async () => {
    const code =
      'const tool = () => { throw new Proxy({}, { get() { for (;;); }, getPrototypeOf() { for (;;); } }); };';
    const error = await errorOf(sandbox, code, { timeoutMs: 100 });
    expect(error.code).toMatch(/^code_(error|timeout)$/);
  });

  test('a name that is no identifier runs nothing', async () => {
    const error = await errorOf(sandbox, 'const a = 1;', {
      functionName: 'a as b }; throw 1; export { a',
    });
    expect(error.message).toContain('declares no function');
  });

  test('console lines are kept in order, also when the call fails', async () => {
    const code = `function tool(fail) {
      console.log('a', 1, { b: [2] }, undefined, null);
      console.warn(new TypeError('w'));
      console.error(Symbol('s'), () => 1 + 1);
      if (fail) throw new Error('end');
    }`;
    const log = ['a 1 {"b":[2]} undefined null', 'TypeError: w', 'Symbol(s) () => 1 + 1'];
    expect((await callTool(sandbox, code)).log).toEqual(log);
    expect((await errorOf(sandbox, code, { args: [true] })).details).toEqual({ line: 5, log });
  });
});
