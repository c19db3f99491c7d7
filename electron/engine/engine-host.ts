import type { MessagePortMain } from 'electron';
import { createMessagePortChannel } from '../../core/api/message-port-channel.ts';
import type { EngineMessage } from '../../core/api/protocol.ts';
import type { EngineSession } from '../../core/bin/engine-session.ts';
import { assertNever } from '../../core/shared/assert-never.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import type { EngineControl, EngineReport } from '../shared/engine-messages.ts';

/** Closing waits for the last commits; a module that hangs must not keep the process alive. */
const closeLimitMs = 4_000;
/** A message sent right before the exit would be lost. */
const lastWordsMs = 100;
export type StartControl = Extract<EngineControl, { readonly type: 'start' }>;

interface EngineHostOptions {
  /** Throws when the record cannot be opened. The environment is read at every lookup, so later secrets count. */
  readonly openSession: (
    control: StartControl,
    env: NodeJS.ProcessEnv,
    listSecretNames: () => readonly string[],
  ) => EngineSession;
  readonly report: (report: EngineReport) => void;
  readonly exit: (code: number) => void;
}

/** Runs one engine at the main process's word and serves it over the ports that come. */
export class EngineHost {
  readonly #options: EngineHostOptions;
  /** Secrets live in this object only, never in `process.env`, which tools started by the engine inherit. */
  readonly #env: NodeJS.ProcessEnv = { ...process.env };
  #secretNames: readonly string[] = [];
  #session: EngineSession | undefined;
  #leaving = false;

  constructor(options: EngineHostOptions) {
    this.#options = options;
  }

  handle(control: EngineControl, ports: readonly MessagePortMain[]): void {
    switch (control.type) {
      case 'start':
        return this.#start(control);
      case 'secrets':
        return this.#setSecrets(control.secrets);
      case 'connect':
        return this.#connect(ports[0]);
      case 'shutdown':
        return void this.#leave();
      default:
        assertNever(control, 'engine control');
    }
  }

  /** Says why and ends the process: the main process starts another. */
  fail(error: unknown): void {
    console.error('The engine failed:', error);
    this.#options.report({ type: 'failed', error: toErrorInfo(error) });
    setTimeout(() => this.#options.exit(1), lastWordsMs);
  }

  #start(control: StartControl): void {
    this.#setSecrets(control.secrets);
    try {
      this.#session = this.#options.openSession(control, this.#env, () => this.#secretNames);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.#options.report({ type: 'ready' });
  }

  #setSecrets(secrets: Readonly<Record<string, string>>): void {
    for (const name of this.#secretNames) delete this.#env[name];
    this.#secretNames = Object.keys(secrets);
    Object.assign(this.#env, secrets);
  }

  #connect(port: MessagePortMain | undefined): void {
    if (port === undefined) return;
    if (this.#session === undefined || this.#leaving) {
      port.close();
      return;
    }
    this.#session.serve(createMessagePortChannel<EngineMessage, unknown>(port));
  }

  async #leave(): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    const timer = setTimeout(() => this.#options.exit(1), closeLimitMs);
    try {
      await this.#session?.close();
      this.#options.exit(0);
    } catch (error) {
      this.fail(error);
    } finally {
      clearTimeout(timer);
    }
  }
}
