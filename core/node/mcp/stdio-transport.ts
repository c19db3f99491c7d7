import { spawn, type ChildProcess } from 'node:child_process';
import { getDefaultEnvironment } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { JSONRPCMessageSchema, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { McpTarget } from '../../contracts/mcp.ts';
import { guardGroup } from '../connections/guard-group.ts';
import { killGroup } from '../connections/kill-group.ts';

/** The longest message, as UTF-16 units: a line without end must not fill the memory. */
const longestLine = 32 * 1024 * 1024;
/** How many lines in a row may be no messages: whoever writes more speaks another language, and only costs time. */
const mostNoise = 10_000;
const gracefulMs = 1_000;

/**
 * Speaks with a program over its standard input and output, a message a line. Lines that are no messages are reported
 * and passed over. The program leads a group of its own, which is ended as a whole.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #target: Extract<McpTarget, { transport: 'stdio' }>;
  readonly #onLog: (line: string) => void;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #lines: string[] = [];
  #held = 0;
  /** Lines since the last message. */
  #noise = 0;

  constructor(target: Extract<McpTarget, { transport: 'stdio' }>, onLog: (line: string) => void) {
    this.#target = target;
    this.#onLog = onLog;
  }

  async start(): Promise<void> {
    const { command, args, env } = this.#target;
    const isWindows = process.platform === 'win32';
    const child = spawn(command, [...args], {
      env: { ...getDefaultEnvironment(), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own; on Windows a tree is ended instead, and a window would show.
      detached: !isWindows,
      windowsHide: true,
    });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    const release = guardGroup(child);
    this.#ended = new Promise((resolve) => {
      child.once('close', () => {
        release();
        this.#child = undefined;
        resolve();
        this.onclose?.();
      });
    });
    child.on('error', (error) => this.onerror?.(error));
    child.stdin.on('error', (error) => this.onerror?.(error));
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) if (line.trim() !== '') this.#onLog(line);
    });
  }

  send(message: JSONRPCMessage): Promise<void> {
    const stdin = this.#child?.stdin;
    if (!stdin?.writable) return Promise.reject(new Error('The program is gone.'));
    return new Promise((resolve) => {
      if (stdin.write(`${JSON.stringify(message)}\n`)) resolve();
      else stdin.once('drain', resolve);
    });
  }

  /** Lets the program end by itself, then ends it with all that it started. */
  async close(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    child.stdin?.end();
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const timer = setTimeout(() => killGroup(child, signal), gracefulMs);
      const wait = new Promise<void>((resolve) => setTimeout(resolve, gracefulMs * 2));
      await Promise.race([this.#ended, wait]);
      clearTimeout(timer);
      if (this.#child === undefined) break;
    }
    // What it started may outlive it.
    killGroup(child, 'SIGKILL');
  }

  #read(text: string): void {
    let rest = text;
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
      this.#lines.push(rest.slice(0, end));
      rest = rest.slice(end + 1);
      const line = this.#lines.join('');
      this.#lines = [];
      this.#held = 0;
      this.#take(line);
    }
    if (rest === '') return;
    this.#lines.push(rest);
    this.#held += rest.length;
    if (this.#held <= longestLine) return;
    this.#lines = [];
    this.#held = 0;
    this.#giveUp(`it wrote a line of more than ${longestLine} characters`);
  }

  #giveUp(reason: string): void {
    this.#onLog(`(Millrace ended it: ${reason}.)`);
    if (this.#child) killGroup(this.#child, 'SIGKILL');
  }

  #take(line: string): void {
    if (line.trim() === '' || this.#noise > mostNoise) return;
    let message: JSONRPCMessage;
    try {
      message = JSONRPCMessageSchema.parse(JSON.parse(line));
    } catch {
      this.#onLog(`(no message) ${line.slice(0, 500)}`);
      this.#noise += 1;
      if (this.#noise > mostNoise) this.#giveUp(`it wrote ${mostNoise} lines that are no messages`);
      return;
    }
    this.#noise = 0;
    this.onmessage?.(message);
  }
}
