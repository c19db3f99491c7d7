import type { Connections } from '../contracts/connection.ts';
import type { FlowFiles } from '../contracts/flow-files.ts';
import type { Grants } from '../contracts/grants.ts';
import type { HostParts } from '../contracts/host-parts.ts';
import type { RunRecord } from '../contracts/record.ts';
import type { RunTraffic } from '../contracts/run-traffic.ts';
import type { Sandbox } from '../contracts/sandbox.ts';
import type { Secrets } from '../contracts/secrets.ts';
import type { TrustStore } from '../contracts/trust.ts';
import { createExpressions } from '../expressions/create-expressions.ts';
import { KindRegistry, type ModuleKind } from '../module/kind-registry.ts';
import type { ModuleBase } from '../module/module-base.ts';
import type { OwnModules } from '../module/own-modules.ts';
import { installScopeStorage, type ScopeStorage } from '../module/run-scope.ts';
import { MillraceError } from '../shared/errors.ts';
import { shippedFormats, type RawFormats } from '../stream/formats/raw-formats.ts';
import type { importFlow } from '../import/import-flow.ts';
import { settingsFacts } from './settings-facts.ts';
import type { Engine, FiledRunRequest, RunHandle } from './engine.ts';
import { FlowCompiler } from './flow-compiler.ts';
import { FlowLibrary, noBase } from './flow-library.ts';
import { FlowTrust } from './flow-trust.ts';
import { openRun } from './open-run.ts';
import type { Answerer } from './question-desk.ts';

/** The parts that an engine is made of; each host brings its own. */
export interface EngineParts {
  readonly record: RunRecord;
  readonly connections: Connections;
  /** The raw formats that models may write. Default: those that ship. */
  readonly formats?: RawFormats;
  readonly sandbox: Sandbox;
  readonly secrets: Secrets;
  /** Records and replays model traffic; without it no run can ask for either. */
  readonly traffic?: RunTraffic;
  /** What else kinds may use; what is absent fails in their nodes with `not_available`. Default: plain expressions only. */
  readonly host?: HostParts;
  /** Reads the flows that flows name as files; without it they can only hold them. */
  readonly flowFiles?: FlowFiles;
  readonly kinds: readonly ModuleKind[];
  /** Kinds of the person's own, which come and go while the engine runs. */
  readonly modules?: OwnModules;
  /** Lets flows run only as far as the person agreed to what they reach; without it whoever starts a run answers for it. */
  readonly trust?: TrustStore;
  readonly scopeStorage: ScopeStorage;
}

/** What code, not a file, may add to a run. */
export interface CodeRunRequest extends FiledRunRequest {
  /** Modules to use for nodes, by node id, instead of making them from the document. */
  readonly modules?: ReadonlyMap<string, ModuleBase>;
  /** How this run reaches models, instead of the engine's own connections: to record its traffic, or to replay it. */
  readonly connections?: Connections;
  /** Answers what the run asks, in place of `RunHandle.answer`; what it throws, the asking module gets. */
  readonly answerer?: Answerer;
  /** What this run may reach, instead of what the engine's host grants. */
  readonly grants?: Grants;
  /** The person's word, given elsewhere, that this flow may reach what it does. */
  readonly isTrusted?: boolean;
}

/** An engine that also takes flows built in code. */
export interface CodeEngine extends Engine {
  start(request: CodeRunRequest): RunHandle;
}

/** Makes an engine of its parts and takes them over: `close` ends them too. */
export function createEngine(parts: EngineParts): CodeEngine {
  installScopeStorage(parts.scopeStorage);
  const formats = parts.formats ?? shippedFormats;
  const facts = settingsFacts(formats);
  const host: HostParts = { expressions: createExpressions(), ...parts.host };
  const library = new FlowLibrary(parts.flowFiles);
  const shipped = new KindRegistry(parts.kinds, facts);
  let registry = withOwnModules(shipped, parts.modules);
  let compiler = new FlowCompiler(registry, facts, library);
  parts.modules?.onChange(() => {
    registry = withOwnModules(shipped, parts.modules);
    compiler = new FlowCompiler(registry, facts, library);
  });
  const trust = parts.trust && new FlowTrust(parts.trust);
  const runs = new Map<string, RunHandle>();
  let isClosing = false;

  const start = (request: CodeRunRequest): RunHandle => {
    if (isClosing) throw new MillraceError('engine_closed', 'The engine is being closed.');
    const handle = openRun({ parts: { ...parts, host }, library, compiler, trust }, request, () =>
      runs.delete(handle.runId),
    );
    runs.set(handle.runId, handle);
    return handle;
  };

  return {
    record: parts.record,
    connections: parts.connections,
    formats,
    ...(parts.traffic === undefined ? {} : { traffic: parts.traffic }),
    listKinds: () => registry.list(),
    ...(trust === undefined ? {} : { trust }),
    ...(parts.modules === undefined ? {} : { modules: parts.modules }),
    check: (text, file) => {
      const base = { file, rootFile: file };
      if (!trust) return compiler.check(text, base);
      const check = compiler.checkReaches(text, base);
      return { ...check, isTrusted: trust.isAccepted(check.reaches, host.grants) };
    },
    readPart: (paths, file) => library.readPart(paths, { file, rootFile: file }),
    importFlow: (text) => readForeignFlow(text, library.kindsAt(registry, noBase)),
    start,
    find: (runId) => runs.get(runId),
    close: async () => {
      isClosing = true;
      parts.modules?.close();
      const under = [...runs.values()];
      for (const run of under) run.cancel();
      await Promise.all(under.map((run) => run.result));
      await Promise.all([
        parts.sandbox.close(),
        parts.connections.close?.(),
        host.expressions?.close(),
        host.databases?.close(),
        host.documents?.close(),
        host.mcp?.close(),
      ]);
      parts.record.close();
    },
  };
}

function withOwnModules(shipped: KindRegistry, modules: OwnModules | undefined): KindRegistry {
  if (!modules) return shipped;
  const { kinds, problems } = modules.current();
  return shipped.withOwn(kinds, problems);
}

/** The readers of other programs' files are large, and few sessions need them: they are loaded with the first file. */
async function readForeignFlow(
  ...asked: Parameters<typeof importFlow>
): Promise<ReturnType<typeof importFlow>> {
  const readers = await import('../import/import-flow.ts');
  return readers.importFlow(...asked);
}
