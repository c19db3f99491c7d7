import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as sendRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createEngineClient } from '../../../core/api/engine-client.ts';
import type { EngineClient } from '../../../core/api/engine-client.ts';
import { createWebSocketChannel } from '../../../core/api/web-socket-channel.ts';
import { startWebHost } from '../../../core/bin/web-host.ts';
import type { WebHost } from '../../../core/bin/web-host.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A web host at work in a folder of its own, and the ways to speak with it. */
export interface TestHost {
  readonly host: WebHost;
  readonly folder: string;
  readonly flowPath: string;
  readonly origin: string;
  /** Sends the path as it stands, without the tidying of a URL parser; no cookie but what is given. */
  ask(path: string, question?: Question): Promise<Answer>;
  /** Uses up the token and answers the session cookie. */
  enter(): Promise<string>;
  /** Connects to the engine; `closeCode` resolves when the socket is gone. */
  connect(headers: Readonly<Record<string, string>>): Promise<{
    readonly client: EngineClient;
    readonly closeCode: Promise<number>;
  }>;
  close(): Promise<void>;
}

export const flowText = '{"format":"millrace/flow"}\n';

export async function openWebHost(
  options: {
    readonly withFile?: boolean;
    /** Instead of this process's environment; its own home is the host's folder. */
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<TestHost> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-web-'));
  const staticRoot = join(folder, 'renderer');
  const flowPath = join(folder, 'my.flow.json');
  mkdirSync(join(staticRoot, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'examples'));
  writeFileSync(join(staticRoot, 'index.html'), '<!doctype html><title>The app</title>');
  writeFileSync(join(staticRoot, 'assets', 'app-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'secret.json'), '{"secret":true}');
  writeFileSync(join(folder, 'examples', 'b.flow.json'), '{"b":1}');
  writeFileSync(join(folder, 'examples', 'a.flow.json'), '{"a":1}');
  writeFileSync(flowPath, flowText);
  const host = await startWebHost({
    port: 0,
    recordPath: join(folder, 'record.db'),
    staticRoot,
    examplesRoot: join(folder, 'examples'),
    ...(options.withFile === false ? {} : { flowFile: flowPath }),
    ...(options.env === undefined
      ? {}
      : { env: { PATH: process.env['PATH'], MILLRACE_HOME: folder, ...options.env } }),
  });
  const { origin, port, pathname, search } = new URL(host.url);
  const ask = (path: string, question: Question = {}): Promise<Answer> => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const request = sendRequest(
      {
        host: '127.0.0.1',
        port,
        path,
        method: question.method ?? 'GET',
        headers: { host: `127.0.0.1:${port}`, ...question.headers },
        agent: false,
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => (body += text));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    request.on('error', reject);
    request.end(question.body);
    return promise;
  };
  return {
    host,
    folder,
    flowPath,
    origin,
    ask,
    async enter() {
      const { headers } = await ask(`${pathname}${search}`);
      return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    },
    connect(headers) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/engine`, { headers });
      const closeCode = new Promise<number>((resolve) => socket.on('close', resolve));
      const { promise, resolve, reject } = Promise.withResolvers<{
        client: EngineClient;
        closeCode: Promise<number>;
      }>();
      socket.on('error', reject);
      socket.on('open', () =>
        resolve({ client: createEngineClient(createWebSocketChannel(socket)), closeCode }),
      );
      return promise;
    },
    async close() {
      await host.close();
      rmSync(folder, { recursive: true });
    },
  };
}
