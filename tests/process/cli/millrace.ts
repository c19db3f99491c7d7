import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));

export interface Ending {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly stderr: string;
}

interface MillraceOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Called with each complete line of standard output. */
  readonly onLine?: (line: string, control: Control) => void;
}

interface Control {
  signal(name: NodeJS.Signals): void;
  /** Stops reading standard output, as `head` does. */
  stopReading(): void;
}

/** Runs the command line as a process of its own, in an environment without keys. */
export function millrace(
  folder: string,
  args: readonly string[],
  options: MillraceOptions = {},
): Promise<Ending> {
  const child = spawn(process.execPath, [join(projectRoot, 'core/bin/cli.ts'), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], MILLRACE_HOME: join(folder, 'home'), ...options.env },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Ending>();
  const control: Control = {
    signal: (name) => child.kill(name),
    stopReading: () => child.stdout.destroy(),
  };
  const lines: string[] = [];
  let rest = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      options.onLine?.(line, control);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.on('error', reject);
  child.on('close', (code) => resolve({ code, lines, stderr }));
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin ?? '');
  return promise;
}

/** A folder that goes with the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Writes a chat flow and answers its path. Its model's title holds a dot and a space. */
export function writeChatFlow(
  folder: string,
  settings: Readonly<Record<string, unknown>> = {},
): string {
  const path = join(folder, 'chat.flow.json');
  const flow = {
    format: 'millrace/flow',
    formatVersion: 1,
    id: 'chat',
    name: 'Chat',
    description: '',
    nodes: {
      question: {
        kind: 'input',
        kindVersion: 1,
        title: 'Question',
        settings: { default: 'Hello?' },
      },
      model: {
        kind: 'llm',
        kindVersion: 1,
        title: 'My model v1.0',
        settings: { connection: 'demo', model: 'demo-fast', ...settings },
      },
      answer: { kind: 'output', kindVersion: 1, title: 'Answer', settings: {} },
    },
    edges: [
      { from: 'question.value', to: 'model.prompt' },
      { from: 'model.text', to: 'answer.value' },
    ],
    layout: {},
  };
  writeFileSync(path, `${JSON.stringify(flow, undefined, 2)}\n`);
  return path;
}

/** The lines that begin with a label, without it. */
export function labelled(lines: readonly string[], label: string): string[] {
  return lines
    .filter((line) => line.startsWith(`${label}: `))
    .map((line) => line.slice(label.length + 2));
}
