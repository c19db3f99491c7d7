import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts the token source in its own process; gives its base URL. */
export async function startServer(): Promise<{ readonly baseUrl: string; close(): void }> {
  const child = fork(new URL('sse-server.ts', import.meta.url));
  const [port] = (await once(child, 'message')) as [number];
  return { baseUrl: `http://127.0.0.1:${port}/v1`, close: () => child.disconnect() };
}
