import type { RecordedValue, RunEvent, StatusEvent, TraceEntry } from '../contracts/events.ts';
import type { RunRecord } from '../contracts/record.ts';
import type { AskedWork, PriorEnd, PriorWork } from '../module/prior-work.ts';
import type { GivenOutputs } from '../model/run-request.ts';
import type { PortValues } from '../module/runnable.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/json.ts';
import { holdsMask } from '../stream/mask-secrets.ts';
import { PriorEdits, withInputs } from './prior-edits.ts';
import type { ReusePolicy } from './reuse-policy.ts';

/** Events that are read from the record at a time. */
const pageSize = 20_000;

/** A span of the earlier run. */
interface PriorSpan {
  readonly spanId: string;
  readonly nodeId: string;
  readonly kind: string;
  readonly iteration: string;
  readonly attempt: number;
  readonly openedOrder: number;
  /** Present where a person gave its outputs, then or in a run before. */
  readonly by?: GivenOutputs['reason'];
  closedOrder?: number;
  state?: string;
  input?: RecordedValue;
  /** The inputs that it would have begun with, had no person changed them; and the outputs that one changed. */
  askedInput?: RecordedValue;
  changedOutputs?: JsonObject;
  output?: RecordedValue;
  error?: ErrorInfo;
  isTaken?: true;
}

/** Reads what a run has done, as work that another run may take over. */
export function readPriorRun(record: RunRecord, runId: string, policy: ReusePolicy): PriorWork {
  const children = new Map<string, PriorSpan[]>();
  const spans = new Map<string, PriorSpan>();
  const edits = policy.keepsGiven ? new PriorEdits() : undefined;
  for (const event of readQueue<StatusEvent>(record, runId, 'status'))
    noteStatus(event, { spans, children, edits });
  // Tokens are left where they are: most of a run is tokens.
  for (const event of readQueue<TraceEntry>(record, runId, 'trace')) noteTrace(event, spans);
  return new PriorScope({ runId, record, policy, children }, { spanId: '', isBody: true });
}

/** A run's events of one queue, page by page. */
export function* readQueue<Body>(
  record: RunRecord,
  runId: string,
  queue: string,
): Iterable<RunEvent<Body>> {
  for (let afterSeq = 0; ;) {
    const events = record.readEvents(runId, { afterSeq, limit: pageSize, queue });
    yield* events as RunEvent<Body>[];
    if (events.length < pageSize) return;
    afterSeq = events.at(-1)?.seq ?? afterSeq;
  }
}

/** What is gathered while a run is read. */
interface Reading {
  readonly spans: Map<string, PriorSpan>;
  readonly children: Map<string, PriorSpan[]>;
  readonly edits: PriorEdits | undefined;
}

function noteChanged(
  { key, outputs }: NonNullable<ReturnType<PriorEdits['note']>>,
  children: ReadonlyMap<string, PriorSpan[]>,
): void {
  const [parentSpanId = '', nodeId, iteration = ''] = JSON.parse(key) as string[];
  const own = withoutAttempts(iteration);
  const span = children
    .get(parentSpanId)
    ?.findLast((each) => each.nodeId === nodeId && each.iteration === own);
  if (span !== undefined) span.changedOutputs = outputs;
}

function noteStatus(event: RunEvent<StatusEvent>, { spans, children, edits }: Reading): void {
  const { body, spanId, nodeId, attempt, iteration, order } = event;
  const changed = edits?.note(event);
  if (changed !== undefined) noteChanged(changed, children);
  if (body.type === 'span-opened') {
    const { kind, parentSpanId, reused } = body;
    const by = reused?.by === undefined ? {} : { by: reused.by };
    const opened = { spanId, nodeId, kind, attempt, openedOrder: order, ...by };
    const span: PriorSpan = { ...opened, iteration: withoutAttempts(iteration) };
    const askedInput = edits?.takeInputs(parentSpanId, nodeId, iteration);
    if (askedInput !== undefined) span.askedInput = askedInput;
    spans.set(spanId, span);
    const siblings = children.get(parentSpanId);
    if (siblings) siblings.push(span);
    else children.set(parentSpanId, [span]);
    return;
  }
  const span = spans.get(spanId);
  if (body.type !== 'span-closed' || span === undefined) return;
  span.state = body.state;
  span.closedOrder = order;
  if (body.error !== undefined) span.error = body.error;
}

function noteTrace({ body, spanId }: RunEvent<TraceEntry>, spans: Map<string, PriorSpan>): void {
  const span = spans.get(spanId);
  if (span === undefined) return;
  if (body.type === 'span-started') span.input = body.input;
  else if (body.type === 'span-finished') span.output = body.output;
}

