import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, millrace } from './millrace.ts';

/** Code whose title would drive a terminal, and turn its line around. */
const hostile = '\u001B[2J\u202Esafe\u0007\nAnother line';

function writeFlow(folder: string, template = 'Hello'): string {
  const path = join(folder, 'code.flow.json');
  const node = (kind: string, title: string, settings: object): object => ({
    kind,
    kindVersion: 1,
    title,
    settings,
  });
  const flow = {
    format: 'millrace/flow',
    formatVersion: 1,
    id: 'code',
    name: 'Code',
    description: '',
    nodes: {
      in: node('input', 'In', { default: 'x' }),
      code: node('code', hostile, {}),
      prompt: node('prompt', 'Prompt', { template: `${template} {{text}}` }),
      out: node('output', 'Out', {}),
    },
    edges: [
      { from: 'in.value', to: 'code.text' },
      { from: 'in.value', to: 'prompt.text' },
      { from: 'prompt.text', to: 'out.value' },
    ],
    layout: {},
  };
  writeFileSync(path, JSON.stringify(flow));
  return path;
}

test('a flow that nobody agreed to prints what it reaches and exits with 3; a word lets it run', async () => {
  const folder = makeFolder();
  const file = writeFlow(folder);
  const refused = await millrace(folder, ['run', file]);
  expect({ code: refused.code, lines: refused.lines }).toEqual({ code: 3, lines: [] });
  expect(refused.stderr.split('\n').slice(1, 3)).toEqual([
    '  runs code in the sandbox, without files and network ([2J safe  Another line)',
    'Nothing ran. If you trust it, run it again with --trust, or see "millrace trust".',
  ]);
  const once = await millrace(folder, ['run', file, '--trust']);
  const again = await millrace(folder, ['run', file]);
  expect([once.code, once.lines.at(-1), again.code]).toEqual([0, 'ret: Hello x', 3]);
});

test('what is agreed to is remembered by content, listed and taken back', async () => {
  const folder = makeFolder();
  await millrace(folder, ['trust', 'flow', writeFlow(folder)]);
  const ran = await millrace(folder, ['run', writeFlow(folder, 'Good day')]);
  const listed = await millrace(folder, ['trust', '--json']);
  const { flows } = JSON.parse(listed.lines.join('\n')) as {
    readonly flows: readonly { readonly id: string; readonly name: string }[];
  };
  const revoked = await millrace(folder, ['trust', 'revoke', flows[0]?.id ?? '']);
  const refused = await millrace(folder, ['run', writeFlow(folder)]);
  const unknown = await millrace(folder, ['trust', 'revoke', 'nothing']);
  expect(ran.lines.at(-1)).toBe('ret: Good day x');
  expect(flows.map(({ name }) => name)).toEqual(['Code']);
  expect([revoked.code, refused.code, unknown.code]).toEqual([0, 3, 2]);
});
