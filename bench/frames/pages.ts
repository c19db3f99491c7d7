import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { DrawnFlow } from './make-flow.ts';

/** Something to open in the browser. */
export interface Served {
  readonly address: string;
  close(): void;
}

/** Builds the bare page once; gives the folder. */
export async function buildBarePage(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'millrace-bare-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('bare', import.meta.url)),
    base: './',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir, emptyOutDir: true, target: 'es2024' },
  });
  return outDir;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Serves the bare page with a flow. */
export async function serveBarePage(folder: string, flow: DrawnFlow): Promise<Served> {
  const body = JSON.stringify({ nodes: flow.nodes, wires: flow.wires });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/flow.json') return response.end(body);
    const path = join(folder, pathname === '/' ? 'index.html' : pathname);
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
    try {
      return response.end(readFileSync(path));
    } catch {
      return response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** Starts the web host in a process of its own on a flow file; what the flow reaches has been agreed to. */
export async function serveApp(flow: DrawnFlow, modelUrl = ''): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-frames-'));
  const file = join(folder, 'frames.flow.json');
  writeFileSync(file, flow.text);
  mkdirSync(join(folder, 'home'));
  agreeToModels(join(folder, 'home'));
  const host = fork(new URL('host.ts', import.meta.url), [folder, file], {
    env: {
      ...process.env,
      MILLRACE_HOME: join(folder, 'home'),
      OPENAI_BASE_URL: modelUrl,
      OPENAI_API_KEY: 'none',
    },
  });
  const [{ address }] = (await once(host, 'message')) as [{ readonly address: string }];
  return {
    address,
    close: () => {
      host.disconnect();
      host.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    },
  };
}

function agreeToModels(home: string): void {
  const reaches = ['openai', 'demo'].map((name) => ({ what: 'connection', name, to: '' }));
  const grant = { id: 'bench', name: 'Bench', grantedMs: 0, reaches, folders: [] };
  const trust = { format: 'millrace/trust', formatVersion: 1, grants: [grant], modules: [] };
  writeFileSync(join(home, 'trust.json'), JSON.stringify(trust));
}
