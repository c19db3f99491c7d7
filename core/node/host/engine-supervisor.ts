import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { EngineState } from '../../api/host-bridge.ts';
import type { TextPipe } from '../../api/text-channel.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import type { EngineControl, EngineReport } from './engine-messages.ts';
import { addMemorySettings, engineProcessFlags } from './engine-process-flags.ts';

interface SupervisorOptions {
  /** The script of the engine process. */
  readonly entryPath: string;
  readonly start: Omit<Extract<EngineControl, { readonly type: 'start' }>, 'type'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Wait before the first restart; doubles with each crash in a row, up to 10 s. */
  readonly restartDelayMs?: number;
}

/** Keeps one engine process alive and carries the frames of its clients. */
export interface EngineSupervisor {
  readonly state: EngineState;
  /** Process id of the engine, while there is one. */
  readonly pid: number | undefined;
  /** Resolves when the engine takes clients; rejects when its first start fails. */
  readonly started: Promise<void>;
  /** A pipe to the engine for one client; it closes when the engine dies. Throws `engine_down` while it is down. */
  connect(): TextPipe;
  /** Lets the engine commit and leave; kills it after 5 s. */
  close(): Promise<void>;
}

const longestRestartDelayMs = 10_000;
/** An engine that lived this long has not crashed because of its start. */
const steadyAfterMs = 30_000;
const shutdownLimitMs = 5_000;

/** Starts an engine process and keeps it running: after a crash it comes back, with a growing delay. */
export function superviseEngine(options: SupervisorOptions): EngineSupervisor {
  return new ForkedEngine(options);
}

interface ClientEnd {
  onText: (text: string) => void;
  onClose: () => void;
}

class ForkedEngine implements EngineSupervisor {
  readonly started: Promise<void>;
  readonly #options: SupervisorOptions;
  readonly #firstStart = Promise.withResolvers<void>();
  readonly #clients = new Map<number, ClientEnd>();
  #state: EngineState = { state: 'connecting' };
  #child: ChildProcess | undefined;
  #startedAtMs = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #crashesInARow = 0;
  #nextClient = 1;
  #hasStarted = false;
  #isClosing = false;
  #lastFailure: ErrorInfo | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.started = this.#firstStart.promise;
    this.#spawn();
  }

  get state(): EngineState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  connect(): TextPipe {
    if (this.#state.state !== 'ready') {
      throw new MillraceError('engine_down', 'The engine is not running at the moment.', {
        action: 'It is being restarted; try again in a moment.',
      });
    }
    const client = this.#nextClient++;
    const end: ClientEnd = { onText: () => undefined, onClose: () => undefined };
    this.#clients.set(client, end);
    this.#post({ type: 'open', client });
    return {
      send: (text) => {
        if (this.#clients.has(client)) this.#post({ type: 'frame', client, text });
      },
      onText: (listener) => (end.onText = listener),
      onClose: (listener) => (end.onClose = listener),
      close: () => {
        if (this.#clients.delete(client)) this.#post({ type: 'close', client });
      },
    };
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (child === undefined) return;
    const { promise: exited, resolve } = Promise.withResolvers<void>();
    child.once('exit', () => resolve());
    this.#post({ type: 'shutdown' });
    const killTimer = setTimeout(() => child.kill('SIGKILL'), shutdownLimitMs);
    await exited;
    clearTimeout(killTimer);
  }

  #spawn(): void {
    this.#startedAtMs = performance.now();
    this.#lastFailure = undefined;
    const child = fork(this.#options.entryPath, [], {
      env: addMemorySettings(this.#options.env),
      // Not the parent's flags: a debugger's port, say, belongs to it alone.
      execArgv: [...engineProcessFlags],
      // Structured clone: no second round of JSON escapes around frames that are JSON already.
      serialization: 'advanced',
      // What the engine prints are messages: standard output belongs to results.
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    this.#child = child;
    child.on('message', (report: EngineReport) => {
      if (this.#child === child) this.#receive(report);
    });
    child.once('exit', (code, signal) => this.#handleExit(child, signal ?? `code ${code}`));
    child.on('error', (error) => {
      this.#lastFailure = toErrorInfo(error);
      // Without a process there will be no exit to wait for.
      if (child.pid === undefined) this.#handleExit(child, error.message);
    });
    this.#post({ type: 'start', ...this.#options.start });
  }

  #receive(report: EngineReport): void {
    switch (report.type) {
      case 'ready':
        this.#state = { state: 'ready' };
        this.#hasStarted = true;
        this.#firstStart.resolve();
        return;
      case 'failed':
        this.#lastFailure = report.error;
        return;
      case 'frame':
        this.#clients.get(report.client)?.onText(report.text);
        return;
      case 'close':
        this.#dropClient(report.client);
        return;
      default:
        assertNever(report, 'engine report');
    }
  }

  #dropClient(client: number): void {
    const end = this.#clients.get(client);
    this.#clients.delete(client);
    end?.onClose();
  }

  #handleExit(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    const error = this.#lastFailure ?? engineCrashed(how);
    this.#state = { state: 'restarting', error };
    for (const client of this.#clients.keys()) this.#dropClient(client);
    if (this.#isClosing) return;
    if (!this.#hasStarted) {
      this.#firstStart.reject(MillraceError.fromInfo(error));
      return;
    }
    this.#restartTimer = setTimeout(() => this.#spawn(), this.#nextDelayMs());
  }

  #nextDelayMs(): number {
    const livedMs = performance.now() - this.#startedAtMs;
    this.#crashesInARow = livedMs > steadyAfterMs ? 0 : this.#crashesInARow + 1;
    const firstMs = this.#options.restartDelayMs ?? 200;
    return Math.min(longestRestartDelayMs, firstMs * 2 ** Math.max(0, this.#crashesInARow - 1));
  }

  #post(message: EngineControl): void {
    // A dead child's channel is closed; its clients hear of it by the exit.
    if (this.#child?.connected === true) this.#child.send(message, () => undefined);
  }
}

function engineCrashed(how: string): ErrorInfo {
  return {
    code: 'engine_crashed',
    message: `The engine stopped unexpectedly (${how}).`,
    action: 'It is being restarted; runs that were under way are marked as interrupted.',
  };
}
