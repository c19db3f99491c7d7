import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';

const running = new Set<ChildProcess>();

interface ChildOptions {
  readonly cwd: string;
  readonly stdio: StdioOptions;
  /** After this it is killed; the exit then counts as `undefined`. */
  readonly limitMs?: number;
  readonly onOutput?: (text: string) => void;
}

/** Runs a program to its end; answers its exit code, or undefined when it was killed or could not be started. */
export function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const child = spawn(command, args, { cwd: options.cwd, stdio: options.stdio });
  running.add(child);
  const timer =
    options.limitMs === undefined
      ? undefined
      : setTimeout(() => child.kill('SIGKILL'), options.limitMs);
  const settle = (code: number | undefined): void => {
    clearTimeout(timer);
    running.delete(child);
    resolve(code);
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => options.onOutput?.(text));
  }
  child.on('error', () => settle(undefined));
  child.on('close', (code) => settle(code ?? undefined));
  return promise;
}

/** Ends every program that still runs. */
export function endChildren(): void {
  for (const child of running) child.kill('SIGTERM');
}
