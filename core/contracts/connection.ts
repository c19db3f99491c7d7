import type { ConnectionPreset } from '../model/connection-presets.ts';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import type { ChatModel } from './chat.ts';
import type { Embedder, Reranker } from './embedding.ts';

/** A named way to reach models, as the interface shows it; never holds a key. */
export interface ConnectionInfo {
  readonly id: string;
  readonly label: string;
  /** Shown beside the name, such as `simulated, no AI` or a host name. */
  readonly note: string;
  readonly models: readonly string[];
  /** '' where the person must choose one. */
  readonly defaultModel: string;
  /** Name of the secret that holds its key; absent where no key is needed. */
  readonly keyName?: string;
  /** Environment variables that the host reads for it, the key's among them. */
  readonly variables?: readonly string[];
  /** A plain sentence when it cannot be used yet, such as a missing key. */
  readonly problem?: string;
  /** Present with `problem`: `missing_key`, `invalid_base_url`, `proxy_invalid` or `proxy_unsupported`. */
  readonly problemCode?: string;
  /** Name of the secret that is missing: its key, or one in its headers or its proxy. */
  readonly missingSecret?: string;
  /** Id of the preset it was made from; absent for connections that are built in. */
  readonly preset?: string;
  /** Where requests go, with what the environment says; absent for the demo model. */
  readonly baseUrl?: string;
  /** As stored; present exactly for connections that can be changed and removed. */
  readonly settings?: ConnectionSettings;
  /** Present when the connection can start a server of its own. */
  readonly server?: LocalServerInfo;
}

/** How a connection's own server is doing. */
export interface LocalServerInfo {
  /** `failed`: it ended by itself or never became healthy; it is not started again until somebody asks. */
  readonly state: 'stopped' | 'starting' | 'running' | 'stopping' | 'failed';
  readonly processId?: number;
  /** Why it failed. */
  readonly error?: ErrorInfo;
  /** From its start to its health, ms. */
  readonly startedInMs?: number;
}

/** One line that a local server wrote. */
export interface ServerLogLine {
  /** Counts a connection's lines from 1, over all starts. */
  readonly seq: number;
  /** `host`: what we have to say ourselves, such as how the process ended. */
  readonly from: 'out' | 'error' | 'host';
  readonly text: string;
}

/** A model as its endpoint lists it. */
export interface ModelListing {
  readonly id: string;
  /** Tokens that fit its context, where the endpoint says so. */
  readonly contextTokens?: number;
  /** Who serves it, in the endpoint's own words. */
  readonly ownedBy?: string;
}

/** The models of a connection. */
export interface ModelList {
  readonly models: readonly ModelListing[];
  /** `endpoint`: asked; `settings`: the connection's own list, because the endpoint has none or the person fixed it. */
  readonly from: 'endpoint' | 'settings';
}

/** One thing that a test of a connection found out. */
export interface ConnectionFinding {
  readonly check: 'settings' | 'address' | 'key' | 'models' | 'answer' | 'stream' | 'tools';
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped';
  /** One plain sentence. */
  readonly message: string;
  readonly action?: string;
  /** How long it took, ms. */
  readonly ms?: number;
}

/** What a test of a connection found out, in the order in which it was tried. */
export interface ConnectionTest {
  /** Whether nothing failed; warnings may stand. */
  readonly ok: boolean;
  /** The model that was asked; '' if none was. */
  readonly model: string;
  readonly findings: readonly ConnectionFinding[];
}

/** A model server found on this machine. */
export interface FoundServer {
  readonly preset: string;
  readonly label: string;
  readonly baseUrl: string;
  readonly models: readonly ModelListing[];
  /** The connection that reaches it already. */
  readonly connection?: string;
}

/** What is wrong with the file of connections. */
export interface ConnectionFileFinding {
  readonly code: string;
  readonly message: string;
  readonly action?: string;
  /** The entry it is about, as far as its id can be read. */
  readonly connection?: string;
}

/** The file of connections. */
export interface ConnectionFile {
  readonly path: string;
  readonly findings: readonly ConnectionFileFinding[];
}

/** A stored connection, or settings that are not stored yet. */
export type ConnectionTarget =
  | { readonly id: string; readonly settings?: undefined }
  | { readonly id?: undefined; readonly settings: ConnectionSettings };

/** Changes and examines connections. Every member throws or rejects with a MillraceError; none ever tells a key. */
export interface ConnectionManager {
  presets(): readonly ConnectionPreset[];
  file(): ConnectionFile;
  /**
   * Stores a connection, in place of one of the same id. Throws `connection_invalid` with `[{ path, message }]` as its
   * details, `connection_built_in`, `connections_unwritable`.
   */
  save(settings: unknown): ConnectionInfo;
  /** Throws `unknown_connection`, `connection_built_in`. Stops its server. */
  remove(id: string): Promise<void>;
  /**
   * Sends two short requests, which may cost a fraction of a cent. Resolves with what failed, too; rejects with the
   * signal's reason when it aborts.
   */
  test(
    target: ConnectionTarget,
    model: string | undefined,
    signal?: AbortSignal,
  ): Promise<ConnectionTest>;
  /** Rejects with the provider's error when the endpoint cannot be asked. */
  models(target: ConnectionTarget): Promise<ModelList>;
  /** Looks for model servers on their usual ports, on this machine only. */
  discover(): Promise<readonly FoundServer[]>;
  /** Starts the connection's own server; answers while it is still starting. Throws `no_local_server`, `server_running`. */
  startServer(id: string): Promise<LocalServerInfo>;
  /** Resolves when it has ended. */
  stopServer(id: string): Promise<LocalServerInfo>;
  /** Its state, and the lines after `afterSeq` that are still kept: the newest 2,000. */
  serverLog(
    id: string,
    afterSeq: number,
  ): { readonly server: LocalServerInfo; readonly lines: readonly ServerLogLine[] };
}

/** All connections of a host. */
export interface Connections {
  list(): readonly ConnectionInfo[];
  /** Throws MillraceError `unknown_connection` or `missing_key`, with what to do. */
  open(id: string): ChatModel;
  /** Throws as `open`. Absent on hosts without embeddings. */
  openEmbedder?(id: string): Embedder;
  /** Throws as `open`. Absent on hosts without rerankers. */
  openReranker?(id: string): Reranker;
  /** Absent on hosts whose connections cannot be changed. */
  readonly manager?: ConnectionManager;
  /** Ends what connections started on this machine. */
  close?(): Promise<void>;
}
