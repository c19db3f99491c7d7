import type { RunEvent, StatusEvent } from '../contracts/events.ts';
import type { RunRecord } from '../contracts/record.ts';
import { parseFlow } from '../model/flow-file.ts';
import type { ModelOverrides, RunRequest } from '../model/run-request.ts';
import type { PriorWork } from '../module/prior-work.ts';
import { MillraceError } from '../shared/errors.ts';
import { isJsonObject } from '../shared/json.ts';
import type { CompiledFlow } from './flow-compiler.ts';
import { readPriorRun } from './prior-run.ts';
import { createReusePolicy } from './reuse-policy.ts';

/**
 * What the run that a request goes on from has done of the flow; undefined when it goes on from none. Throws `unknown_run`,
 * `run_under_way`, and `unknown_node` for a fork at a node that the flow has not.
 */
export function readPrior(
  record: RunRecord,
  { from, overrides = {} }: RunRequest,
  { document, kinds, plan }: CompiledFlow,
): PriorWork | undefined {
  if (from === undefined) return undefined;
  const run = record.run(from.runId);
  if (run === undefined) throw unknownRun(from.runId);
  if (run.state === 'running') throw underWay();
  const hasSameModels =
    JSON.stringify(overridesOf(record, from.runId)) === JSON.stringify(overrides);
  const policy = createReusePolicy({
    origin: from,
    document,
    before: parseFlow(record.flowOf(from.runId) ?? '').document,
    plan,
    isOutput: (kind) => kinds.get(kind)?.role === 'run-output',
    isRepeatable: ({ kind, settings }) => {
      const uses = kinds.get(kind)?.capabilities ?? [];
      // Files may have changed since: what was read is only as good as before where the run had not come to its end.
      const readsFile = uses.includes('files') || typeof settings['file'] === 'string';
      return (
        !(readsFile && from.kind === 'changed') && (hasSameModels || !uses.includes('network'))
      );
    },
  });
  return readPriorRun(record, from.runId, policy);
}

/** What starts a run that does what another one had not come to. Throws `unknown_run`. */
export function readResumed(record: RunRecord, runId: string): RunRequest {
  const run = record.run(runId);
  const flow = record.flowOf(runId);
  if (run === undefined || flow === undefined) throw unknownRun(runId);
  const input = 'value' in run.input ? run.input.value : record.readValue(run.input.hash);
  return {
    flow,
    input: typeof input === 'string' || isJsonObject(input) ? input : '',
    overrides: overridesOf(record, runId),
    from: { runId, kind: 'resume' },
  };
}

/** What replaced the models of a run. */
function overridesOf(record: RunRecord, runId: string): ModelOverrides {
  const [first] = record.readEvents(runId, { afterSeq: 0, limit: 1, queue: 'status' });
  const body = (first as RunEvent<StatusEvent> | undefined)?.body;
  return body?.type === 'run-started' ? (body.overrides ?? {}) : {};
}

function unknownRun(runId: string): MillraceError {
  return new MillraceError('unknown_run', `There is no run ${runId} in the record.`, {
    action: 'It may have been deleted; list the runs to see which there are.',
  });
}

function underWay(): MillraceError {
  return new MillraceError('run_under_way', 'The run is still under way.', {
    action: 'Stop it first, or wait for its end.',
  });
}
