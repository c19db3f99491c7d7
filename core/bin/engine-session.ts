import { serveEngine, type ServedClient } from '../api/engine-server.ts';
import type { EngineChannel } from '../api/protocol.ts';
import type { KeptWork } from '../contracts/kept-work.ts';
import type { TrafficStore } from '../contracts/run-traffic.ts';
import type { Engine } from '../engine/engine.ts';
import { readTelemetry, telemetryPathBeside } from '../node/exports/telemetry-store.ts';
import { createEnvironmentSecrets } from '../node/host/environment-secrets.ts';
import { FilePlaces } from '../node/host/file-places.ts';
import { openTrafficFolder, trafficFolderBeside } from '../node/host/traffic-folder.ts';
import { createHttpClient } from '../node/http/create-http-client.ts';
import { openTrustStore, trustPathBeside } from '../node/trust/trust-store.ts';
import { openKeptWork } from '../node/versions/open-kept-work.ts';
import { toErrorInfo, type ErrorInfo } from '../shared/errors.ts';
import { createRunExports } from './run-exports/create-run-exports.ts';
import type { RunExportsParts } from './run-exports/create-run-exports.ts';
import { RunTracer } from './run-exports/trace-runs.ts';
import { openOwnModules } from './own-modules/open-own-modules.ts';
import { createNodeEngine, type NodeEngineOptions } from './create-node-engine.ts';

/** How often it is looked for runs that the retention no longer keeps. */
const retentionMs = 6 * 60 * 60 * 1000;

interface EngineSessionOptions extends Omit<
  NodeEngineOptions,
  'onRecordProblem' | 'onRecordRecover' | 'trust' | 'modules'
> {
  readonly recordPath: string;
  /** Shown to clients when they connect. */
  readonly version: string;
  /** Whether runs that the record's retention no longer keeps are deleted, at the start and from time to time. */
  readonly deletesOldRuns: boolean;
  /** Opens the places that the host sealed; without it no flow of a client stands in a file. */
  readonly placeKey?: string;
  /** Where it is kept what the person agreed to. Default: beside the record. */
  readonly trustPath?: string;
  /** The record beside which unsaved work and versions are kept. Default: the one of the runs. */
  readonly workBeside?: string;
  /** Folders of the person's own modules, besides those that are always loaded; loaded once they are trusted. */
  readonly moduleFolders?: readonly string[];
}

const recordWritable: ErrorInfo = {
  code: 'record_recovered',
  message: 'The record can be written again; nothing was lost.',
};

/** An engine at work in a process of its own, with the clients it serves: the same in every interactive host. */
export class EngineSession {
  readonly #engine: Engine;
  readonly #version: string;
  readonly #places: FilePlaces | undefined;
  readonly #keptWork: KeptWork;
  readonly #clients = new Set<ServedClient>();
  /** What happened while nobody was there, such as a damaged record at the start: for the first who comes. */
  readonly #untold: ErrorInfo[] = [];
  #retentionTimer: NodeJS.Timeout | undefined;
  readonly #exportParts: Omit<RunExportsParts, 'onTelemetry'>;
  readonly #tracer: RunTracer;

  /** Opens the record, marks what an earlier process left unfinished, and deletes what is old, recorded traffic too. Throws MillraceError. */
  constructor(options: EngineSessionOptions) {
    const { version, deletesOldRuns, trustPath, workBeside, placeKey, ...rest } = options;
    const { moduleFolders = [], ...parts } = rest;
    const trust = openTrustStore(trustPath ?? trustPathBeside(parts.recordPath));
    this.#version = version;
    this.#keptWork = openKeptWork(workBeside ?? parts.recordPath);
    this.#places = placeKey === undefined ? undefined : new FilePlaces(placeKey);
    const trafficStore = openTrafficFolder(trafficFolderBeside(parts.recordPath));
    this.#engine = createNodeEngine({
      ...parts,
      trust,
      modules: openOwnModules({ folders: moduleFolders, store: trust }),
      trafficStore,
      onRecordProblem: (problem) => this.#notify('error', toErrorInfo(problem)),
      onRecordRecover: () => this.#notify('info', recordWritable),
    });
    this.#exportParts = {
      record: this.#engine.record,
      traffic: trafficStore,
      secrets: parts.secrets ?? createEnvironmentSecrets(parts.env ?? process.env),
      http: createHttpClient(),
      version,
      telemetryPath: telemetryPathBeside(workBeside ?? parts.recordPath),
      listConnections: () => this.#engine.connections.list(),
    };
    const { telemetryPath } = this.#exportParts;
    this.#tracer = new RunTracer(this.#exportParts, readTelemetry(telemetryPath), (error) =>
      this.#notify('error', error),
    );
    this.#engine.record.markInterrupted();
    const { record } = this.#engine;
    trafficStore.prune((runId) => record.run(runId) !== undefined);
    if (!deletesOldRuns) return;
    const deleteOld = (): void => void this.#deleteOldRuns(trafficStore);
    deleteOld();
    this.#retentionTimer = setInterval(deleteOld, retentionMs).unref();
  }

  /** Serves one client until its channel closes. */
  serve(channel: EngineChannel): ServedClient {
    const client = serveEngine(this.#engine, channel, {
      version: this.#version,
      keptWork: this.#keptWork,
      exports: createRunExports({
        ...this.#exportParts,
        onTelemetry: (settings) => this.#tracer.follow(settings),
      }),
      pathAt: (place) => this.#places?.open(place),
      onClosed: () => this.#clients.delete(client),
      onWelcomed: () => {
        for (const error of this.#untold.splice(0)) client.notify('error', error);
      },
    });
    this.#clients.add(client);
    return client;
  }

  /** Lets all clients go, cancels what runs, and commits. */
  async close(): Promise<void> {
    clearInterval(this.#retentionTimer);
    for (const client of Array.from(this.#clients)) client.close();
    this.#tracer.close();
    await this.#engine.close();
  }

  /** Recorded traffic goes with its runs. */
  async #deleteOldRuns(traffic: TrafficStore): Promise<void> {
    const { record } = this.#engine;
    try {
      if ((await record.history.applyRetention()) > 0)
        traffic.prune((runId) => record.run(runId) !== undefined);
    } catch (error) {
      // Closed meanwhile: the next start does it.
      const info = toErrorInfo(error);
      if (info.code !== 'record_closed') this.#notify('error', info);
    }
  }

  #notify(level: 'info' | 'error', error: ErrorInfo): void {
    if (this.#clients.size === 0 && level === 'error') this.#untold.push(error);
    for (const client of this.#clients) client.notify(level, error);
  }
}
