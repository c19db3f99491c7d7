import type { App, MessagePortMain, UtilityProcess } from 'electron';
import { MessageChannelMain, utilityProcess } from 'electron';
import type { EngineState } from '../../core/api/host-bridge.ts';
import { engineProcessFlags } from '../../core/node/host/engine-process-flags.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { MillraceError } from '../../core/shared/errors.ts';
import type { EngineControl, EngineReport, SecretValues } from '../shared/engine-messages.ts';

const serviceName = 'Millrace engine';
const firstRestartDelayMs = 250;
const maxRestartDelayMs = 10_000;
/** After this long without a crash the next one counts as the first again. */
const steadyAfterMs = 60_000;
const connectWaitMs = 15_000;
const shutdownWaitMs = 5_000;

interface EngineSupervisorOptions {
  readonly app: App;
  readonly enginePath: string;
  readonly recordPath: string;
  /** What the main process seals the places of files with. */
  readonly placeKey: string;
  readonly workingFolder: string;
  readonly environment: Record<string, string>;
  /** Asked before every start, so that each engine gets the secrets of its time. */
  readonly readSecrets: () => Promise<SecretValues>;
  readonly onState: (state: EngineState) => void;
}

/** Keeps one engine process alive and makes the ports through which the page talks to it. */
export class EngineSupervisor {
  readonly #options: EngineSupervisorOptions;
  #child: UtilityProcess | undefined;
  #ready = createWait();
  #isReady = false;
  #crashes = 0;
  #startedAt = 0;
  #failure: ErrorInfo | undefined;
  #restartTimer: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: EngineSupervisorOptions) {
    this.#options = options;
    // Only told here: the process's own `exit` decides, since either may come first and `exit` even twice.
    options.app.on('child-process-gone', (_event, details) => {
      if (details.name === serviceName || details.serviceName === serviceName) {
        console.error(`The engine process is gone: ${details.reason} (${details.exitCode}).`);
      }
    });
  }

  /** Call once, after the app is ready. */
  start(): void {
    const { enginePath, environment, workingFolder, onState } = this.#options;
    onState({ state: 'connecting' });
    this.#startedAt = Date.now();
    const child = utilityProcess.fork(enginePath, [], {
      serviceName,
      env: environment,
      cwd: workingFolder,
      execArgv: [...engineProcessFlags],
      stdio: 'inherit',
    });
    this.#child = child;
    child.on('message', (report: EngineReport) => this.#handleReport(child, report));
    child.on('exit', (code) => this.#handleExit(child, code));
    child.once('spawn', () => {
      this.#sendStart(child).catch((error: unknown) =>
        console.error('Engine start failed:', error),
      );
    });
  }

  /** A fresh port to the engine. Waits for a start under way; throws MillraceError `engine_down`. */
  async openPort(): Promise<MessagePortMain> {
    const child = await this.#waitUntilReady();
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ type: 'connect' } satisfies EngineControl, [port1]);
    return port2;
  }

  /** Hands changed secrets to the engine under way; does nothing while it is down, since a start brings them too. */
  async updateSecrets(): Promise<void> {
    const secrets = await this.#options.readSecrets();
    if (this.#child !== undefined) send(this.#child, { type: 'secrets', secrets });
  }

  /** Lets the engine commit and exit; kills it when it takes longer than 5 s. Resolves when it is gone. */
  async shutdown(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (child === undefined) return;
    const gone = Promise.withResolvers<void>();
    child.once('exit', () => gone.resolve());
    const timer = setTimeout(() => {
      child.kill();
      gone.resolve();
    }, shutdownWaitMs);
    send(child, { type: 'shutdown' });
    await gone.promise;
    clearTimeout(timer);
  }

  async #sendStart(child: UtilityProcess): Promise<void> {
    const { app, recordPath, placeKey, readSecrets } = this.#options;
    const secrets = await readSecrets();
    if (child !== this.#child) return;
    send(child, { type: 'start', version: app.getVersion(), recordPath, placeKey, secrets });
  }

  #handleReport(child: UtilityProcess, report: EngineReport): void {
    if (child !== this.#child) return;
    if (report.type === 'failed') {
      this.#failure = report.error;
      return;
    }
    this.#failure = undefined;
    this.#isReady = true;
    this.#ready.resolve(child);
    this.#options.onState({ state: 'ready' });
  }

  #handleExit(child: UtilityProcess, code: number): void {
    if (child !== this.#child) return;
    this.#child = undefined;
    // Those who wait go on waiting for the next start, unless the engine has said why it cannot start.
    if (this.#failure !== undefined) this.#ready.reject(this.#describeDown());
    if (this.#isReady || this.#failure !== undefined) this.#ready = createWait();
    this.#isReady = false;
    if (this.#stopping) return;
    if (Date.now() - this.#startedAt > steadyAfterMs) this.#crashes = 0;
    const delayMs = Math.min(firstRestartDelayMs * 2 ** this.#crashes, maxRestartDelayMs);
    this.#crashes += 1;
    this.#options.onState({ state: 'restarting', error: this.#failure ?? describeExit(code) });
    this.#restartTimer = setTimeout(() => this.start(), delayMs);
  }

  async #waitUntilReady(): Promise<UtilityProcess> {
    if (this.#child === undefined && this.#failure !== undefined) throw this.#describeDown();
    const tooLate = Promise.withResolvers<never>();
    const timer = setTimeout(() => tooLate.reject(this.#describeDown()), connectWaitMs);
    try {
      return await Promise.race([this.#ready.promise, tooLate.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  #describeDown(): MillraceError {
    return new MillraceError(
      'engine_down',
      this.#failure?.message ?? 'The engine does not start.',
      {
        action:
          this.#failure?.action ?? 'It is tried again by itself; if it stays so, restart Millrace.',
      },
    );
  }
}

function send(child: UtilityProcess, message: EngineControl): void {
  child.postMessage(message);
}

/** Resolves with the engine once it is ready; nobody need wait for it. */
function createWait(): PromiseWithResolvers<UtilityProcess> {
  const wait = Promise.withResolvers<UtilityProcess>();
  wait.promise.catch(() => undefined);
  return wait;
}

function describeExit(code: number): ErrorInfo {
  return {
    code: 'engine_crashed',
    message: `The engine ended unexpectedly (exit code ${code}) and is being restarted.`,
    action: 'All that the run had recorded is kept; start it again.',
  };
}
