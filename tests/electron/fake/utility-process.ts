import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import { app } from './app.ts';
import type { BridgeMessage } from './bridge-messages.ts';
import type { FakeMessagePortMain } from './message-ports.ts';
import { fake } from './state.ts';

const parentPortScript = fileURLToPath(new URL('parent-port.ts', import.meta.url));

/** A real Node process behind Electron's interface; it dies, crashes and talks like one. */
export class FakeUtilityProcess
  extends EventEmitter
  implements Pick<Electron.UtilityProcess, 'kill'>
{
  readonly modulePath: string;
  readonly options: Electron.ForkOptions;
  /** The control messages that it got, in order. */
  readonly received: unknown[] = [];
  /** What the process wrote to its standard error. */
  readonly errorText: string[] = [];
  readonly #process: ChildProcess;
  readonly #ports = new Map<number, MessagePort>();
  #lastPort = 0;

  constructor(modulePath: string, options: Electron.ForkOptions) {
    super();
    this.modulePath = modulePath;
    this.options = options;
    this.#process = fork(fake.engineScript, [], {
      env: options.env as NodeJS.ProcessEnv,
      execArgv: [...(options.execArgv ?? []), '--import', parentPortScript],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.stderr?.on('data', (chunk: Buffer) => this.errorText.push(chunk.toString()));
    this.#process.on('spawn', () => this.emit('spawn'));
    this.#process.on('message', (message: BridgeMessage) => this.#receive(message));
    this.#process.on('exit', (code) => this.#tellExit(code ?? 1));
    fake.engines.push(this);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get alive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  kill(): boolean {
    return this.#process.kill('SIGTERM');
  }

  /** What a crash does: no goodbye. */
  crash(): void {
    this.#process.kill('SIGKILL');
  }

  postMessage(data: unknown, transfer: readonly FakeMessagePortMain[] = []): void {
    this.received.push(structuredClone(data));
    const ports = transfer.map((port) => this.#bridge(port.release()));
    this.#send({ kind: 'message', data, ports });
  }

  #bridge(port: MessagePort): number {
    this.#lastPort += 1;
    const id = this.#lastPort;
    this.#ports.set(id, port);
    port.on('message', (data: unknown) => this.#send({ kind: 'port-message', port: id, data }));
    port.on('close', () => this.#send({ kind: 'port-close', port: id }));
    return id;
  }

  #send(message: BridgeMessage): void {
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  #receive(message: BridgeMessage): void {
    if (message.kind === 'message') this.emit('message', message.data);
    else if (message.kind === 'port-message')
      this.#ports.get(message.port)?.postMessage(message.data);
    else this.#ports.get(message.port)?.close();
  }

  #tellExit(code: number): void {
    for (const port of this.#ports.values()) port.close();
    const tellGone = (): void => {
      if (code === 0 || fake.disposed) return;
      const { serviceName } = this.options;
      app.emit(
        'child-process-gone',
        {},
        { type: 'Utility', reason: 'crashed', exitCode: code, serviceName, name: serviceName },
      );
    };
    if (fake.faults.goneFirst) tellGone();
    this.emit('exit', code);
    if (fake.faults.exitTwice) setTimeout(() => this.emit('exit', code), 50);
    if (!fake.faults.goneFirst) setTimeout(tellGone, 20);
  }
}

export const utilityProcess = {
  fork: (modulePath: string, _args: readonly string[] = [], options: Electron.ForkOptions = {}) =>
    new FakeUtilityProcess(modulePath, options),
};
