import type { ChatModel } from '../contracts/chat.ts';
import type { Embedder, Reranker } from '../contracts/embedding.ts';
import type { Databases } from '../contracts/databases.ts';
import type { DocumentIndexes } from '../contracts/document-indexes.ts';
import type { Expressions } from '../contracts/expressions.ts';
import type { FileAccess } from '../contracts/file-access.ts';
import type { Grants } from '../contracts/grants.ts';
import type { HttpClient } from '../contracts/http-client.ts';
import type { McpClients } from '../contracts/mcp.ts';
import type { Patterns } from '../contracts/patterns.ts';
import type { Answer, Question } from '../contracts/questions.ts';
import type { Sandbox } from '../contracts/sandbox.ts';
import type { ModelOverrides } from '../model/run-request.ts';
import { MillraceError } from '../shared/errors.ts';
import type { JsonObject } from '../shared/json.ts';
import type { FlowSignature, FlowSource, RunScope } from './run-scope.ts';
import type { CallOptions, ModuleBody, PortValues, RunBody, Runnable } from './runnable.ts';
import { ContainerBody, stampPass } from './container-body.ts';
import type { Span } from './span.ts';
import { StreamWriter } from './stream-writer.ts';

/** What a module has at hand while its `forward` runs. */
export class ModuleContext {
  readonly #span: Span;
  readonly #scope: RunScope;
  readonly #runBody: RunBody | undefined;
  #stream: StreamWriter | undefined;
  #body: ContainerBody | undefined;
  /** What the flows under way hang on that the module runs as parts. */
  #parts: ReturnType<RunScope['cancellation']['child']> | undefined;

  constructor(span: Span, scope: RunScope, runBody: RunBody | undefined) {
    this.#span = span;
    this.#scope = scope;
    this.#runBody = runBody;
  }

  get runId(): string {
    return this.#scope.services.runId;
  }
  get nodeId(): string {
    return this.#scope.nodeId;
  }
  /** 1 for the first try, 2 for the first retry. */
  get attempt(): number {
    return this.#span.start.attempt;
  }
  /** Aborts when the run is cancelled or the node's time limit is over. Hand it to everything that waits. */
  get signal(): AbortSignal {
    return this.#scope.cancellation.signal;
  }

