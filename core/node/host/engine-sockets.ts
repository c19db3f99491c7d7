import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { EngineSupervisor } from './engine-supervisor.ts';

/** Close code of a WebSocket whose engine has died; connecting again works once it is back. */
const engineGoneCode = 4001;

const largestMessageBytes = 64 * 1024 * 1024;

/** The WebSocket side of the web host: each socket is one client of the engine. */
export interface EngineSockets {
  /** Takes over an upgrade that has been judged already. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** Joins WebSockets to the engine; frames pass through unparsed. */
export function createEngineSockets(engine: EngineSupervisor): EngineSockets {
  const server = new WebSocketServer({
    noServer: true,
    // On loopback compression costs time and saves nothing.
    perMessageDeflate: false,
    maxPayload: largestMessageBytes,
  });
  return {
    accept(request, socket, head) {
      if (engine.state.state !== 'ready') {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => join(webSocket, engine));
    },
    close() {
      for (const client of server.clients) client.close(1001, 'Millrace is closing.');
      server.close();
    },
  };
}

function join(webSocket: WebSocket, engine: EngineSupervisor): void {
  const pipe = engine.connect();
  pipe.onText((text) => webSocket.send(text));
  pipe.onClose(() => webSocket.close(engineGoneCode, 'The engine has stopped.'));
  webSocket.on('message', (data, isBinary) => {
    // The protocol is text; `ws` hands a message over as one Buffer unless it is told otherwise.
    if (!isBinary && Buffer.isBuffer(data)) pipe.send(data.toString('utf8'));
  });
  webSocket.on('close', () => pipe.close());
  // A broken connection or an oversized frame: `close` follows.
  webSocket.on('error', () => undefined);
}
