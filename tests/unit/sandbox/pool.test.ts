import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import type { Sandbox } from '../../../core/contracts/sandbox.ts';
import type { SandboxOptions } from '../../../core/node/sandbox/create-sandbox.ts';
import { createSandbox } from '../../../core/node/sandbox/create-sandbox.ts';
import { callTool, errorOf, valueOf } from './sandbox-calls.ts';

const opened: Sandbox[] = [];
afterEach(() => Promise.all(opened.splice(0).map((sandbox) => sandbox.close())));

function open(options?: SandboxOptions): Sandbox {
  const sandbox = createSandbox(options);
  opened.push(sandbox);
  return sandbox;
}

const loop = 'function tool() { for (;;); }';
const one = 'const tool = () => 1;';

test('an abort ends a running call within 100 ms, and the next call gets a new thread', async () => {
  const sandbox = open({ poolSize: 1 });
  await valueOf(sandbox, one);
  const controller = new AbortController();
  const running = errorOf(sandbox, loop, { timeoutMs: 20_000, signal: controller.signal });
  await new Promise((resolve) => setTimeout(resolve, 20));
  const aborted = performance.now();
  controller.abort();
  expect((await running).code).toBe('cancelled');
  expect(performance.now() - aborted).toBeLessThan(100);
  expect(await valueOf(sandbox, one)).toBe(1);
});

test('a call that waits for a thread can be aborted, and leaves the queue', async () => {
  const sandbox = open({ poolSize: 1 });
  const controller = new AbortController();
  const running = errorOf(sandbox, loop, { timeoutMs: 200 });
  const waiting = errorOf(sandbox, one, { signal: controller.signal });
  const behind = valueOf(sandbox, one);
  controller.abort();
  expect((await waiting).code).toBe('cancelled');
  expect([(await running).code, await behind]).toEqual(['code_timeout', 1]);
});

test('an aborted signal starts nothing', async () => {
  const sandbox = open({ workerUrl: new URL('file:///no/such/worker.js') });
  expect((await errorOf(sandbox, one, { signal: AbortSignal.abort() })).code).toBe('cancelled');
});

test('many calls at once share the pool and keep apart', async () => {
  const sandbox = open({ poolSize: 2 });
  const code = 'let count = 0;\nfunction tool(i) { count += 1; return [i, count]; }';
  const values = await Promise.all(
    Array.from({ length: 50 }, (_, i) => valueOf(sandbox, code, { args: [i] })),
  );
  expect(values).toEqual(Array.from({ length: 50 }, (_, i) => [i, 1]));
});

test('runaway calls do not take the pool down', async () => {
  const sandbox = open({ poolSize: 2 });
  const bad = Array.from({ length: 4 }, () => errorOf(sandbox, loop, { timeoutMs: 100 }));
  const good = Array.from({ length: 4 }, () => valueOf(sandbox, one));
  expect((await Promise.all(bad)).map((error) => error.code)).toEqual(
    Array(4).fill('code_timeout'),
  );
  expect(await Promise.all(good)).toEqual([1, 1, 1, 1]);
});

test('close cancels what runs and what waits, and refuses what comes', async () => {
  const sandbox = open({ poolSize: 1 });
  await valueOf(sandbox, one);
  const calls = [errorOf(sandbox, loop, { timeoutMs: 20_000 }), errorOf(sandbox, one)];
  await sandbox.close();
  const errors = [...(await Promise.all(calls)), await errorOf(sandbox, one)];
  expect(errors.map((error) => error.code)).toEqual(['cancelled', 'cancelled', 'cancelled']);
});

test('a thread that cannot start is an error of each call, not a hang', async () => {
  const sandbox = open({ poolSize: 1, workerUrl: new URL('file:///no/such/worker.js') });
  const errors = await Promise.all([errorOf(sandbox, one), errorOf(sandbox, one)]);
  expect(errors.map((error) => error.code)).toEqual(['sandbox_failed', 'sandbox_failed']);
});

test('the WebAssembly file may lie anywhere', async () => {
  const require = createRequire(import.meta.url);
  const wasmUrl = pathToFileURL(require.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
  expect(await valueOf(open({ wasmUrl }), one)).toBe(1);
});

test('an idle sandbox lets the process end', async () => {
  const url = new URL('../../../core/node/sandbox/create-sandbox.ts', import.meta.url).href;
  const script = `import { createSandbox } from ${JSON.stringify(url)};
    const result = await createSandbox().call({ code: 'const tool = (a) => a * 2', functionName: 'tool',
      args: [21], timeoutMs: 5000, memoryBytes: 16e6, signal: new AbortController().signal });
    console.log(result.value);`;
  const run = promisify(execFile);
  const args = ['--input-type=module', '-e', script];
  expect((await run(process.execPath, args, { timeout: 15_000 })).stdout).toBe('42\n');
});

test('the weather tools answer as the flow expects', async () => {
  const sandbox = open({ poolSize: 1 });
  const call = async (
    functionName: string,
    ...args: (string | number | undefined)[]
  ): Promise<unknown> => {
    const file = fileURLToPath(new URL(`../../fixtures/tools/${functionName}.js`, import.meta.url));
    const code = await readFile(file, 'utf8');
    return JSON.parse(
      (await callTool(sandbox, code, { functionName, args })).value as string,
    ) as unknown;
  };
  const now = 'get_current_weather';
  const days = 'get_n_day_weather_forecast';
  expect([
    await call(now, 'Tokyo, Japan', 'celsius'),
    await call(now, 'SAN FRANCISCO, CA'),
    await call(now, 'paris', 'fahrenheit'),
    await call(now, 'Beijing'),
    await call(now, 'Oslo', 'celsius'),
    await call(days, 'tokyo', 3, 'celsius'),
    await call(days, 'San Francisco, CA', 4),
    await call(days, 'Paris', 1),
    await call(days, 'Beijing', 7),
    await call(days, 'Oslo', 2),
  ]).toEqual([
    { location: 'Tokyo', temperature: '10', unit: 'celsius' },
    { location: 'San Francisco', temperature: '72', unit: 'fahrenheit' },
    { location: 'Paris', temperature: '22', unit: 'celsius' },
    { location: 'Beijing', temperature: '90', unit: 'fahrenheit' },
    { location: 'Oslo', temperature: 'unknown' },
    { location: 'Tokyo', temperature: '10', unit: 'celsius', num_days: 3 },
    { location: 'San Francisco', temperature: '75', unit: 'fahrenheit', num_days: 4 },
    { location: 'Paris', temperature: '25', unit: 'celsius', num_days: 1 },
    { location: 'Beijing', temperature: '85', unit: 'fahrenheit', num_days: 7 },
    { location: 'Oslo', temperature: 'unknown', num_days: 2 },
  ]);
});

test('warming starts threads ahead of the first call, once, and not after the end', async () => {
  const sandbox = open({ poolSize: 2 });
  sandbox.warm();
  sandbox.warm();
  expect(await Promise.all([valueOf(sandbox, one), valueOf(sandbox, one)])).toEqual([1, 1]);
  await sandbox.close();
  sandbox.warm();
  expect((await errorOf(sandbox, one)).code).toBe('cancelled');
});