  /** Where deltas go. */
  get stream(): StreamWriter {
    return (this.#stream ??= new StreamWriter(this.#span));
  }

  /** Notes of the module's own in the trace. */
  get trace(): { note(name: string, value: unknown): void } {
    return this.#span;
  }

  /** Appends a value to a queue of the module's own; consumers read it by that name. */
  enqueue(queue: string, value: unknown): void {
    if (queue === 'output' || queue === 'trace' || queue === 'status') {
      throw new MillraceError('reserved_queue', `The queue "${queue}" is written by the engine.`, {
        action: 'Choose another name, or use stream and trace.',
      });
    }
    this.#span.enqueue(queue, value);
  }

  /** Runs another module as a child span of this one. */
  call(module: Runnable, inputs: PortValues, options: CallOptions = {}): Promise<PortValues> {
    return module.run(inputs, { scope: this.#scope, ...options });
  }

  /** The nodes inside, for a container. Throws `no_body` for what is none. */
  get body(): ModuleBody {
    if (!this.#runBody) {
      throw new MillraceError('no_body', 'There are no nodes inside this one to run.', {
        action: 'Set the kind’s static container, and run it as a node of a flow.',
      });
    }
    return (this.#body ??= new ContainerBody(this.#runBody, this.#scope, this.attempt));
  }

  /**
   * Runs another flow as a part of this run: from values by the ids of its inputs to values by the ids of its outputs.
   * `parameters`, by id or title, stand in for values that are absent. Rejects with what failed in it, `flow_invalid`,
   * `flow_unreadable` or `flow_too_deep`.
   */
  runFlow(
    source: FlowSource,
    inputs: PortValues,
    parameters: JsonObject = {},
  ): Promise<PortValues> {
    const note = (name: string, value: unknown): void => this.#span.note(name, value);
    const call = { source, inputs, parameters, note };
    // The first attempt needs no stamp: the nodes' ids say where they are.
    const iteration =
      this.attempt === 1 ? this.#scope.iteration : stampPass(this.#scope, this.attempt, 1);
    this.#parts ??= this.#scope.cancellation.child();
    const cancellation = this.#parts.scope;
    return this.#scope.services.runFlow(call, { ...this.#scope, iteration, cancellation });
  }

  /** What a flow takes and gives. Throws `flow_invalid` or `flow_unreadable`. */
  describeFlow(source: FlowSource): FlowSignature {
    return this.#scope.services.describeFlow(source, this.#scope);
  }

  /**
   * Asks a person and waits for the answer, which fits the question; everything else in the run goes on meanwhile.
   * `nodeId`: the node that it is shown at, by default this one. Throws as soon as the scope ends, and
   * `nobody_to_ask` where no person can answer.
   */
  ask(question: Question, options: { readonly nodeId?: string } = {}): Promise<Answer> {
    const { nodeId = this.#scope.nodeId } = options;
    return this.#scope.services.ask(question, { ...this.#scope, nodeId });
  }

  /** Whether the run is paused: what streams should wait. */
  get isPaused(): boolean {
    return this.#scope.services.hold.isStill;
  }

  /** Waits until the run is not paused; throws as soon as the scope ends. */
  whenRunning(): Promise<void> {
    return this.#scope.services.hold.whenRunning(this.#scope.cancellation);
  }

  /** Waits; throws `cancelled` or `timeout` as soon as the scope ends. */
  delay(milliseconds: number): Promise<void> {
    return this.#scope.cancellation.delay(milliseconds);
  }

  /** The model endpoint behind a connection. Throws `unknown_connection` or `missing_key`. */
  openConnection(id: string): ChatModel {
    return this.#scope.services.connections.open(id);
  }

  /** The embeddings behind a connection. Throws as `openConnection`. */
  openEmbedder(id: string): Embedder {
    const { connections } = this.#scope.services;
    return lent(connections.openEmbedder?.(id), 'makes no embeddings');
  }

  /** The reranker behind a connection. Throws as `openConnection`. */
  openReranker(id: string): Reranker {
    const { connections } = this.#scope.services;
    return lent(connections.openReranker?.(id), 'has no rerankers');
  }

  /** What this run's person chose over the flow's own models. */
  get overrides(): ModelOverrides {
    return this.#scope.services.overrides;
  }

  get sandbox(): Sandbox {
    return this.#scope.services.sandbox;
  }

  /** Evaluates expressions. */
  get expressions(): Expressions {
    return lent(this.#scope.services.host.expressions, 'evaluates no expressions');
  }

  /** Applies regular expressions that somebody wrote. */
  get patterns(): Patterns {
    return lent(this.#scope.services.host.patterns, 'applies no patterns');
  }

  /** Calls hosts outside; hand it `grants.hosts`. */
  get http(): HttpClient {
    return lent(this.#scope.services.host.http, 'reaches no network');
  }

  /** Speaks with MCP servers; hand it `grants.hosts` and `grants.commands`. */
  get mcp(): McpClients {
    return lent(this.#scope.services.host.mcp, 'reaches no MCP servers');
  }

  /** Reads and writes files; hand it `grants.folders`. */
  get files(): FileAccess {
    return lent(this.#scope.services.host.files, 'reaches no files');
  }

  /** Indexes over documents, for searching them. */
  get documents(): DocumentIndexes {
    return lent(this.#scope.services.host.documents, 'keeps no index of documents');
  }

  /** Queries SQLite files. */
  get databases(): Databases {
    return lent(this.#scope.services.host.databases, 'opens no databases');
  }

  /** What the person lets this run reach. */
  get grants(): Grants {
    return this.#scope.services.host.grants ?? nothingGranted;
  }

  /** A secret's value. Throws `missing_secret`. Whatever the module does with it, records show it masked. */
  secret(name: string): string {
    const value = this.#scope.services.secrets.get(name);
    if (value === undefined) {
      throw new MillraceError(
        'missing_secret',
        `There is no secret named "${name}" on this machine.`,
        {
          action: `Set ${name} in the environment or in the app's secrets.`,
        },
      );
    }
    return value;
  }

  /** Releases what the stream still holds, and stops what the body still does; for ModuleBase only. */
  end(): void {
    this.#stream?.end();
    this.#body?.end();
    this.#parts?.scope.cancel();
    this.#parts?.release();
  }
}

const nothingGranted: Grants = { folders: [], hosts: [] };

function lent<Part>(part: Part | undefined, lack: string): Part {
  if (part !== undefined) return part;
  throw new MillraceError('not_available', `This host ${lack}.`, {
    action: 'Run the flow in the app or on the command line.',
  });
}
