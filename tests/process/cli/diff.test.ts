import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, millrace, writeChatFlow } from './millrace.ts';

test('millrace diff names what is different, and its exit code says whether anything is', async () => {
  const folder = makeFolder();
  const path = writeChatFlow(folder, { system: 'Be kind.\nBe short.' });
  const other = join(folder, 'other.flow.json');
  copyFileSync(path, other);
  const same = await millrace(folder, ['diff', path, other]);
  const text = readFileSync(path, 'utf8');
  writeFileSync(other, text.replace('"layout": {}', '"layout": { "model": [40, 0] }'));
  const moved = await millrace(folder, ['diff', path, other]);
  const ignored = await millrace(folder, ['diff', path, other, '--ignore-layout']);
  writeFileSync(other, text.replace('Be short.', 'Be brief.').replace('demo-fast', 'demo'));
  const changed = await millrace(folder, ['diff', path, other]);
  const json = await millrace(folder, ['diff', path, other, '--json']);
  expect([same, moved, ignored, changed].map(({ code, lines }) => [code, lines])).toEqual([
    [0, []],
    [1, ['only moved: My model v1.0']],
    [0, []],
    [
      1,
      [
        '~ My model v1.0',
        '    model: "demo-fast" → "demo"',
        '    system:',
        '        Be kind.',
        '      - Be short.',
        '      + Be brief.',
      ],
    ],
  ]);
  expect([json.code, JSON.parse(json.lines.join('\n'))]).toMatchObject([
    1,
    { same: false, counts: { settings: 2 }, difference: { changed: [{ nodeId: 'model' }] } },
  ]);
});

test('what cannot be compared ends with 2 and says why', async () => {
  const folder = makeFolder();
  const path = writeChatFlow(folder);
  const broken = join(folder, 'broken.flow.json');
  writeFileSync(broken, '{');
  const endings = [
    await millrace(folder, ['diff', path, join(folder, 'missing.json')]),
    await millrace(folder, ['diff', path, broken]),
    await millrace(folder, ['diff', path, 'run-of-yesterday']),
  ];
  expect(endings.map(({ code }) => code)).toEqual([2, 2, 2]);
  expect(endings.map(({ stderr }) => stderr)).toEqual([
    expect.stringContaining('There is no file'),
    expect.stringContaining('broken.flow.json:1:'),
    expect.stringContaining('is a flow file and "run-of-yesterday" is none'),
  ]);
});

test('millrace diff puts two runs side by side, by their ids, beginnings of them, or counted from the last', async () => {
  const folder = makeFolder();
  const path = writeChatFlow(folder);
  const record = join(folder, 'record.db');
  const run = (input: string, ...more: string[]) =>
    millrace(folder, ['run', path, '--record', record, '--input', input, '--json', ...more]);
  const first = await run('What is a mill?');
  await run('What is a race?');
  await run('What is a race?', '--set', 'model.temperature=0.2');
  const runId = (JSON.parse(first.lines[0] ?? '{}') as { readonly runId: string }).runId;
  const diff = (...names: readonly string[]) =>
    millrace(folder, ['diff', ...names, '--record', record]);
  const same = await diff(runId, runId.slice(0, 8));
  const asked = await diff('last~2', 'last~1');
  const set = await diff('last~1', 'last', '--json');
  const refused = [
    await diff('last', 'last~9'),
    await diff('last', ''),
    await diff(path, 'last'),
    await millrace(folder, ['diff', 'last', 'last', '--record', join(folder, 'none.db')]),
  ];
  expect([same.code, same.lines.at(-1), same.lines.length]).toEqual([
    0,
    'steps: 3 the same, 0 different, 0 only in A, 0 only in B',
    3,
  ]);
  expect([asked.code, asked.stderr]).toEqual([1, '']);
  const told = asked.lines.join('\n');
  expect(told).toMatch(/^~ {3}Question: input, output$/m);
  expect(told).toMatch(/^~ {3}My model v1\.0: input, text, output$/m);
  expect(told).toMatch(/text differs at token \d+, character \d+:\n +A .*▸.*\n +B .*▸/);
  expect([set.code, JSON.parse(set.lines.join('\n'))]).toMatchObject([
    1,
    {
      same: false,
      flow: { changed: [{ nodeId: 'model', values: [{ path: ['settings', 'temperature'] }] }] },
      before: { state: 'done' },
      counts: { leftOut: 0 },
    },
  ]);
  expect(refused.map(({ code, stderr }) => [code, stderr.trim()])).toEqual([
    [2, expect.stringContaining('does not hold as many runs')],
    [2, expect.stringContaining('The record holds no run ""')],
    [2, expect.stringContaining('is a flow file and "last" is none')],
    [2, expect.stringContaining('There is no record')],
  ]);
});
