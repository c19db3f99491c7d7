import { existsSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostInfo } from '../api/host-bridge.ts';
import type { Grants } from '../contracts/grants.ts';
import { createEngineSockets } from '../node/host/engine-sockets.ts';
import type { EngineSockets } from '../node/host/engine-sockets.ts';
import { superviseEngine } from '../node/host/engine-supervisor.ts';
import type { EngineSupervisor } from '../node/host/engine-supervisor.ts';
import { FilePlaces, createPlaceKey } from '../node/host/file-places.ts';
import { createHostFiles } from '../node/host/host-files.ts';
import type { HostFiles } from '../node/host/host-files.ts';
import {
  answerError,
  answerJson,
  answerPage,
  readJsonBody,
  setSafetyHeaders,
} from '../node/host/http-answers.ts';
import { defaultRecordPath } from '../node/host/record-path.ts';
import { SessionGuard } from '../node/host/session-guard.ts';
import { answerStaticFile } from '../node/host/static-files.ts';
import { http } from '../node/node-http.ts';
import { MillraceError } from '../shared/errors.ts';
import { readVersion } from './program-info.ts';

interface WebHostOptions {
  /** The flow to open at start; the only file that the page may save to. */
  readonly flowFile?: string;
  /** 0: any free port. Default: 4870, or any free one when that is taken. */
  readonly port?: number;
  /** Default: the person's own record. */
  readonly recordPath?: string;
  /** The built renderer. Default: dist/renderer of this project. */
  readonly staticRoot?: string;
  /** Default: examples/ of this project. */
  readonly examplesRoot?: string;
  /** The folders and hosts that flows may reach. Default: none. */
  readonly grants?: Grants;
  /** Folders of modules of the person's own; loaded once they are trusted. */
  readonly moduleFolders?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A web host at work. */
export interface WebHost {
  /** The address with the token that lets one browser in, once. */
  readonly url: string;
  /** Whether there is a built app to serve; without it every page says what to do. */
  readonly isBuilt: boolean;
  /** Process id of the engine, while there is one. */
  readonly enginePid: number | undefined;
  /** Ends the engine (what runs is cancelled and recorded) and frees the port. */
  close(): Promise<void>;
}

const usualPort = 4870;
const largestBodyBytes = 64 * 1024 * 1024;

/** Serves the app on 127.0.0.1; throws `file_not_found`, `port_taken`, or what keeps the engine from starting. */
export async function startWebHost(options: WebHostOptions = {}): Promise<WebHost> {
  const env = options.env ?? process.env;
  const placeKey = createPlaceKey();
  const files = createHostFiles({
    places: new FilePlaces(placeKey),
    ...(options.flowFile === undefined ? {} : { flowFile: resolve(options.flowFile) }),
    examplesRoot: options.examplesRoot ?? projectPath('examples'),
  });
  await files.initialFile();
  const server = http.createServer();
  const port = await listen(server, options.port);
  const staticRoot = options.staticRoot ?? projectPath('dist/renderer');
  const engine = superviseEngine({
    entryPath: findEngineScript(staticRoot),
    env,
    start: {
      version: readVersion(),
      placeKey,
      recordPath: resolve(options.recordPath ?? defaultRecordPath(env)),
      deletesOldRuns: true,
      grants: options.grants ?? { folders: [], hosts: [] },
      moduleFolders: options.moduleFolders ?? [],
    },
  });
  try {
    await engine.started;
  } catch (error) {
    server.close();
    throw error;
  }
  const guard = new SessionGuard(port);
  const sockets = createEngineSockets(engine);
  attachHandlers(server, { guard, sockets, files, engine, staticRoot });
  return {
    url: guard.startUrl,
    isBuilt: isBuilt(staticRoot),
    get enginePid() {
      return engine.pid;
    },
    async close() {
      sockets.close();
      await engine.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

interface HostParts {
  readonly guard: SessionGuard;
  readonly sockets: EngineSockets;
  readonly files: HostFiles;
  readonly engine: EngineSupervisor;
  readonly staticRoot: string;
}

function attachHandlers(server: Server, parts: HostParts): void {
  server.on('request', (request, response) => {
    handleRequest(request, response, parts).catch((error: unknown) => {
      // Headers that are out already leave no other answer than the end.
      if (response.headersSent) response.destroy();
      else answerError(response, error);
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const url = readUrl(request);
    const isLetIn = url !== undefined && parts.guard.judge(request, url).verdict === 'pass';
    if (isLetIn && url.pathname === '/engine') return parts.sockets.accept(request, socket, head);
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
  });
}

async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  parts: HostParts,
): Promise<void> {
  setSafetyHeaders(response);
  const url = readUrl(request);
  if (url === undefined) return answerPage(response, 400, 'This address makes no sense.');
  const judged = parts.guard.judge(request, url);
  if (judged.verdict === 'refuse') {
    // A strict cookie stays away when a link on another site led here; asking again from our own page brings it.
    const fromElsewhere = request.headers['sec-fetch-site'] === 'cross-site';
    const mayRetry = judged.status === 401 && url.pathname === '/' && fromElsewhere;
    return answerPage(response, judged.status, judged.reason, mayRetry ? '/' : undefined);
  }
  if (judged.verdict === 'begin-session') {
    response.setHeader('set-cookie', judged.cookie);
    return answerPage(response, 200, 'Opening …', '/');
  }
  if (url.pathname.startsWith('/api/')) return answerApi(request, response, url, parts);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new MillraceError('not_allowed', `This address knows no ${request.method}.`);
  }
  if (await answerStaticFile(parts.staticRoot, url.pathname, request, response)) return;
  if (url.pathname === '/' && !isBuilt(parts.staticRoot)) {
    return answerPage(response, 503, 'The app has not been built yet. Run "npm run build" first.');
  }
  return answerPage(response, 404, 'There is nothing here.');
}

async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { files, engine }: HostParts,
): Promise<void> {
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /api/host':
      return answerJson(response, hostInfo());
    case 'GET /api/initial-file':
      return answerJson(response, (await files.initialFile()) ?? null);
    case 'GET /api/examples':
      return answerJson(response, await files.examples());
    case 'GET /api/engine':
      return answerJson(response, engine.state);
    case 'POST /api/save':
      return answerJson(response, await files.save(await readJsonBody(request, largestBodyBytes)));
    default:
      throw new MillraceError('not_found', `The host has no ${request.method} ${url.pathname}.`);
  }
}

function hostInfo(): HostInfo {
  const platforms: Partial<Record<NodeJS.Platform, HostInfo['platform']>> = {
    darwin: 'mac',
    linux: 'linux',
    win32: 'windows',
  };
  return {
    host: 'web',
    version: readVersion(),
    platform: platforms[process.platform] ?? 'other',
  };
}

function readUrl(request: IncomingMessage): URL | undefined {
  const target = request.url ?? '';
  // Joined and not resolved: "//name/path" would change the host of a relative address.
  return target.startsWith('/') ? (URL.parse(`http://127.0.0.1${target}`) ?? undefined) : undefined;
}

async function listen(server: Server, wished: number | undefined): Promise<number> {
  try {
    return await listenOn(server, wished ?? usualPort);
  } catch (error) {
    if (wished === undefined) return listenOn(server, 0);
    throw new MillraceError('port_taken', `Port ${wished} cannot be used on this machine.`, {
      action: 'Choose another one with --port, or leave it away.',
      cause: error,
    });
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  const { promise, resolve: done, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
    server.off('error', reject);
    done((server.address() as AddressInfo).port);
  });
  return promise;
}

function isBuilt(staticRoot: string): boolean {
  return existsSync(join(staticRoot, 'index.html'));
}

/**
 * The engine that was built together with the page, where there is one: it starts three times as fast as its sources,
 * in two thirds of the memory.
 */
function findEngineScript(staticRoot: string): string {
  const built = join(staticRoot, '../engine/engine-process.js');
  return existsSync(built) ? built : fileURLToPath(new URL('./engine-process.ts', import.meta.url));
}

function projectPath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