/** A container that was tried again makes the same passes: which try it was is known by the span that they lie under. */
function withoutAttempts(iteration: string): string {
  return iteration.replaceAll(/#\d+(?=:)/g, '');
}

interface PriorFacts {
  readonly runId: string;
  readonly record: RunRecord;
  readonly policy: ReusePolicy;
  /** By the span around them, in the order in which they were opened. */
  readonly children: ReadonlyMap<string, readonly PriorSpan[]>;
}

class PriorScope implements PriorWork {
  readonly runId: string;
  readonly #facts: PriorFacts;
  readonly #spans: readonly PriorSpan[];
  /** Whether they are nodes of a flow or container; otherwise they are what a module called. */
  readonly #isBody: boolean;

  constructor(facts: PriorFacts, { spanId, isBody }: { spanId: string; isBody: boolean }) {
    this.#isBody = isBody;
    this.runId = facts.runId;
    this.#facts = facts;
    this.#spans = facts.children.get(spanId) ?? [];
  }

  take(asked: AskedWork): ReturnType<PriorWork['take']> {
    const { whole, parts } = this.#facts.policy.reuseOf(asked.nodeId);
    if (!whole && !parts) return undefined;
    const iteration = withoutAttempts(asked.iteration);
    const same = this.#spans.filter(
      (span) =>
        span.isTaken === undefined &&
        span.nodeId === asked.nodeId &&
        span.kind === asked.kind &&
        span.iteration === iteration,
    );
    const end = whole ? this.#findEnd(same, asked) : undefined;
    if (end) return end;
    const begun = same.findLast((span) => parts || span.state !== 'done');
    if (begun === undefined) return undefined;
    begun.isTaken = true;
    const below = new PriorScope(this.#facts, { spanId: begun.spanId, isBody: parts });
    return { type: 'begun', below };
  }

  #findEnd(same: readonly PriorSpan[], { inputs }: AskedWork): PriorEnd | undefined {
    for (const span of same) {
      if (span.input === undefined) continue;
      if (!isSameValue(withInputs(span.input, span.askedInput), inputs)) continue;
      const end = this.#endOf(span);
      if (end === undefined) continue;
      span.isTaken = true;
      return end;
    }
    return undefined;
  }

  #endOf(span: PriorSpan): PriorEnd | undefined {
    const { spanId, error, by } = span;
    if (span.state === 'done') {
      if (by === 'pinned' && !this.#facts.policy.keepsGiven) return undefined;
      const recorded = span.output && this.#read(span.output);
      const outputs = recorded && { ...recorded, ...span.changedOutputs };
      return outputs && { type: 'finished', spanId, outputs, ...(by === undefined ? {} : { by }) };
    }
    if (span.state !== 'failed' || error === undefined) return undefined;
    if (this.#wasTriedAgain(span) || !this.#wasHandled(span)) return undefined;
    return { type: 'failed', spanId, error };
  }

  /** Whether a failure was not the end of the work: another try followed, or was still to come. */
  #wasTriedAgain({ nodeId, kind, iteration, attempt, openedOrder, input }: PriorSpan): boolean {
    if (this.#isBody && attempt <= this.#facts.policy.reuseOf(nodeId).retries) return true;
    return this.#spans.some(
      (other) =>
        other.attempt === attempt + 1 &&
        other.openedOrder > openedOrder &&
        other.nodeId === nodeId &&
        other.kind === kind &&
        other.iteration === iteration &&
        other.input !== undefined &&
        input !== undefined &&
        isSameValue(other.input, input),
    );
  }

  /** Whether something went on from a failure: a flow by the node's settings, a module by calling something else. */
  #wasHandled({ nodeId, closedOrder = Infinity }: PriorSpan): boolean {
    if (this.#isBody) return this.#facts.policy.reuseOf(nodeId).recovers && !nodeId.includes('/');
    return this.#spans.some((other) => other.openedOrder > closedOrder && other.attempt === 1);
  }

  /** Undefined for what is no longer there, and for what would bring a mask in a secret's place. */
  #read(recorded: RecordedValue): PortValues | undefined {
    const { record } = this.#facts;
    const value: JsonValue | undefined =
      'value' in recorded ? recorded.value : record.readValue(recorded.hash);
    return isJsonObject(value) && !holdsMask(value) ? value : undefined;
  }
}

function isSameValue(one: RecordedValue, other: RecordedValue): boolean {
  if ('hash' in one || 'hash' in other)
    return 'hash' in one && 'hash' in other && one.hash === other.hash;
  return JSON.stringify(one.value) === JSON.stringify(other.value);
}
