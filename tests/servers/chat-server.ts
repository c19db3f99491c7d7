import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The body of a chat request, as far as scripts look into it. */
interface ChatRequestBody {
  readonly model: string;
  readonly messages: readonly {
    readonly role: string;
    readonly content: string | null;
    readonly tool_call_id?: string;
    readonly tool_calls?: readonly {
      readonly id: string;
      readonly function: { readonly name: string; readonly arguments: string };
    }[];
  }[];
  readonly stream?: boolean;
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly [field: string]: unknown;
}

/** One request that the server got. */
export interface ChatServerRequest {
  /** Counts from 0. */
  readonly index: number;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: ChatRequestBody;
  /** Resolves with performance.now() when the client drops the connection before the answer ended. */
  readonly disconnected: Promise<number>;
}

/** What the server answers. Each item of `chunks` is one write; a generator may await gates between them. */
export interface ChatServerReply {
  /** 200 by default. */
  readonly status?: number;
  /** `text/event-stream` by default. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
  /** Whether to cut the connection instead of ending the answer. */
  readonly breaksOff?: boolean;
}

/** Decides the answer to each request. */
export type ChatScript = (request: ChatServerRequest) => ChatServerReply | Promise<ChatServerReply>;

export interface ChatServer {
  /** The base URL, up to `/v1`. */
  readonly url: string;
  readonly requests: readonly ChatServerRequest[];
  /** How many connections were made until now. */
  connectionCount(): number;
  /** Cuts every connection, idle ones too, and goes on. */
  dropConnections(): void;
  /** Drops all connections and stops. */
  close(): Promise<void>;
}

/** Starts an OpenAI-compatible server on a free port of 127.0.0.1. */
export async function startChatServer(script: ChatScript): Promise<ChatServer> {
  const requests: ChatServerRequest[] = [];
  const server = createServer((incoming, response) => {
    void readRequest(incoming, response, requests.length)
      .then(async (request) => {
        requests.push(request);
        await answer(await script(request), response);
      })
      .catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(
          JSON.stringify({ error: { message: `chat server script: ${String(error)}` } }),
        );
      });
  });
  let connections = 0;
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    connectionCount: () => connections,
    dropConnections: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer that refuses the request with an OpenAI-like error body. */
export function refuse(status: number, message: string): ChatServerReply {
  return {
    status,
    contentType: 'application/json',
    chunks: [JSON.stringify({ error: { message } })],
  };
}

/** An answer that never comes: only the client can end it. */
export function hang(request: ChatServerRequest): ChatServerReply {
  return {
    chunks: (async function* () {
      await request.disconnected;
      yield '';
    })(),
  };
}

/** A promise that a test opens by hand. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

async function readRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  index: number,
): Promise<ChatServerRequest> {
  const disconnected = new Promise<number>((resolve) => {
    response.on('close', () => {
      if (!response.writableFinished) resolve(performance.now());
    });
  });
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return {
    index,
    path: incoming.url ?? '',
    headers: incoming.headers,
    body: (text === '' ? {} : JSON.parse(text)) as ChatRequestBody,
    disconnected,
  };
}

async function answer(reply: ChatServerReply, response: ServerResponse): Promise<void> {
  response.socket?.setNoDelay(true);
  response.writeHead(reply.status ?? 200, {
    'content-type': reply.contentType ?? 'text/event-stream; charset=utf-8',
    ...reply.headers,
  });
  for await (const chunk of reply.chunks) {
    if (response.destroyed) return;
    if (chunk.length === 0) continue;
    if (!response.write(chunk)) await waitForDrain(response);
  }
  if (reply.breaksOff) response.destroy();
  else response.end();
}

/** Waits until more can be written or nobody listens any more; leaves no listeners behind. */
async function waitForDrain(response: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
  waiting.abort();
}
