import type { Channel } from './protocol.ts';

interface PortMessage {
  readonly data: unknown;
}

interface PortBase {
  postMessage(message: unknown): void;
  /** Ports hold messages back until they are started. */
  start(): void;
  close(): void;
}

/** A port of the DOM's kind: a browser's MessagePort, or one of node:worker_threads. */
export interface EventTargetPort extends PortBase {
  addEventListener(type: 'message', listener: (event: PortMessage) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
}

/** A port of Electron's main or utility process. */
export interface EmitterPort extends PortBase {
  on(event: 'message', listener: (event: PortMessage) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** A channel over one end of a message port; structured clone carries the messages. */
export function createMessagePortChannel<Outgoing, Incoming>(
  port: EventTargetPort | EmitterPort,
): Channel<Outgoing, Incoming> {
  let isClosed = false;
  return {
    send(message) {
      if (!isClosed) port.postMessage(message);
    },
    onMessage(listener) {
      const take = (event: PortMessage): void => {
        if (!isClosed) listener(event.data as Incoming);
      };
      if ('addEventListener' in port) port.addEventListener('message', take);
      else port.on('message', take);
      port.start();
    },
    onClose(listener) {
      let isTold = false;
      const tell = (): void => {
        isClosed = true;
        if (isTold) return;
        isTold = true;
        listener();
      };
      if ('addEventListener' in port) port.addEventListener('close', tell);
      else port.on('close', tell);
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      port.close();
    },
  };
}
