import { afterAll, describe, expect, test } from 'vitest';
import { createSandbox } from '../../../core/node/sandbox/create-sandbox.ts';
import { callTool, errorOf, valueOf } from './sandbox-calls.ts';

const sandbox = createSandbox({ poolSize: 2 });
afterAll(() => sandbox.close());

/** Loads the threads first, so that the times below are times of calls. */
async function warmUp(): Promise<void> {
  await Promise.all([
    valueOf(sandbox, 'const tool = () => 1'),
    valueOf(sandbox, 'const tool = () => 1'),
  ]);
}

describe('time', () => {
  test.each([
    [
      'a loop',
      'function help() { let i = 0; for (;;) i += 1; }\nconst tool = () => help();',
      'help',
    ],
    ['a loop while loading', 'for (;;);\nfunction tool() {}'],
    [
      'a loop that catches everything',
      'function tool() { try { for (;;); } catch { return 1 } finally { for (;;); } }',
      'tool',
    ],
    ['a promise chain without end', 'async function tool() { for (;;) await null; }'],
    [
      'promises that make promises',
      'function tool() { const again = () => Promise.resolve().then(again); return again(); }',
    ],
    ['a toJSON without end', 'const tool = () => ({ toJSON() { for (;;); } });', 'toJSON'],
    ['a getter without end', 'const tool = () => ({ get a() { for (;;); } });'],
    ['a proxy without end', 'const tool = () => new Proxy({}, { ownKeys() { for (;;); } });'],
    [
      'a regular expression that backtracks',
      'const tool = () => /(a+)+$/.test("a".repeat(40) + "b");',
      'tool',
    ],
  ])('%s is stopped', async (_name, code, place?: string) => {
    await warmUp();
    const started = performance.now();
    const error = await errorOf(sandbox, code, { timeoutMs: 100 });
    expect(error.code).toBe('code_timeout');
    // A call that is killed from outside, as on a busy machine, cannot name its function.
    const where = place === undefined ? '.*' : `( in the function ${place})?`;
    expect(error.message).toMatch(
      new RegExp(`^The code ran longer than 100 ms and was stopped${where}\\.$`),
    );
    expect(performance.now() - started).toBeLessThan(1500);
    expect(await valueOf(sandbox, 'const tool = () => "still here"')).toBe('still here');
  });

  test('what QuickJS does not interrupt is killed from outside', async () => {
    await warmUp();
    const code =
      'function tool() { return new Array(5e5).fill("x").join("y").split("").sort().length; }';
    const started = performance.now();
    const error = await errorOf(sandbox, code, { timeoutMs: 100, memoryBytes: 512 * 1024 * 1024 });
    expect(error.code).toBe('code_timeout');
    expect(performance.now() - started).toBeLessThan(1500);
  });

  test('a promise that nothing settles is an error at once', async () => {
    const started = performance.now();
    const error = await errorOf(sandbox, 'const tool = () => new Promise(() => {});', {
      timeoutMs: 5000,
    });
    expect(error).toMatchObject({
      code: 'code_error',
      message: expect.stringContaining('never finished'),
    });
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('memory and size', () => {
  test.each([
    ['a growing list', 'function tool() {\n  const all = [];\n  for (;;) all.push({});\n}', 3],
    ['a huge string', 'const tool = () => "x".repeat(5e8);', 1],
    ['a huge list', 'const tool = () => new Array(1e9).fill(0);', 1],
    ['a huge buffer', 'const tool = () => new Uint8Array(1e9);', 1],
    [
      'a huge map',
      'function tool() { const m = new Map(); for (let i = 0; ; i += 1) m.set(i, [i]); }',
      undefined,
    ],
  ])('%s is refused', async (_name, code, line) => {
    const memoryBytes = 8 * 1024 * 1024;
    const error = await errorOf(sandbox, code, { memoryBytes, timeoutMs: 3000 });
    expect(error.code).toBe('code_memory');
    if (line !== undefined) expect(error.details).toEqual({ line });
    expect(error.message).toContain('8 MB');
    expect(await valueOf(sandbox, 'const tool = () => 1')).toBe(1);
  });

  test('a limit that leaves no room at all is an answer too', async () => {
    expect((await errorOf(sandbox, 'const tool = () => 1', { memoryBytes: 1000 })).code).toBe(
      'code_memory',
    );
  });

  test.each([
    ['a function that calls itself', 'function tool() { return tool() + 1; }'],
    ['a getter that calls itself', 'const tool = () => ({ get a() { return this.a; } }).a;'],
    ['a sort that calls itself', 'function tool() { return [2, 1].sort(tool); }'],
    [
      'a toString that calls itself',
      'const tool = () => `${{ toString() { return `${this}`; } }}`;',
    ],
    ['nested JSON', 'const tool = () => JSON.parse("[".repeat(1e5));'],
    ['nested code', 'const tool = () => eval("(".repeat(1e5));'],
  ])('%s overflows its own stack only', async (_name, code) => {
    const error = await errorOf(sandbox, code, { timeoutMs: 3000 });
    expect(error).toMatchObject({
      code: 'code_error',
      message: expect.stringContaining('stack overflow'),
    });
  });

  test('a result of more than 16 MB is refused, one below it arrives', async () => {
    const changes = { memoryBytes: 256 * 1024 * 1024, timeoutMs: 5000 };
    const error = await errorOf(
      sandbox,
      'const tool = () => "x".repeat(17 * 1024 * 1024);',
      changes,
    );
    expect(error).toMatchObject({
      code: 'code_result',
      message: expect.stringContaining('17.1 MB'),
    });
    const value = await valueOf(
      sandbox,
      'const tool = () => "é".repeat(7 * 1024 * 1024);',
      changes,
    );
    expect((value as string).length).toBe(7 * 1024 * 1024);
  });

  test('a log is cut while it grows', async () => {
    const many = 'function tool() { for (let i = 0; i < 3000; i += 1) console.log("line", i); }';
    const { log } = await callTool(sandbox, many);
    expect([log.length, log[0], log[998], log[999]]).toEqual([
      1000,
      'line 0',
      'line 998',
      '(More output was dropped.)',
    ]);
    const long =
      'function tool() { for (let i = 0; i < 200; i += 1) console.log("x".repeat(1e5)); }';
    const longLog = (await callTool(sandbox, long, { timeoutMs: 5000 })).log;
    expect(longLog.join('').length).toBeLessThan(300_000);
  });
});
