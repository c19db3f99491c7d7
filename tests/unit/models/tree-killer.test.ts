import { expect, test } from 'vitest';
import { treeKiller } from '../../../core/node/connections/kill-group.ts';

test('Windows ends the whole tree of a server’s processes, by its own program', () => {
  expect([treeKiller(4711, { SystemRoot: 'C:\\Windows' }), treeKiller(7, {})]).toEqual([
    { file: 'C:\\Windows\\System32\\taskkill.exe', args: ['/PID', '4711', '/T', '/F'] },
    { file: 'taskkill.exe', args: ['/PID', '7', '/T', '/F'] },
  ]);
});
