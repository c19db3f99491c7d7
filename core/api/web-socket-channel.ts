import type { Channel } from './protocol.ts';
import { createTextChannel } from './text-channel.ts';

/** What a channel needs of a WebSocket: met by a browser's and by the one of the `ws` package. */
export interface WebSocketLike {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
}

/** `WebSocket.OPEN`: sending in any other state throws or is lost. */
const openState = 1;

/** A channel over a WebSocket that is open already. */
export function createWebSocketChannel<Outgoing, Incoming>(
  socket: WebSocketLike,
): Channel<Outgoing, Incoming> {
  return createTextChannel({
    send(text) {
      if (socket.readyState === openState) socket.send(text);
    },
    onText(listener) {
      socket.addEventListener('message', (event) => listener(String(event.data)));
    },
    onClose(listener) {
      socket.addEventListener('close', listener);
    },
    close() {
      socket.close();
    },
  });
}
