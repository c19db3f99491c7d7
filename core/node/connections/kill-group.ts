import { execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { win32 } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Sends a signal to a process that leads a group of its own, and to all in that group. Does nothing once all are gone. */
export function killGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    if (child.exitCode !== null) return;
    const { file, args } = treeKiller(pid, process.env);
    execFile(file, [...args], { windowsHide: true }, () => {});
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone.
  }
}

/**
 * How Windows ends a process with all that it started. It has no groups and no SIGTERM: only the tree of processes can
 * be ended, and only by force. Named by its full path, so that no program of that name in PATH runs instead.
 */
export function treeKiller(
  pid: number,
  env: Environment,
): { readonly file: string; readonly args: readonly string[] } {
  const root = env['SystemRoot'] ?? env['SYSTEMROOT'];
  const file = root === undefined ? 'taskkill.exe' : win32.join(root, 'System32', 'taskkill.exe');
  return { file, args: ['/PID', String(pid), '/T', '/F'] };
}
