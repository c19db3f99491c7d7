import type { Connections } from '../contracts/connection.ts';
import type { HostParts } from '../contracts/host-parts.ts';
import type { Answer, Question } from '../contracts/questions.ts';
import type { RunWriter } from '../contracts/record.ts';
import type { Sandbox } from '../contracts/sandbox.ts';
import type { Secrets } from '../contracts/secrets.ts';
import type { Usage } from '../contracts/usage.ts';
import type { PortType } from '../model/port.ts';
import type { ModelOverrides } from '../model/run-request.ts';
import { MillraceError } from '../shared/errors.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Cancellation } from './cancellation.ts';
import type { GivenOutputs } from '../model/run-request.ts';
import type { RunHold } from './run-hold.ts';
import type { PriorWork } from './prior-work.ts';
import type { PortValues } from './runnable.ts';

/** What all spans of one run share. */
export interface RunServices {
  readonly runId: string;
  readonly writer: RunWriter;
  readonly connections: Connections;
  readonly sandbox: Sandbox;
  readonly secrets: Secrets;
  /** What else the host lends to kinds, and what the person granted. */
  readonly host: HostParts;
  /** Values that must not be recorded; empty when the host knows no secret. */
  readonly maskedValues: readonly string[];
  /** A value as it may be recorded: with every masked value replaced. */
  mask<Value>(value: Value): Value;
  readonly overrides: ModelOverrides;
  /** Lets people hold the run. */
  readonly hold: RunHold;
  /** What nodes give without being run, by path; absent when there is nothing. */
  readonly given?: ReadonlyMap<string, GivenOutputs> | undefined;
  /** Runs another flow under a scope; as ModuleContext's, which calls it. */
  runFlow(call: FlowCall, scope: RunScope): Promise<PortValues>;
  /** What a flow takes and gives, without running it. Throws as `runFlow`. */
  describeFlow(source: FlowSource, scope: RunScope): FlowSignature;
  /** Asks a person and waits, for `scope.nodeId`; as ModuleContext's, which calls it. */
  ask(question: Question, scope: RunScope): Promise<Answer>;
  /** Unique within the run. */
  nextSpanId(): string;
  /** Counts the run's events from 1. */
  nextOrder(): number;
  /** µs since the Unix epoch, never going back within a run. */
  nowUs(): number;
}

/** A flow that another one runs as its part: a document, or the file that holds it. */
export type FlowSource = { readonly document: JsonObject } | { readonly file: string };

/** What a module asks for when it runs another flow. */
export interface FlowCall {
  readonly source: FlowSource;
  /** By the ids of the flow's inputs. */
  readonly inputs: PortValues;
  /** By id or title, for inputs without a value. */
  readonly parameters: JsonObject;
  /** Writes the texts of files into the trace. */
  note(name: string, value: unknown): void;
}

/** One input or output of a flow. */
export interface FlowEnd {
  /** That of its node. */
  readonly id: string;
  readonly title: string;
  readonly type: PortType;
  /** Whether a run needs a value for it. */
  readonly required: boolean;
}

/** What another flow takes and gives. */
export interface FlowSignature {
  readonly name: string;
  readonly description: string;
  readonly inputs: readonly FlowEnd[];
  readonly outputs: readonly FlowEnd[];
}

/** Which flow a piece of work belongs to: the run's own, or one that runs as its part. */
interface FlowPlace {
  /** The flow's file, which relative paths start at; undefined when it came from nowhere. */
  readonly file: string | undefined;
  /** The file of the run's own flow; undefined when that came from nowhere. */
  readonly rootFile: string | undefined;
  /** 0 for the run's own flow, 1 for a part of it, and so on. */
  readonly depth: number;
  /** What stands before the ids of its nodes in stamps, such as `sub1/`; '' for the run's own flow. */
  readonly prefix: string;
}

/** Where a piece of work stands: its run, its span, and who may stop it. */
export interface RunScope {
  readonly services: RunServices;
  /** '' for the run itself. */
  readonly spanId: string;
  readonly nodeId: string;
  readonly iteration: string;
  readonly flow: FlowPlace;
  readonly cancellation: Cancellation;
  /** What an earlier run has done under the span of its own that does the same; absent when there is none. */
  readonly prior?: PriorWork | undefined;
  /** Takes what child spans used into this scope's own sum; absent for the run itself. */
  readonly usage?: { addUsage(usage: Usage): void };
}

/** Carries a scope along every await of the work started in it; Node's AsyncLocalStorage is one. */
export interface ScopeStorage {
  run<T>(scope: RunScope, work: () => T): T;
  getStore(): RunScope | undefined;
}

let storage: ScopeStorage | undefined;

/** Sets how scopes travel in this process; the engine does it once. */
export function installScopeStorage(scopeStorage: ScopeStorage): void {
  storage = scopeStorage;
}

/** Runs work inside a scope. */
export function runInScope<T>(scope: RunScope, work: () => T): T {
  if (!storage) throw noStorage();
  return storage.run(scope, work);
}

/** The scope of the code that calls this. Throws `no_run` outside of any run. */
export function currentScope(): RunScope {
  const scope = storage?.getStore();
  if (!scope) {
    throw new MillraceError('no_run', 'A module was run outside of any run.', {
      action: 'Start it through an engine, or hand it a scope.',
    });
  }
  return scope;
}

function noStorage(): MillraceError {
  return new MillraceError('no_scope_storage', 'No engine has been made in this process.', {
    action: 'Create an engine before running modules.',
  });
}
