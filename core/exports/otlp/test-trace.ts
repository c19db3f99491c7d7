import { spanIdOf, traceIdOf } from './trace-ids.ts';
import { spanKinds, statusCodes, toAttributes, toNanos } from './otlp-types.ts';
import type { OtlpSpan } from './otlp-types.ts';

/** A small trace without any contents, by which a person sees whether a collector takes it. */
export function makeTestTrace(nowUs: number): {
  readonly traceId: string;
  readonly spans: readonly OtlpSpan[];
} {
  const id = crypto.randomUUID();
  const traceId = traceIdOf(id);
  const root: OtlpSpan = {
    traceId,
    spanId: spanIdOf(id, ''),
    name: 'invoke_workflow Millrace test trace',
    kind: spanKinds.internal,
    startTimeUnixNano: toNanos(nowUs - 2_000),
    endTimeUnixNano: toNanos(nowUs),
    attributes: toAttributes({
      'gen_ai.operation.name': 'invoke_workflow',
      'gen_ai.workflow.name': 'Millrace test trace',
    }),
    events: [],
    status: { code: statusCodes.ok },
  };
  return { traceId, spans: [root] };
}
