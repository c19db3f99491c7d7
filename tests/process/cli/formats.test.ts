import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { weatherFlowText } from '../../unit/formats/weather-flow.ts';
import { sluice } from '../../unit/formats/sluice-format.ts';
import { makeFolder, millrace } from './millrace.ts';

const answer =
  'ret: The current weather in Tokyo is 10 degrees Celsius. The current weather in Paris is 22 degrees Celsius.';

/** A folder with a flow, and a home with one format and one broken file. */
function prepare(): { readonly folder: string; readonly env: Record<string, string> } {
  const folder = makeFolder();
  const home = join(folder, 'home');
  mkdirSync(join(home, 'formats'), { recursive: true });
  writeFileSync(join(home, 'formats', 'sluice.format.json'), JSON.stringify(sluice));
  writeFileSync(join(home, 'formats', 'broken.format.json'), '{');
  writeFileSync(join(folder, 'weather.flow.json'), weatherFlowText({ model: 'demo-fast' }));
  return { folder, env: { MILLRACE_HOME: home } };
}

test('millrace formats lists your own first, and says which files hold none', async () => {
  const { folder, env } = prepare();
  const table = await millrace(folder, ['formats'], { env });
  expect([table.code, table.lines[1]]).toEqual([
    0,
    expect.stringMatching(/^sluice +own +Sluice gates$/),
  ]);
  expect(table.stderr).toMatch(/^broken\.format\.json: It is not JSON/);
  const whole = await millrace(folder, ['formats', '--json'], { env });
  const formats = JSON.parse(whole.lines.join('\n')) as readonly { readonly id: string }[];
  expect(formats.slice(0, 2)).toMatchObject([
    { id: 'sluice', from: 'own', json: sluice },
    { id: 'hermes', from: 'built-in' },
  ]);
});

test('a format of your own is parsed, validated, run, recorded and replayed by its id', async () => {
  const { folder, env } = prepare();
  const stdin = 'Hi <<gate>>{"tool":"f","with":{"a":1}}<</gate>>';
  const parsed = await millrace(folder, ['parse', '--format', 'sluice'], { env, stdin });
  expect(JSON.parse(parsed.lines.join('\n'))).toMatchObject({
    visible_text: 'Hi ',
    calls: [{ name: 'f', arguments: { a: 1 } }],
  });
  const run = ['run', 'weather.flow.json', '--trust', '--raw-format'];
  const ran = await millrace(folder, [...run, 'sluice', '--save-fixture', 'f.jsonl'], { env });
  expect([ran.code, ran.lines.at(-1)]).toEqual([0, answer]);
  const replayed = await millrace(
    folder,
    [...run, 'sluice', '--replay', 'f.jsonl', '--pace', 'none'],
    { env },
  );
  expect([replayed.code, replayed.lines.at(-1)]).toEqual([0, answer]);
  const unknown = await millrace(folder, [...run, 'klingon'], { env });
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('sluice, hermes')]);

  const flow = weatherFlowText({ model: 'demo-fast', rawFormat: 'sluice' });
  writeFileSync(join(folder, 'own.flow.json'), flow);
  const valid = await millrace(folder, ['validate', 'own.flow.json'], { env });
  const elsewhere = { MILLRACE_HOME: join(folder, 'empty') };
  const invalid = await millrace(folder, ['validate', 'own.flow.json'], { env: elsewhere });
  expect([valid.code, invalid.code, invalid.lines.join('\n')]).toEqual([
    0,
    2,
    expect.stringContaining('unknown_raw_format'),
  ]);
});
