import type { TrafficStore } from '../contracts/run-traffic.ts';
import type { Grants } from '../contracts/grants.ts';
import type { Secrets } from '../contracts/secrets.ts';
import type { TrustStore } from '../contracts/trust.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { CodeEngine } from '../engine/create-engine.ts';
import { createRunTraffic } from '../models/replay/create-run-traffic.ts';
import type { ModuleKind } from '../module/kind-registry.ts';
import type { OwnModules } from '../module/own-modules.ts';
import { builtInKinds } from '../modules/index.ts';
import { asyncScope } from '../node/async-scope.ts';
import { connectionsPathBeside } from '../node/connections/connection-store.ts';
import { createConnections } from '../node/connections/create-connections.ts';
import { formatsFolderBeside, openFormatStore } from '../node/formats/format-store.ts';
import { createEnvironmentSecrets } from '../node/host/environment-secrets.ts';
import { createHostParts } from '../node/create-host-parts.ts';
import { nodeFlowFiles } from '../node/host/flow-files.ts';
import { defaultRecordPath } from '../node/host/record-path.ts';
import { openTrafficFolder, trafficFolderBeside } from '../node/host/traffic-folder.ts';
import { openRecord } from '../node/record/open-record.ts';
import { documentIndexBeside } from '../node/retrieval/create-document-indexes.ts';
import { createSandbox } from '../node/sandbox/create-sandbox.ts';
import type { SandboxOptions } from '../node/sandbox/create-sandbox.ts';
import type { MillraceError } from '../shared/errors.ts';
import { createRawFormats } from '../stream/formats/raw-formats.ts';
import { makeFolderFor } from './make-folder-for.ts';

export interface NodeEngineOptions {
  /** The SQLite file; made, with its folder, when missing. Default: the person's own record. */
  readonly recordPath?: string;
  /** The file of the person's connections. Default: beside the record. */
  readonly connectionsPath?: string;
  /** The folder of the person's raw formats. Default: beside the record. */
  readonly formatsFolder?: string;
  /** Where recorded model traffic is kept. Default: the folder `traffic` beside the record. */
  readonly trafficStore?: TrafficStore;
  /** Connection settings, and the secrets unless `secrets` is given. Default: this process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly secrets?: Secrets;
  /** Where a bundle keeps the sandbox's files. */
  readonly sandbox?: SandboxOptions;
  /** Where a bundle keeps the scripts of its other threads and processes. */
  readonly workers?: {
    readonly taskWorkerUrl: URL;
    readonly queryWorkerUrl: URL;
    readonly recordQueryWorkerUrl: URL;
    readonly retrievalWorkerUrl: URL;
  };
  /** The folders and hosts that flows may reach. Default: none. */
  readonly grants?: Grants;
  /** Kinds beside the built-in ones. */
  readonly kinds?: readonly ModuleKind[];
  /** Modules in folders of the person's own. Default: none. */
  readonly modules?: OwnModules;
  /** Where it is kept what flows may reach. Default: nobody is asked, since whoever starts a run answers for it. */
  readonly trust?: TrustStore;
  /** Called when the record cannot be written for the time being; nothing is lost, it is tried again. */
  readonly onRecordProblem?: (problem: MillraceError) => void;
  /** Called when the record can be written again. */
  readonly onRecordRecover?: () => void;
}

/** An engine with all that Node offers: a SQLite record, a sandbox in threads, connections over HTTP. */
export function createNodeEngine(options: NodeEngineOptions = {}): CodeEngine {
  const env = options.env ?? process.env;
  const recordPath = options.recordPath ?? defaultRecordPath(env);
  makeFolderFor(recordPath);
  const secrets = options.secrets ?? createEnvironmentSecrets(env);
  const formats = createRawFormats(
    openFormatStore(options.formatsFolder ?? formatsFolderBeside(recordPath)),
  );
  const connections = createConnections({
    env,
    secrets,
    formats,
    storePath: options.connectionsPath ?? connectionsPathBeside(recordPath),
  });
  const store = options.trafficStore ?? openTrafficFolder(trafficFolderBeside(recordPath));
  return createEngine({
    formats,
    record: openRecord(recordPath, {
      ...(options.onRecordProblem === undefined ? {} : { onProblem: options.onRecordProblem }),
      ...(options.onRecordRecover === undefined ? {} : { onRecover: options.onRecordRecover }),
      ...(options.workers === undefined
        ? {}
        : { queryWorkerUrl: options.workers.recordQueryWorkerUrl }),
    }),
    connections,
    traffic: createRunTraffic({ connections, formats, secrets, store }),
    sandbox: createSandbox(options.sandbox),
    host: createHostParts({
      ...options.workers,
      documentIndexPath: documentIndexBeside(recordPath),
      ...(options.grants === undefined ? {} : { grants: options.grants }),
    }),
    secrets,
    kinds: [...builtInKinds, ...(options.kinds ?? [])],
    ...(options.modules === undefined ? {} : { modules: options.modules }),
    ...(options.trust === undefined ? {} : { trust: options.trust }),
    flowFiles: nodeFlowFiles,
    scopeStorage: asyncScope,
  });
}
