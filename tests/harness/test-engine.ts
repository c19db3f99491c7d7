import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ChatMessage, ChatModel, ChatPart, ChatRequest } from '../../core/contracts/chat.ts';
import type { Connections } from '../../core/contracts/connection.ts';
import type { Grants } from '../../core/contracts/grants.ts';
import type { RunEvent } from '../../core/contracts/events.ts';
import { createEngine, type CodeEngine } from '../../core/engine/create-engine.ts';
import type { RunHandle } from '../../core/engine/engine.ts';
import { builtInKinds } from '../../core/modules/index.ts';
import type { ModuleKind } from '../../core/module/kind-registry.ts';
import type { OwnModules } from '../../core/module/own-modules.ts';
import { demoPaces } from '../../core/models/demo/demo-behaviour.ts';
import { createDemoEmbedder, createDemoReranker } from '../../core/models/demo/demo-embedder.ts';
import { createDemoModel } from '../../core/models/demo/demo-model.ts';
import { asyncScope } from '../../core/node/async-scope.ts';
import { createHostParts } from '../../core/node/create-host-parts.ts';
import { nodeFlowFiles } from '../../core/node/host/flow-files.ts';
import { openRecord, type OpenRecordOptions } from '../../core/node/record/open-record.ts';
import { createSandbox } from '../../core/node/sandbox/create-sandbox.ts';
import { MillraceError } from '../../core/shared/errors.ts';
import { tempFolder } from './temp-folder.ts';

interface TestEngineOptions {
  readonly kinds?: readonly ModuleKind[];
  /** Models by connection id; `demo` is always there, without pauses. */
  readonly models?: Readonly<Record<string, ChatModel>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly record?: OpenRecordOptions;
  /** Folders and hosts that flows may reach; none by default. */
  readonly grants?: Partial<Grants>;
  readonly modules?: OwnModules;
}

/** A real engine over a real record in a temporary folder; closed when the test is over. */
export function testEngine(
  options: TestEngineOptions = {},
): CodeEngine & { readonly recordPath: string } {
  const recordPath = join(tempFolder(), 'record.db');
  const models: Record<string, ChatModel> = {
    demo: createDemoModel({ pace: demoPaces['demo-fast'] }),
    ...options.models,
  };
  const connections: Connections = {
    list: () => [],
    open: (id) => {
      const model = models[id];
      if (!model) throw new MillraceError('unknown_connection', `There is no connection "${id}".`);
      return model;
    },
    openEmbedder: createDemoEmbedder,
    openReranker: createDemoReranker,
  };
  const secrets = options.secrets ?? {};
  const engine = createEngine({
    record: openRecord(recordPath, options.record),
    connections,
    sandbox: createSandbox({ poolSize: 1 }),
    host: createHostParts({ grants: { folders: [], hosts: [], ...options.grants } }),
    secrets: { get: (name) => secrets[name], values: () => Object.values(secrets) },
    kinds: [...builtInKinds, ...(options.kinds ?? [])],
    ...(options.modules === undefined ? {} : { modules: options.modules }),
    flowFiles: nodeFlowFiles,
    scopeStorage: asyncScope,
  });
  onTestFinished(() => engine.close());
  return Object.assign(engine, { recordPath });
}

/** Everything that a run wrote, once it is over. */
export async function allEvents(engine: CodeEngine, run: RunHandle): Promise<readonly RunEvent[]> {
  await run.result;
  return engine.record.readEvents(run.runId, { afterSeq: 0, limit: 1_000_000 });
}

/** A model that answers each turn with the next list of parts; it keeps what it was asked. */
export function scriptedModel(
  turns: readonly (readonly ChatPart[])[],
): ChatModel & { readonly requests: ChatRequest[] } {
  const requests: ChatRequest[] = [];
  return {
    requests,
    async *stream(request) {
      const turn = turns[requests.length];
      requests.push(structuredClone(request));
      if (!turn) throw new MillraceError('no_turn', 'The script has no more turns.');
      for (const part of turn) yield [part];
    },
  };
}

/** A message's text; '' for none, and for content of several parts. */
export function textOf(message: ChatMessage | undefined): string {
  return typeof message?.content === 'string' ? message.content : '';
}
