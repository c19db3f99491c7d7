import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandGroups } from '../../../renderer/commands/command.ts';
import { commandList } from '../../../renderer/command-list/command-list.ts';
import { commands as words } from '../../../renderer/i18n/en/commands.ts';

const path = 'docs/canvas.md';
const frame = /(?<=<!-- keys -->\n)[\s\S]*(?=<!-- \/keys -->)/;

/** Keys as the page writes them; a bar would end the table's cell. */
function writeKeys(keys: string): string {
  return keys
    .replace('Mod', 'Ctrl')
    .replace('Escape', 'Esc')
    .replace('|', String.raw`\|`);
}

function describeKeys(): string {
  const rows = commandGroups.flatMap((group) =>
    commandList
      .filter((command) => command.group === group)
      .map((command) => ({
        command,
        keys: [...(command.keys ?? []), ...(command.fixedKeys ?? [])],
      }))
      .filter(({ keys }) => keys.length > 0)
      .map(({ command, keys }) => {
        const shown = keys.map((chord) => `\`${writeKeys(chord)}\``).join(', ');
        return `| ${words[`group_${group}`]} | ${words[command.title]} | ${shown} |`;
      }),
  );
  return ['', '| | Command | Keys |', '| --- | --- | --- |', ...rows, '', ''].join('\n');
}

test('docs/canvas.md lists the keys as they are; else: run this with MILLRACE_WRITE_KEYS=1', () => {
  const page = readFileSync(path, 'utf8');
  const told = describeKeys();
  if (process.env['MILLRACE_WRITE_KEYS'] === '1') writeFileSync(path, page.replace(frame, told));
  expect(frame.exec(readFileSync(path, 'utf8'))?.[0]).toBe(told);
});
