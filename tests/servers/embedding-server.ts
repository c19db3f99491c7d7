import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { JsonObject, JsonValue } from '../../core/shared/json.ts';

/** What a request to the server held. */
export interface ServedRequest {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: JsonObject;
}

/** An answer: a body with status 200, or a status with a body and headers; `hang` never comes. */
export type ServedAnswer =
  | { readonly body: JsonValue }
  | {
      readonly status: number;
      readonly body?: JsonValue | string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'hang';

/** A real HTTP server that answers each request as it is told; gone when the test is over. */
export async function startJsonServer(
  answer: (request: ServedRequest, number: number) => ServedAnswer,
): Promise<{ readonly baseUrl: string; readonly requests: readonly ServedRequest[] }> {
  const requests: ServedRequest[] = [];
  const server = createServer((incoming, response) => {
    void readBody(incoming).then((body) => {
      const request = { url: incoming.url ?? '', headers: incoming.headers, body };
      requests.push(request);
      write(response, answer(request, requests.length));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, requests };
}

async function readBody(incoming: IncomingMessage): Promise<JsonObject> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as JsonObject;
}

function write(response: ServerResponse, answer: ServedAnswer): void {
  if (answer === 'hang') return;
  const status = 'status' in answer ? answer.status : 200;
  const headers = 'status' in answer ? (answer.headers ?? {}) : {};
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  const { body = '' } = answer;
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
