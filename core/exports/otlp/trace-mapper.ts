import { isOutputEvent, isStatusEvent, isTraceEvent } from '../../contracts/events.ts';
import type { LifeEvent, OutputEvent, RecordedValue, RunEvent } from '../../contracts/events.ts';
import type { Usage } from '../../contracts/usage.ts';
import type { ModelOverrides } from '../../model/run-request.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Redactor } from '../redactor.ts';
import type { RunSource } from '../run-source.ts';
import { describeSpan } from './describe-span.ts';
import type { FindModel } from './model-facts.ts';
import { OpenSpan } from './open-span.ts';
import { spanKinds, statusCodes, toAttributes, toNanos } from './otlp-types.ts';
import type { OtlpSpan } from './otlp-types.ts';
import { spanIdOf, traceIdOf } from './trace-ids.ts';

export interface TraceOptions {
  readonly redactor: Redactor;
  readonly findModel: FindModel;
}

/** The spans of a run's trace, each as it ended, the run's own last; only those that are open are held. */
export function* mapTrace(source: RunSource, options: TraceOptions): Generator<OtlpSpan> {
  const mapper = new TraceMapper(source, options);
  for (const event of source.events()) {
    const span = mapper.take(event);
    if (span !== undefined) yield span;
  }
  yield* mapper.finish();
}

class TraceMapper {
  readonly #source: RunSource;
  readonly #options: TraceOptions;
  readonly #traceId: string;
  readonly #open = new Map<string, OpenSpan>();
  #lastUs: number;
  #usage: Usage | undefined;
  #overrides: ModelOverrides | undefined;

  constructor(source: RunSource, options: TraceOptions) {
    this.#source = source;
    this.#options = options;
    this.#traceId = traceIdOf(source.run.runId);
    this.#lastUs = source.run.startedUs;
  }

  take(event: RunEvent): OtlpSpan | undefined {
    this.#lastUs = event.timeUs;
    if (isStatusEvent(event)) return this.#takeStatus(event);
    const span = this.#open.get(event.spanId);
    if (span === undefined) return undefined;
    if (isOutputEvent(event)) this.#takeOutput(span, event);
    else if (isTraceEvent(event)) {
      const { body } = event;
      if (body.type === 'span-started') span.input = body.input;
      else if (body.type === 'span-finished') span.output = body.output;
    }
    return undefined;
  }

