import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { LocalServerInfo, ServerLogLine } from '../../contracts/connection.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { guardGroup } from './guard-group.ts';
import { killGroup } from './kill-group.ts';

/** How a local server is started; all names of secrets are replaced by their values. */
export interface ServerStart {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  /** The server's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly healthUrl: string;
  /** Sent when its health is asked, which may need the key. */
  readonly healthHeaders: Readonly<Record<string, string>>;
  readonly startTimeoutMs: number;
}

/** Lines that are kept; older ones go. */
const keptLines = 2_000;
const longestLine = 4_000;
const pollMs = 200;
const healthLimitMs = 2_000;
const lastWordsMs = 500;

/** A model server as a process of ours, with its log. One process at a time; never started again by itself. */
export class LocalServer {
  #lines: ServerLogLine[] = [];
  #nextSeq = 1;
  #child: ChildProcess | undefined;
  #info: LocalServerInfo = { state: 'stopped' };
  #ended = Promise.resolve();

  get info(): LocalServerInfo {
    return this.#info;
  }

  /** The lines after a number that are still kept. */
  linesAfter(seq: number): readonly ServerLogLine[] {
    return this.#lines.slice(-keptLines).filter((line) => line.seq > seq);
  }

  /** Begins the start; `info` tells how it goes. Throws `server_running`; rejects with `server_address_taken`. */
  async start(start: ServerStart): Promise<void> {
    if (this.#child !== undefined || this.#info.state === 'starting') {
      throw new MillraceError('server_running', 'The server has been started already.');
    }
    this.#info = { state: 'starting' };
    if (await isHealthy(start)) {
      const error = addressTaken(start.healthUrl);
      this.#info = { state: 'failed', error: toErrorInfo(error) };
      throw error;
    }
    // Somebody may have thought better of it meanwhile.
    if (this.#info.state === 'starting') this.#launch(start);
  }

  /** Asks the process to end, kills it after `graceMs`; resolves when it is gone. */
  async stop(graceMs: number): Promise<void> {
    const child = this.#child;
    if (child === undefined) {
      if (this.#info.state === 'starting') this.#info = { state: 'stopped' };
      return;
    }
    this.#info = { state: 'stopping', ...processOf(child) };
    killGroup(child, 'SIGTERM');
    const timer = setTimeout(() => killGroup(child, 'SIGKILL'), graceMs);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Kills the process without waiting; for the end of our own. */
  kill(): void {
    if (this.#child !== undefined) killGroup(this.#child, 'SIGKILL');
  }

  #launch(start: ServerStart): void {
    const startedAt = performance.now();
    const { command, args, cwd, env } = start;
    this.#say('host', `Starting ${[command, ...args].join(' ')}`);
    const child = spawn(command, [...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it starts itself ends with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child = child;
    const dismissGuard = guardGroup(child);
    this.#info = { state: 'starting', ...processOf(child) };
    this.#ended = new Promise((resolve) => {
      child.on('error', (error: NodeJS.ErrnoException) => {
        if (child.pid !== undefined) return;
        this.#finish(cannotStart(command, error));
        resolve();
      });
      child.on('exit', () => {
        // First: the number may soon be somebody else's.
        dismissGuard();
        // What it left behind in its group must not go on holding the port.
        killGroup(child, 'SIGKILL');
        // Last words may still be on their way; a stranger that inherited the pipes must not keep us waiting.
        setTimeout(() => dropOutput(child), lastWordsMs);
      });
      child.on('close', (code, signal) => {
        if (child.pid !== undefined) this.#finish(describeEnd(code, signal));
        resolve();
      });
    });
    this.#readLines(child);
    void this.#awaitHealth(child, start, startedAt);
  }

  #readLines(child: ChildProcess): void {
    for (const from of ['out', 'error'] as const) {
      const input = from === 'out' ? child.stdout : child.stderr;
      if (input === null) continue;
      createInterface({ input, crlfDelay: Infinity }).on('line', (line) => this.#say(from, line));
    }
  }

  async #awaitHealth(child: ChildProcess, start: ServerStart, startedAt: number): Promise<void> {
    const deadline = startedAt + start.startTimeoutMs;
    while (this.#child === child && this.#info.state === 'starting') {
      if (await isHealthy(start)) {
        if (this.#child !== child || this.#info.state !== 'starting') return;
        const startedInMs = Math.round(performance.now() - startedAt);
        this.#info = { state: 'running', ...processOf(child), startedInMs };
        this.#say('host', `Ready after ${startedInMs} ms.`);
        return;
      }
      if (performance.now() > deadline) return this.#giveUp(child, start.startTimeoutMs);
      await pause(pollMs);
    }
  }

  #giveUp(child: ChildProcess, limitMs: number): void {
    const error = new MillraceError(
      'server_start_timeout',
      `The server was not ready after ${limitMs / 1000} seconds, so it was ended.`,
      { action: 'Look at its log; a large model may need a longer start time-out.' },
    );
    this.#info = { state: 'failed', ...processOf(child), error: toErrorInfo(error) };
    this.#say('host', error.message);
    killGroup(child, 'SIGKILL');
  }

  #finish(error: MillraceError): void {
    const { state } = this.#info;
    this.#child = undefined;
    this.#say('host', error.message);
    if (state === 'stopping') this.#info = { state: 'stopped' };
    else if (state === 'failed') this.#info = withoutProcess(this.#info);
    else this.#info = { state: 'failed', error: toErrorInfo(error) };
  }

  #say(from: ServerLogLine['from'], text: string): void {
    this.#lines.push({ seq: this.#nextSeq++, from, text: text.slice(0, longestLine) });
    // Cut seldom: moving 2,000 lines for each new one would cost a talkative server's worth of time.
    if (this.#lines.length > keptLines * 2) this.#lines = this.#lines.slice(-keptLines);
  }
}

async function isHealthy({ healthUrl, healthHeaders }: ServerStart): Promise<boolean> {
  try {
    const response = await fetch(healthUrl, {
      headers: healthHeaders,
      redirect: 'manual',
      signal: AbortSignal.timeout(healthLimitMs),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function dropOutput(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function processOf(child: ChildProcess): { readonly processId?: number } {
  return child.pid === undefined ? {} : { processId: child.pid };
}

function withoutProcess({ processId: _processId, ...rest }: LocalServerInfo): LocalServerInfo {
  return rest;
}

function addressTaken(healthUrl: string): MillraceError {
  return new MillraceError(
    'server_address_taken',
    `Something answers at ${new URL(healthUrl).host} already, so the server was not started.`,
    { action: 'Use the server that runs there, end it, or choose another port.' },
  );
}

function cannotStart(command: string, error: NodeJS.ErrnoException): MillraceError {
  const why = error.code === 'ENOENT' ? 'it or its folder was not found' : (error.code ?? 'failed');
  return new MillraceError('server_not_started', `“${command}” cannot be started: ${why}.`, {
    action: 'Check the command and its folder; give the full path if it is not in PATH.',
  });
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null): MillraceError {
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
  return new MillraceError('server_ended', `The server ended ${how}.`, {
    action: 'Look at its log.',
  });
}
