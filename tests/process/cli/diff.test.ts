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
    expect.stringContaining('is no flow file'),
  ]);
});
