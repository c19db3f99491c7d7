import type { ChatModel } from '../contracts/chat.ts';
import type { Sandbox } from '../contracts/sandbox.ts';
import type { ModelOverrides } from '../model/run-request.ts';
import { MillraceError } from '../shared/errors.ts';
import type { RunScope } from './run-scope.ts';
import type { CallOptions, PortValues, Runnable } from './runnable.ts';
import type { Span } from './span.ts';
import { StreamWriter } from './stream-writer.ts';

/** What a module has at hand while its `forward` runs. */
export class ModuleContext {
  readonly #span: Span;
  readonly #scope: RunScope;
  #stream: StreamWriter | undefined;

  constructor(span: Span, scope: RunScope) {
    this.#span = span;
    this.#scope = scope;
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
  readonly trace = {
    note: (name: string, value: unknown): void => this.#span.note(name, value),
  };

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

  /** Waits; throws `cancelled` or `timeout` as soon as the scope ends. */
  delay(milliseconds: number): Promise<void> {
    return this.#scope.cancellation.delay(milliseconds);
  }

  /** The model endpoint behind a connection. Throws `unknown_connection` or `missing_key`. */
  openConnection(id: string): ChatModel {
    return this.#scope.services.connections.open(id);
  }

  /** What this run's person chose over the flow's own models. */
  get overrides(): ModelOverrides {
    return this.#scope.services.overrides;
  }

  get sandbox(): Sandbox {
    return this.#scope.services.sandbox;
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

  /** Releases what the stream still holds; for ModuleBase only. */
  endStream(): void {
    this.#stream?.end();
  }
}
