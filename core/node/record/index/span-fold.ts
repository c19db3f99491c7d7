import { isStatusEvent, type RunEvent, type TokenEvent } from '../../../contracts/events.ts';
import type { SpanFigures } from '../../../contracts/run-history.ts';
import { addUsage, type Usage } from '../../../contracts/usage.ts';
import { readNodeModels, type NodeModel } from './node-models.ts';

interface OpenSpan {
  readonly start: Pick<
    SpanFigures,
    | 'spanId'
    | 'parentSpanId'
    | 'nodeId'
    | 'kind'
    | 'title'
    | 'iteration'
    | 'attempt'
    | 'firstSeq'
    | 'startedUs'
    | 'isReused'
  >;
  tokenCount: number;
  firstTokenUs: number | undefined;
  lastTokenUs: number | undefined;
  longestGapUs: number | undefined;
  queueUs: number | undefined;
  /** Of the spans within it that have ended. */
  inner: Usage;
  /** As its turns told it; counts only when the span never ends. */
  told: Usage;
}

const noUsage: Usage = { inputTokens: 0, outputTokens: 0 };

/** What the events of a run say of its spans, with their figures. */
export class SpanFold {
  readonly #open = new Map<string, OpenSpan>();
  readonly #flow: string;
  #modelOf: (nodeId: string) => NodeModel;

  /** `flow`: the text that the run ran. */
  constructor(flow: string) {
    this.#flow = flow;
    this.#modelOf = readNodeModels(flow);
  }

  /** Takes the run's next event; gives the span that it ends. */
  take(event: RunEvent): SpanFigures | undefined {
    if (event.queue === 'output') this.#takeToken(event, event.body as TokenEvent);
    else if (event.queue === 'trace') this.#takeNote(event);
    else if (isStatusEvent(event)) {
      const { body } = event;
      if (body.type === 'span-opened') this.#openSpan(event, body);
      else if (body.type === 'span-closed') return this.#close(event, body);
      else if (body.type === 'run-started' && body.overrides !== undefined)
        this.#modelOf = readNodeModels(this.#flow, body.overrides);
    }
    return undefined;
  }

  /** What spans used that never ended. */
  unfinishedUsage(): Usage {
    return [...this.#open.values()].reduce((sum, { told }) => addUsage(sum, told), noUsage);
  }

  #openSpan(
    { spanId, nodeId, iteration, attempt, seq, timeUs }: RunEvent,
    body: { parentSpanId: string; kind: string; title: string; reused?: unknown },
  ): void {
    const { parentSpanId, kind, title, reused } = body;
    this.#open.set(spanId, {
      start: {
        spanId,
        parentSpanId,
        nodeId,
        kind,
        title,
        iteration,
        attempt,
        firstSeq: seq,
        startedUs: timeUs,
        isReused: reused !== undefined,
      },
      tokenCount: 0,
      firstTokenUs: undefined,
      lastTokenUs: undefined,
      longestGapUs: undefined,
      queueUs: undefined,
      inner: noUsage,
      told: noUsage,
    });
  }

  #takeToken({ spanId, timeUs }: RunEvent, body: TokenEvent): void {
    const span = this.#open.get(spanId);
    if (span === undefined) return;
    switch (body.type) {
      case 'text-delta':
      case 'reasoning-delta':
      case 'tool-call-start':
      case 'tool-call-delta': {
        span.firstTokenUs ??= timeUs - span.start.startedUs;
        if (span.lastTokenUs !== undefined)
          span.longestGapUs = Math.max(span.longestGapUs ?? 0, timeUs - span.lastTokenUs);
        span.lastTokenUs = timeUs;
        if (body.type !== 'tool-call-start') span.tokenCount += 1;
        return;
      }
      case 'usage':
        span.told = addUsage(span.told, body.usage);
        span.lastTokenUs = undefined;
        return;
      // What follows is another turn, or comes after a tool has run: no gap of this stream.
      default:
        span.lastTokenUs = undefined;
    }
  }

  #takeNote({ spanId, body }: RunEvent): void {
    const note = body as {
      readonly type: string;
      readonly name?: string;
      readonly value?: unknown;
    };
    if (note.type !== 'note' || note.name !== 'queued') return;
    const span = this.#open.get(spanId);
    const { value } = (note.value ?? {}) as { readonly value?: { readonly waitedMs?: unknown } };
    const waitedMs = value?.waitedMs;
    if (span !== undefined && typeof waitedMs === 'number')
      span.queueUs = (span.queueUs ?? 0) + waitedMs * 1000;
  }

  #close(
    { spanId, timeUs, seq }: RunEvent,
    body: { readonly state: SpanFigures['state']; readonly usage?: Usage },
  ): SpanFigures | undefined {
    const span = this.#open.get(spanId);
    if (span === undefined) return undefined;
    this.#open.delete(spanId);
    const whole = body.usage ?? noUsage;
    const parent = this.#open.get(span.start.parentSpanId);
    if (parent !== undefined && body.usage !== undefined)
      parent.inner = addUsage(parent.inner, whole);
    const own = subtractUsage(whole, span.inner);
    const asked = own.inputTokens > 0 || own.outputTokens > 0 || span.tokenCount > 0;
    const { firstTokenUs, longestGapUs, queueUs } = span;
    return {
      ...span.start,
      state: body.state,
      lastSeq: seq,
      endedUs: timeUs,
      ...(asked ? this.#modelOf(span.start.nodeId) : {}),
      inputTokens: own.inputTokens,
      outputTokens: own.outputTokens,
      reasoningTokens: own.reasoningTokens ?? 0,
      ...(own.costUsd === undefined ? {} : { costUsd: own.costUsd }),
      ...(firstTokenUs === undefined ? {} : { firstTokenUs }),
      tokenCount: span.tokenCount,
      ...(longestGapUs === undefined ? {} : { longestGapUs }),
      ...(queueUs === undefined ? {} : { queueUs }),
    };
  }
}

/** A span's usage holds that of the spans within it. */
function subtractUsage(whole: Usage, inner: Usage): Usage {
  const less = (a = 0, b = 0): number => Math.max(0, a - b);
  return {
    inputTokens: less(whole.inputTokens, inner.inputTokens),
    outputTokens: less(whole.outputTokens, inner.outputTokens),
    reasoningTokens: less(whole.reasoningTokens, inner.reasoningTokens),
    ...costLeft(whole.costUsd, inner.costUsd),
  };
}

function costLeft(
  whole: number | undefined,
  inner: number | undefined,
): { readonly costUsd?: number } {
  if (whole === undefined) return {};
  const left = whole - (inner ?? 0);
  // Sums of fractions do not subtract to exactly nothing.
  return left > whole * 1e-9 ? { costUsd: left } : inner === undefined ? { costUsd: whole } : {};
}
