import type { ErrorInfo } from '../../shared/errors.ts';
import {
  isOutputEvent,
  isStatusEvent,
  isTraceEvent,
  type RunEvent,
  type SpanState,
  type StatusEvent,
  type TokenEvent,
  type TraceEntry,
} from '../events.ts';
import type { Usage } from '../usage.ts';
import { addAnyOrder, addText, digestValue, startDigest, type Digest } from './digest.ts';

/** What is compared of a span, or of a node that was skipped: its values and texts by their digests alone. */
export interface RunStep {
  /** '' for a skipped node. */
  readonly spanId: string;
  readonly nodeId: string;
  readonly iteration: string;
  readonly attempt: number;
  readonly kind: string;
  readonly title: string;
  /** The step that it lies in; undefined at the top. */
  readonly parent: RunStep | undefined;
  readonly children: RunStep[];
  /** µs since the Unix epoch. */
  readonly openedUs: number;
  /** Its events lie between these two in the record; the second is 0 while it runs. */
  readonly firstSeq: number;
  lastSeq: number;
  state: SpanState;
  durationUs: number | undefined;
  /** From its opening; absent for what streamed nothing. */
  firstTokenUs: number | undefined;
  /** Pieces that were streamed. */
  tokens: number;
  usage: Usage | undefined;
  error: ErrorInfo | undefined;
  /** Its result was taken from somewhere instead of being made. */
  isReused: boolean;
  /** Undefined where the node traces nothing. */
  input: Digest | undefined;
  output: Digest | undefined;
  /** Undefined while nothing of the kind was streamed. */
  text: Digest | undefined;
  reasoning: Digest | undefined;
  /** Tool calls and their results, but for the ids that providers give them and the order in which results came. */
  calls: Digest | undefined;
}

/** All steps of a run as a tree. */
export interface RunSteps {
  readonly roots: readonly RunStep[];
  readonly count: number;
  /** Steps beyond the most that are compared. */
  readonly leftOut: number;
}

/** Steps of one run that are compared, a few hundred bytes each. */
const mostSteps = 200_000;

/** Folds a run's events, from the first one on and in order, into its steps. */
export class StepFolder implements RunSteps {
  readonly roots: RunStep[] = [];
  count = 0;
  leftOut = 0;
  readonly #running = new Map<string, RunStep>();
  /** Containers that run, by the name that passes through them begin with. */
  readonly #containers = new Map<string, RunStep>();

  fold(events: readonly RunEvent[]): void {
    for (const event of events) {
      if (isOutputEvent(event)) this.#foldToken(event, event.body);
      else if (isTraceEvent(event)) this.#foldTrace(event, event.body);
      else if (isStatusEvent(event)) this.#foldStatus(event, event.body);
    }
  }

  #foldToken({ spanId, timeUs }: RunEvent, body: TokenEvent): void {
    const step = this.#running.get(spanId);
    if (step === undefined) return;
    switch (body.type) {
      case 'text-delta':
        addText((step.text ??= startDigest()), body.text);
        break;
      case 'reasoning-delta':
        addText((step.reasoning ??= startDigest()), body.text);
        break;
      case 'tool-call-end':
        addText((step.calls ??= startDigest()), writeCall(body));
        return;
      case 'tool-result':
        addAnyOrder((step.calls ??= startDigest()), writeResult(body));
        return;
      case 'retry':
        if (body.within === true) forgetTexts(step);
        return;
      default:
        return;
    }
    step.tokens += 1;
    step.firstTokenUs ??= timeUs - step.openedUs;
  }

  #foldTrace({ spanId }: RunEvent, body: TraceEntry): void {
    const step = this.#running.get(spanId);
    if (step === undefined) return;
    if (body.type === 'span-started') step.input = digestValue(body.input);
    else if (body.type === 'span-finished') {
      step.output = digestValue(body.output);
      step.isReused ||= body.cached === true;
    }
  }

  #foldStatus(event: RunEvent, body: StatusEvent): void {
    if (body.type === 'span-opened') this.#open(event, body);
    else if (body.type === 'node-skipped') this.#skip(event);
    else if (body.type === 'span-closed') this.#close(event, body);
  }

  #open(event: RunEvent, body: Extract<StatusEvent, { type: 'span-opened' }>): void {
    const { kind, title, reused, parentSpanId } = body;
    const step = this.#add(event, this.#running.get(parentSpanId), kind, title);
    if (step === undefined) return;
    step.isReused = reused !== undefined;
    this.#running.set(event.spanId, step);
    this.#containers.set(passesName(step), step);
  }

  #close(event: RunEvent, body: Extract<StatusEvent, { type: 'span-closed' }>): void {
    const step = this.#running.get(event.spanId);
    if (step === undefined) return;
    this.#running.delete(event.spanId);
    const passes = passesName(step);
    if (this.#containers.get(passes) === step) this.#containers.delete(passes);
    step.state = body.state;
    step.durationUs = body.durationUs;
    step.usage = body.usage;
    step.error = body.error;
    step.lastSeq = event.seq;
  }

  /** A node without a span says only which pass it would have stood in, or which sub-flow. */
  #skip(event: RunEvent): void {
    const { nodeId, iteration } = event;
    const flow = nodeId.slice(0, Math.max(0, nodeId.lastIndexOf('/')));
    const container = this.#containers.get(iteration.slice(0, iteration.lastIndexOf(':')));
    const part = this.#containers.get(iteration === '' ? flow : `${iteration}/${flow}`);
    const step = this.#add(event, flow === '' ? container : (part ?? container), '', nodeId);
    if (step === undefined) return;
    step.state = 'skipped';
    step.lastSeq = event.seq;
  }

  #add(
    { spanId, nodeId, iteration, attempt, timeUs, seq }: RunEvent,
    parent: RunStep | undefined,
    kind: string,
    title: string,
  ): RunStep | undefined {
    if (this.count >= mostSteps) {
      this.leftOut += 1;
      return undefined;
    }
    this.count += 1;
    const place = { spanId, nodeId, iteration, attempt, kind, title, parent };
    const step: RunStep = {
      ...place,
      children: [],
      ...nothingYet,
      openedUs: timeUs,
      firstSeq: seq,
    };
    (parent?.children ?? this.roots).push(step);
    return step;
  }
}

const nothingYet = {
  lastSeq: 0,
  state: 'running' as SpanState,
  durationUs: undefined,
  firstTokenUs: undefined,
  tokens: 0,
  usage: undefined,
  error: undefined,
  isReused: false,
  input: undefined,
  output: undefined,
  text: undefined,
  reasoning: undefined,
  calls: undefined,
};

function forgetTexts(step: RunStep): void {
  step.text = undefined;
  step.reasoning = undefined;
  step.calls = undefined;
}

/** What stands before the number in the iteration of what runs within a container. */
function passesName({ iteration, nodeId, attempt }: RunStep): string {
  const own = attempt === 1 ? nodeId : `${nodeId}#${attempt}`;
  return iteration === '' ? own : `${iteration}/${own}`;
}

/** A tool call as a line. */
export function writeCall(call: { readonly name: string; readonly arguments: string }): string {
  return `→ ${call.name}(${call.arguments})\n`;
}

/** What came of a tool call as a line. */
export function writeResult(result: {
  readonly name: string;
  readonly result: string;
  readonly isError: boolean;
}): string {
  return `${result.isError ? '✗' : '←'} ${result.name}: ${result.result}\n`;
}
