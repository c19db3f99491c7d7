import type { ReusedFrom } from '../contracts/events.ts';
import { MillraceError } from '../shared/errors.ts';
import { toJsonValue } from '../shared/to-json.ts';
import type { BaseSettings } from './base-settings.ts';
import { kindId, kindTitle } from './kind-names.ts';
import type { PriorWork } from './prior-work.ts';
import type { RunScope } from './run-scope.ts';
import type { PortValues, RunOptions } from './runnable.ts';
import { Span } from './span.ts';

interface Worker {
  readonly kind: { readonly kind: string; readonly title: string; readonly name: string };
  readonly settings: BaseSettings;
}

/** What stands in for a module's work, or what an earlier run has done of it. */
export type TakenOver = { readonly outputs: PortValues } | { readonly below: PriorWork };

/**
 * Looks whether a module's work need not be done: a person gave its outputs, or an earlier run finished it. Then the span
 * is recorded as reused. Throws what the work had failed with, where its caller went on from that.
 */
export function takeOver(
  worker: Worker,
  inputs: PortValues,
  parent: RunScope,
  options: RunOptions,
): TakenOver | undefined {
  const { services, prior } = parent;
  const given = options.nodeId === undefined ? undefined : services.given?.get(options.nodeId);
  if (given !== undefined) {
    const span = openReused(worker, inputs, parent, options, { by: given.reason });
    span.reuse(given.outputs);
    return { outputs: given.outputs };
  }
  if (prior === undefined || options.refusal !== undefined) return undefined;
  const nodeId = options.nodeId ?? parent.nodeId;
  const { mask, maskedValues, writer } = services;
  const known = writer.keep(maskedValues.length === 0 ? inputs : mask(toJsonValue(inputs)));
  const { iteration } = parent;
  const found = prior.take({ nodeId, kind: kindId(worker.kind), iteration, inputs: known });
  if (found === undefined) return undefined;
  if (found.type === 'begun') return { below: found.below };
  const { runId } = prior;
  const by = found.type === 'finished' && found.by !== undefined ? { by: found.by } : {};
  const from = { runId, spanId: found.spanId, ...by };
  const span = openReused(worker, inputs, parent, options, from);
  if (found.type === 'failed') {
    span.fail(found.error);
    throw MillraceError.fromInfo(found.error);
  }
  span.reuse(found.outputs);
  return { outputs: found.outputs };
}

function openReused(
  { kind, settings }: Worker,
  inputs: PortValues,
  parent: RunScope,
  options: RunOptions,
  reused: ReusedFrom,
): Span {
  const start = {
    parentSpanId: parent.spanId,
    nodeId: options.nodeId ?? parent.nodeId,
    kind: kindId(kind),
    title: options.title ?? kindTitle(kind),
    attempt: 1,
    iteration: parent.iteration,
    streams: settings.stream,
    traces: settings.trace,
    reused,
  };
  return new Span(parent.services, start, inputs);
}
