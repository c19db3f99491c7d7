import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface RunningProgram {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves when the program has opened the record. */
  readonly isReady: Promise<void>;
  /** Complete lines of output so far, without the first, `ready`. */
  readonly lines: string[];
  /** Resolves when the program has ended and all its output is read; rejects when it failed of itself. */
  readonly ended: Promise<void>;
}

/** Starts a program of this folder in a process of its own; it is killed when the test ends. */
export function runProgram(
  name: string,
  parameters: readonly string[],
  /** Added to this process's environment. */
  env: Readonly<Record<string, string>> = {},
): RunningProgram {
  const file = fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));
  const command = ['--disable-warning=ExperimentalWarning', file, ...parameters];
  const child = spawn(process.execPath, command, { env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  let rest = '';
  let errors = '';
  const ready = Promise.withResolvers<void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    if (parts[0] === 'ready') {
      parts.shift();
      ready.resolve();
    }
    lines.push(...parts);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<void>((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (code === 0 || signal !== null) resolve();
      else reject(new Error(`${name} ended with code ${code}: ${errors}`));
    });
  });
  return { child, isReady: ready.promise, lines, ended };
}
