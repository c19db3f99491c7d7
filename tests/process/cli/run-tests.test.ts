import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RunTest } from '../../../core/exports/run-test/run-test-file.ts';
import { labelled, makeFolder, millrace, projectRoot, writeChatFlow } from './millrace.ts';

const tests = join(projectRoot, 'tests/fixtures/run-tests');

test('the tests of the examples pass without any network', async () => {
  const folder = makeFolder();
  const junit = join(folder, 'report.xml');
  const { code, lines, stderr } = await millrace(folder, ['test', tests, '--junit', junit]);
  expect([code, lines.at(-1), stderr]).toEqual([0, '2 passed, 0 failed', '']);
  expect(readFileSync(junit, 'utf8')).toContain(
    '<testsuites name="millrace" tests="2" failures="0"',
  );
});

test('a test made from a run passes, fails with what is different, and takes over what came', async () => {
  const folder = makeFolder();
  const flow = writeChatFlow(folder);
  await millrace(folder, ['run', flow, '--input', 'Where is Rome?']);
  const made = await millrace(folder, ['test', '--from', 'last', '--flow', flow]);
  expect([made.code, made.lines]).toEqual([0, ['chat.millrace-test.json']]);
  const path = join(folder, 'chat.millrace-test.json');
  const read = (): RunTest => JSON.parse(readFileSync(path, 'utf8')) as RunTest;
  expect(read()).toMatchObject({
    flow: 'chat.flow.json',
    input: 'Where is Rome?',
    expect: { state: 'done' },
  });
  const passed = await millrace(folder, ['test', path]);
  expect([passed.code, passed.lines.at(-1)]).toEqual([0, '1 passed, 0 failed']);
  const output = { equals: 'Nowhere.', contains: 'Atlantis' };
  writeFileSync(path, JSON.stringify({ ...read(), expect: { ...read().expect, output } }));
  const failed = await millrace(folder, ['test', path]);
  expect(failed.code).toBe(1);
  expect(failed.lines[0]).toMatch(/^failed: Chat /);
  expect(failed.lines).toContain('  - Nowhere.');
  expect(failed.lines.at(-1)).toBe('0 passed, 1 failed');
  const updated = await millrace(folder, ['test', path, '--update']);
  expect([updated.code, updated.lines[0]]).toEqual([0, expect.stringMatching(/^updated: /)]);
  expect(read().expect.output).toMatchObject({ contains: 'Atlantis' });
  expect(read().expect.output?.equals).not.toBe('Nowhere.');
});

test('a model that would have to be asked is not asked; what is no test is one sentence', async () => {
  const folder = makeFolder();
  const flow = writeChatFlow(folder, { connection: 'openai', model: 'm' });
  const path = join(folder, 'a.millrace-test.json');
  const own = { format: 'millrace/test', formatVersion: 1, name: 'A', input: 'x', expect: {} };
  writeFileSync(
    path,
    JSON.stringify({ ...own, flow: JSON.parse(readFileSync(flow, 'utf8')) as unknown }),
  );
  const env = { OPENAI_API_KEY: 'sk-test-0123456789', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' };
  const offline = await millrace(folder, ['test', path], { env });
  expect([offline.code, offline.lines.join(' ')]).toEqual([
    1,
    expect.stringContaining('test_offline'),
  ]);
  const bad = join(folder, 'b.millrace-test.json');
  writeFileSync(bad, '{"format":"millrace/test","formatVersion":1,"name":"B"}');
  const broken = await millrace(folder, ['test', bad]);
  expect([broken.code, broken.lines.join(' ')]).toEqual([
    1,
    expect.stringContaining('test_invalid'),
  ]);
  const endings = [await millrace(folder, ['test']), await millrace(folder, ['test', '--to', 'x'])];
  expect(endings.map(({ code, stderr }) => [code, stderr.trim().split('\n').length])).toEqual([
    [2, 1],
    [2, 1],
  ]);
});

test('a run is printed again from its record as it was printed, as fast as wanted', async () => {
  const folder = makeFolder();
  const flow = writeChatFlow(folder);
  const ran = await millrace(folder, ['run', flow, '--trace']);
  const replayed = await millrace(folder, ['replay', 'last', '--trace', '--at-once']);
  expect([replayed.code, replayed.lines, replayed.stderr]).toEqual([0, ran.lines, '']);
  const fast = await millrace(folder, ['replay', 'last', '--speed', '50', '--json']);
  expect(fast.lines.length).toBeGreaterThan(10);
  expect(JSON.parse(fast.lines.at(-1) ?? '')).toMatchObject({ type: 'result', state: 'done' });
  const wrong = await millrace(folder, ['replay', 'last', '--speed', '0']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('no speed')]);
});

test('a run of another process is followed while it goes on, and its end is told', async () => {
  const folder = makeFolder();
  const flow = writeChatFlow(folder, { model: 'demo' });
  const home = join(folder, 'home');
  const env = { PATH: process.env['PATH'], MILLRACE_HOME: home };
  const cli = join(projectRoot, 'core/bin/cli.ts');
  const started = Promise.withResolvers<void>();
  const child = spawn(process.execPath, [cli, 'run', flow], { cwd: folder, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let ran = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ran += text;
    started.resolve();
  });
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  await started.promise;
  const live = await millrace(folder, ['tail']);
  await ended;
  expect([live.code, live.lines]).toEqual([0, ran.trimEnd().split('\n')]);
});

test('a run whose process was killed is followed to where it came', async () => {
  const folder = makeFolder();
  const flow = writeChatFlow(folder, { model: 'demo:hang' });
  const env = { PATH: process.env['PATH'], MILLRACE_HOME: join(folder, 'home') };
  const cli = join(projectRoot, 'core/bin/cli.ts');
  const child = spawn(process.execPath, [cli, 'run', flow, '--json'], { cwd: folder, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise<void>((begun) => child.stdout.once('data', () => begun()));
  const tail = millrace(folder, ['tail', '--json'], {
    onLine: (line) => {
      if (line.includes('run-started')) child.kill('SIGKILL');
    },
  });
  const { code, lines } = await tail;
  expect(code).toBe(1);
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ type: 'result', state: 'interrupted' });
});

test('a folder of tests is run, its tests in the order of their names', async () => {
  const folder = makeFolder();
  const inner = join(folder, 'tests', 'inner');
  mkdirSync(inner, { recursive: true });
  const flow = writeChatFlow(folder);
  await millrace(folder, ['run', flow]);
  await millrace(folder, ['test', '--from', 'last', '--to', join(inner, 'b.millrace-test.json')]);
  copyFileSync(join(inner, 'b.millrace-test.json'), join(inner, 'a.millrace-test.json'));
  const { lines } = await millrace(folder, ['test', 'tests']);
  expect(lines.map((line) => /[ab]\.millrace-test/.exec(line)?.[0])).toEqual([
    'a.millrace-test',
    'b.millrace-test',
    undefined,
  ]);
  expect(labelled(lines, 'passed').length).toBe(2);
});
