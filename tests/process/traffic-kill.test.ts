import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openTrafficFolder } from '../../core/node/host/traffic-folder.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const count = 30_000;
const source = fileURLToPath(new URL('../../core/node/host/traffic-folder.ts', import.meta.url));

/** Writes lines as at the end of a long turn, and is killed before a single one can be deflated. */
const program = `
  import { openTrafficFolder } from ${JSON.stringify(source)};
  const file = openTrafficFolder(process.argv[1]).create('run-1');
  for (let at = 0; at < ${count}; at += 1) file.write('{"line":' + at + ',"text":"水 and more"}\\n');
  queueMicrotask(() => process.kill(process.pid, 'SIGKILL'));
`;

test('a process that is killed at the end of a turn loses no line of its recording', () => {
  const folder = tempFolder();
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', program, folder]);
  expect(signal).toBe('SIGKILL');
  const lines = Array.from({ length: count }, (_, at) => `{"line":${at},"text":"水 and more"}\n`);
  expect(openTrafficFolder(folder).read('run-1', 0)?.text === lines.join('')).toBe(true);
});
