import type { MessagePortMain } from 'electron';
import { serveEngine } from '../../core/api/engine-server.ts';
import { createMessagePortChannel } from '../../core/api/message-port-channel.ts';
import type { EngineMessage } from '../../core/api/protocol.ts';
import type { Engine } from '../../core/engine/engine.ts';
import { assertNever } from '../../core/shared/assert-never.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import type { EngineControl, EngineReport } from '../shared/engine-messages.ts';

/** Closing waits for the last commits; a module that hangs must not keep the process alive. */
const closeLimitMs = 4_000;
/** A message sent right before the exit would be lost. */
const lastWordsMs = 100;
/** Ended runs older than this leave the record at the start. */
const retentionMs = 30 * 24 * 60 * 60 * 1000;

interface EngineHostOptions {
  /** Throws when the record cannot be opened. The environment is read at every lookup, so later secrets count. */
  readonly createEngine: (
    recordPath: string,
    env: NodeJS.ProcessEnv,
    listSecretNames: () => readonly string[],
  ) => Engine;
  readonly report: (report: EngineReport) => void;
  readonly exit: (code: number) => void;
}

/** Runs one engine at the main process's word and serves it over the ports that come. */
export class EngineHost {
  readonly #options: EngineHostOptions;
  /** Secrets live in this object only, never in `process.env`, which tools started by the engine inherit. */
  readonly #env: NodeJS.ProcessEnv = { ...process.env };
  #secretNames: readonly string[] = [];
  #engine: Engine | undefined;
  #version = '';
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

  #start(control: Extract<EngineControl, { readonly type: 'start' }>): void {
    this.#version = control.version;
    this.#setSecrets(control.secrets);
    try {
      this.#engine = this.#options.createEngine(
        control.recordPath,
        this.#env,
        () => this.#secretNames,
      );
      this.#engine.record.markInterrupted();
      this.#engine.record.prune({ maxAgeMs: retentionMs });
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
    if (this.#engine === undefined || this.#leaving) {
      port.close();
      return;
    }
    const channel = createMessagePortChannel<EngineMessage, unknown>(port);
    serveEngine(this.#engine, channel, { version: this.#version });
  }

  async #leave(): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    const timer = setTimeout(() => this.#options.exit(1), closeLimitMs);
    try {
      await this.#engine?.close();
      this.#options.exit(0);
    } catch (error) {
      this.fail(error);
    } finally {
      clearTimeout(timer);
    }
  }
}
