import { EventEmitter } from 'node:events';
import type { BridgeMessage } from './bridge-messages.ts';

// Loaded into a forked Node process before the engine's script: gives it Electron's `process.parentPort`.

class BridgedPort extends EventEmitter {
  readonly #id: number;
  readonly #waiting: unknown[] = [];
  #started = false;

  constructor(id: number) {
    super();
    this.#id = id;
  }

  receive(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.receive(data);
  }

  postMessage(data: unknown): void {
    send({ kind: 'port-message', port: this.#id, data });
  }

  close(): void {
    send({ kind: 'port-close', port: this.#id });
  }
}

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    send({ kind: 'message', data, ports: [] });
  }
}

const ports = new Map<number, BridgedPort>();
const parentPort = new ParentPort();
const early: BridgeMessage[] = [];

function send(message: BridgeMessage): void {
  if (process.connected) process.send?.(message);
}

function receive(message: BridgeMessage): void {
  if (message.kind === 'message') {
    const brought = message.ports.map((id) => {
      const port = new BridgedPort(id);
      ports.set(id, port);
      return port;
    });
    parentPort.emit('message', { data: message.data, ports: brought });
  } else if (message.kind === 'port-message') ports.get(message.port)?.receive(message.data);
  else ports.get(message.port)?.emit('close');
}

// Messages wait until somebody listens, as Electron promises.
parentPort.on('newListener', (name) => {
  if (name === 'message') setImmediate(() => early.splice(0).forEach(receive));
});
process.on('message', (message: BridgeMessage) => {
  if (parentPort.listenerCount('message') === 0) early.push(message);
  else receive(message);
});
process.on('disconnect', () => process.exit(0));
Object.assign(process, { parentPort });