  /** What had not ended when the record did, and the run. */
  *finish(): Generator<OtlpSpan> {
    const { run } = this.#source;
    const cut: ErrorInfo = { code: 'interrupted', message: 'The run stopped before this ended.' };
    for (const span of Array.from(this.#open.values()).toReversed())
      yield this.#close(span, this.#lastUs, cut, undefined);
    const { redactor } = this.#options;
    const name = redactor.text(run.flowName);
    const error = run.error && redactor.error(run.error);
    yield {
      traceId: this.#traceId,
      spanId: spanIdOf(run.runId, ''),
      name: `invoke_workflow ${name}`,
      kind: spanKinds.internal,
      startTimeUnixNano: toNanos(run.startedUs),
      endTimeUnixNano: toNanos(Math.max(run.endedUs ?? this.#lastUs, run.startedUs)),
      attributes: toAttributes({
        'gen_ai.operation.name': 'invoke_workflow',
        'gen_ai.workflow.name': name,
        'error.type': run.state === 'done' ? undefined : (error?.code ?? run.state),
        'millrace.run.id': run.runId,
        'millrace.run.state': run.state,
        'millrace.flow.id': run.flowId,
        'millrace.cost_usd':
          this.#usage?.costUsd === undefined ? undefined : { double: this.#usage.costUsd },
        'millrace.input': this.#textOf(run.input),
        'millrace.output': this.#textOf(run.output),
      }),
      events: [],
      status:
        run.state === 'done'
          ? { code: statusCodes.ok }
          : {
              code: statusCodes.error,
              message: error === undefined ? run.state : this.#explain(error),
            },
    };
  }

  #takeStatus(event: LifeEvent): OtlpSpan | undefined {
    const { body, spanId, timeUs } = event;
    if (body.type === 'span-opened') {
      const span = new OpenSpan(event, body);
      const parent = this.#open.get(body.parentSpanId);
      if (parent?.kind === 'agent' && span.kind !== 'llm') span.call = parent.takeCall(span.title);
      this.#open.set(spanId, span);
      return undefined;
    }
    const span = this.#open.get(spanId);
    if (body.type === 'run-started') this.#overrides = body.overrides;
    if (span === undefined) return undefined;
    if (body.type === 'input-requested') span.addEvent(timeUs, 'millrace.input_requested', {});
    if (body.type === 'input-received') span.addEvent(timeUs, 'millrace.input_received', {});
    if (body.type !== 'span-closed') return undefined;
    this.#open.delete(spanId);
    // A nested span's figures are in those of the one around it.
    if (span.parentSpanId === '' && body.usage !== undefined) this.#addUsage(body.usage);
    return this.#close(span, timeUs, body.error, body.usage);
  }

  #addUsage(usage: Usage): void {
    const cost = (this.#usage?.costUsd ?? 0) + (usage.costUsd ?? 0);
    this.#usage = { ...usage, ...(cost === 0 ? {} : { costUsd: cost }) };
  }

  #takeOutput(span: OpenSpan, { body, timeUs }: OutputEvent): void {
    switch (body.type) {
      case 'text-delta':
      case 'reasoning-delta':
      case 'tool-call-start':
        return span.noteOutput(timeUs);
      case 'tool-call-end':
        this.#open
          .get(span.parentSpanId)
          ?.calls.push({ id: body.callId, name: body.name, arguments: body.arguments });
        return;
      case 'retry':
        return span.noteRetry(timeUs, body.delayMs, body.error);
      default:
        return;
    }
  }

  #close(
    span: OpenSpan,
    endedUs: number,
    rawError: ErrorInfo | undefined,
    usage: Usage | undefined,
  ): OtlpSpan {
    const { run } = this.#source;
    const { redactor, findModel } = this.#options;
    const error = rawError && redactor.error(rawError);
    const { name, kind, attributes } = describeSpan(span, {
      usage,
      endedUs,
      error,
      model: findModel(span.nodeId, this.#overrides),
      title: redactor.withoutContents
        ? (span.title.split(' · ')[0] ?? '')
        : redactor.text(span.title),
      input: redactor.withoutContents ? undefined : this.#read(span.input),
      output: this.#read(span.output),
      withContents: !redactor.withoutContents,
      mask: (text) => redactor.text(text),
    });
    return {
      traceId: this.#traceId,
      spanId: spanIdOf(run.runId, span.spanId),
      parentSpanId: spanIdOf(run.runId, span.parentSpanId),
      name,
      kind,
      startTimeUnixNano: toNanos(span.startedUs),
      endTimeUnixNano: toNanos(Math.max(endedUs, span.startedUs)),
      attributes: toAttributes(attributes),
      events: span.events,
      status:
        error === undefined
          ? { code: statusCodes.unset }
          : { code: statusCodes.error, message: this.#explain(error) },
    };
  }

  /** The value, also one that is kept apart. */
  #read(value: RecordedValue | undefined): JsonValue | undefined {
    if (value === undefined) return undefined;
    if (!('hash' in value)) return value.value;
    const text = this.#source.valueText(value.hash);
    return text === undefined ? value.preview : (JSON.parse(text) as JsonValue);
  }

  /** Sentences quote what was said; where contents stay, the code says enough. */
  #explain(error: ErrorInfo): string {
    return this.#options.redactor.withoutContents ? error.code : error.message;
  }

  #textOf(value: RecordedValue | undefined): string | undefined {
    const { redactor } = this.#options;
    const whole = this.#read(value);
    if (whole === undefined || redactor.withoutContents) return undefined;
    return cutAttribute(redactor.text(typeof whole === 'string' ? whole : JSON.stringify(whole)));
  }
}

/** Collectors refuse very long attributes. */
const longestAttribute = 64 * 1024;

function cutAttribute(text: string): string {
  return text.length <= longestAttribute ? text : `${text.slice(0, longestAttribute)}…`;
}
