import { execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** Sends a signal to a process that leads a group of its own, and to all in that group. Does nothing once all are gone. */
export function killGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    // Windows has no groups and no SIGTERM: only the tree of processes can be ended.
    if (child.exitCode === null) execFile('taskkill', ['/pid', String(pid), '/t', '/f'], () => {});
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone.
  }
}
