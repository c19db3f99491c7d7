import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

// Reads until its input ends, which the system does when we are gone, however we went.
const script = 'read -r _; kill -s KILL -- "-$1"';

/**
 * Kills a child's process group when this process dies without having been able to, as by SIGKILL. Returns the way to
 * call the guard off. Windows has nothing like it: there the child outlives us.
 */
export function guardGroup(child: ChildProcess): () => void {
  if (child.pid === undefined || process.platform === 'win32') return () => undefined;
  const guard = spawn('/bin/sh', ['-c', script, 'millrace-guard', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Ctrl+C reaches our group; the guard must outlive us.
    detached: true,
    env: {},
  });
  // Without a shell there is no guard; all else works.
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return () => guard.kill('SIGKILL');
}
