import type { StatusEvent } from '../contracts/events.ts';
import type { FlowDocument } from '../model/flow-document.ts';
import type { ReplayRequest } from '../model/run-request.ts';
import { Cancellation } from '../module/cancellation.ts';
import type { PriorWork } from '../module/prior-work.ts';
import type { RunScope, RunServices } from '../module/run-scope.ts';
import { toErrorInfo, type ErrorInfo } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import { toJsonValue } from '../shared/to-json.ts';
import { BodyRun, type BodyEnd } from './body-run.ts';
import type { RunResult } from './engine.ts';
import type { PreparedFlow } from './prepared-flow.ts';

export interface FlowRunOptions {
  readonly document: FlowDocument;
  readonly flow: PreparedFlow;
  /** The file that the flow is in; undefined when it came from nowhere. */
  readonly file: string | undefined;
  /** Values of the input nodes, by node id. */
  readonly input: ReadonlyMap<string, JsonValue>;
  readonly services: RunServices;
  /** The recording that answers for the models; told in the record. */
  readonly replay?: ReplayRequest | undefined;
  /** What an earlier run has done of it. */
  readonly prior?: PriorWork | undefined;
  /** Called when the record has its beginning, before the first node. */
  onStart?(): void;
  /** What is told in the record of how it was started. */
  readonly until?: string | undefined;
}

/** One run in this process: the flow's body, and the record of how it began and ended. */
export class FlowRun {
  readonly #options: FlowRunOptions;
  readonly #cancellation = new Cancellation();
  readonly #outputs = new Map<string, JsonValue>();
  #settle: (result: RunResult) => void = () => {};
  /** Never rejects. */
  readonly result: Promise<RunResult>;

  constructor(options: FlowRunOptions) {
    this.#options = options;
    this.result = new Promise((resolve) => (this.#settle = resolve));
  }

  start(): void {
    const { flow, input, services, file } = this.#options;
    const scope: RunScope = {
      services,
      spanId: '',
      nodeId: '',
      iteration: '',
      flow: { file, rootFile: file, depth: 0, prefix: '' },
      cancellation: this.#cancellation,
      prior: this.#options.prior,
    };
    const onOutput = (nodeId: string, value: unknown): void => {
      this.#outputs.set(nodeId, services.mask(toJsonValue(value)));
    };
    try {
      this.#writeStatus(startedBody(this.#options));
      this.#options.onStart?.();
    } catch (error) {
      this.#giveUp(error);
      return;
    }
    const body = new BodyRun({
      flow,
      body: flow.body,
      entry: {},
      scope,
      ends: { input, onOutput },
    });
    body
      .run()
      .then((end) => this.#end(end))
      .catch((error: unknown) => this.#giveUp(error));
  }

  cancel(): void {
    this.#cancellation.cancel();
  }

  /** The record takes nothing more, not even the run's end; whoever waits for the run must hear of it all the same. */
  #giveUp(error: unknown): void {
    this.#cancellation.cancel();
    const { runId, mask } = this.#options.services;
    this.#settle({ runId, state: 'failed', outputs: {}, error: mask(toErrorInfo(error)) });
  }

  #end(end: BodyEnd): void {
    const { services, document } = this.#options;
    const { state } = end;
    const outputs = Object.fromEntries(
      [...this.#outputs].map(([nodeId, value]) => [document.nodes[nodeId]?.title ?? nodeId, value]),
    );
    const values = [...this.#outputs.values()];
    const output = values.length === 0 ? undefined : values.length === 1 ? values[0] : outputs;
    const error = end.state === 'failed' ? this.#describe(end.error) : undefined;
    this.#writeStatus({
      type: 'run-ended',
      state,
      ...(output === undefined ? {} : { output: services.writer.keep(output) }),
      ...(error ? { error } : {}),
    });
    services.writer.end({
      state,
      endedUs: services.nowUs(),
      ...(output === undefined ? {} : { output }),
      ...(error ? { error } : {}),
    });
    const result: RunResult = {
      runId: services.runId,
      state,
      outputs,
      ...(output === undefined ? {} : { output }),
      ...(error ? { error } : {}),
    };
    // Whoever has the result finds it in the record.
    services.writer.flushSoon((problem) =>
      problem === undefined ? this.#settle(result) : this.#giveUp(problem),
    );
  }

  #describe(error: unknown): ErrorInfo {
    return this.#options.services.mask(toErrorInfo(error));
  }

  #writeStatus(body: StatusEvent): void {
    const { services } = this.#options;
    services.writer.append({
      runId: services.runId,
      queue: 'status',
      spanId: '',
      nodeId: '',
      attempt: 1,
      iteration: '',
      order: services.nextOrder(),
      timeUs: services.nowUs(),
      body,
    });
  }
}

function startedBody({ replay, until, services }: FlowRunOptions): StatusEvent {
  const { overrides } = services;
  return {
    type: 'run-started',
    ...(replay === undefined ? {} : { replay: { name: replay.name, pace: replay.pace } }),
    ...(Object.keys(overrides).length === 0 ? {} : { overrides }),
    ...(until === undefined ? {} : { until }),
  };
}
