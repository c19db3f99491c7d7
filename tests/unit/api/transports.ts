import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { WebSocketServer } from 'ws';
import { createMessagePortChannel } from '../../../core/api/message-port-channel.ts';
import type { Channel, EngineChannel } from '../../../core/api/protocol.ts';
import { createWebSocketChannel } from '../../../core/api/web-socket-channel.ts';

/** The client's end, untyped, so that tests can send what no client would. */
export type RawChannel = Channel<
  unknown,
  { readonly type: string; readonly [key: string]: unknown }
>;

/** A real pipe between a client and an engine, in one process. */
export interface Transport {
  /** Opens one pipe; both ends are given, ready to use. */
  open(): Promise<{ readonly client: RawChannel; readonly engine: EngineChannel }>;
  close(): Promise<void>;
}

export function messagePortTransport(): Transport {
  const opened: { close(): void }[] = [];
  return {
    open: async () => {
      const { port1, port2 } = new MessageChannel();
      opened.push(port1);
      return { client: createMessagePortChannel(port1), engine: createMessagePortChannel(port2) };
    },
    close: async () => {
      for (const port of opened) port.close();
    },
  };
}

export function webSocketTransport(): Transport {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const listening = new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    open: async () => {
      await listening;
      const accepted = new Promise<EngineChannel>((resolve) =>
        sockets.once('connection', (socket) => resolve(createWebSocketChannel(socket))),
      );
      const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const client = createWebSocketChannel<unknown, never>(socket);
      await new Promise<void>((resolve) =>
        socket.addEventListener('open', () => resolve(), { once: true }),
      );
      return { client, engine: await accepted };
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
