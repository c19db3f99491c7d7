import { once } from 'node:events';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A forward proxy that lets nothing through by CONNECT, and what it was asked for. */
export interface TestProxy {
  readonly url: string;
  readonly asked: readonly string[];
}

/** Starts a proxy for this test. `reroute` says where a request really goes; by default where it wants to. */
export async function startProxy(
  reroute: (url: string) => string = (url) => url,
): Promise<TestProxy> {
  const asked: string[] = [];
  const proxy = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const target = { method: incoming.method, headers: incoming.headers };
    const outgoing = forward(reroute(incoming.url ?? ''), target as object, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(outgoing);
  });
  proxy.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked };
}
