import type { RunEvent, StatusEvent, TraceEntry } from '../contracts/events.ts';
import type { RunRecord, RunSummary } from '../contracts/record.ts';
import { parseFlow } from '../model/flow-file.ts';
import type { ModelOverrides, RunRequest } from '../model/run-request.ts';
import type { PriorWork } from '../module/prior-work.ts';
import { MillraceError } from '../shared/errors.ts';
import { isJsonObject } from '../shared/json.ts';
import type { CompiledFlow } from './flow-compiler.ts';
import { holdsMask } from '../stream/mask-secrets.ts';
import { readPriorRun, readQueue } from './prior-run.ts';
import { createReusePolicy } from './reuse-policy.ts';

/**
 * What the run that a request goes on from has done of the flow; undefined when it goes on from none. `readFile` gives
 * the text that a flow's file has now, undefined where it cannot be read. Throws `unknown_run`, `run_under_way`,
 * `wrong_values` for an input with a mask in a secret's place, and `unknown_node` for a fork at a node that the flow has not.
 */
export function readPrior(
  record: RunRecord,
  { from, input, overrides = {} }: RunRequest,
  { document, kinds, plan }: CompiledFlow,
  readFile: (file: string) => string | undefined,
): PriorWork | undefined {
  if (from === undefined) return undefined;
  const run = record.run(from.runId);
  if (run === undefined) throw unknownRun(from.runId);
  if (run.state === 'running') throw underWay();
  if (holdsMask(input)) throw inputIsMasked();
  const hasSameFiles = Object.entries(readFlowFiles(record, run)).every(
    ([file, text]) => readFile(file) === text,
  );
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
      if (kind === 'sub-flow' && !hasSameFiles) return false;
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

/** The texts of the flows that stood in files, by file, as a run and those that it went on from ran them. */
function readFlowFiles(record: RunRecord, run: RunSummary): Readonly<Record<string, string>> {
  const files = new Map<string, string>();
  const seen = new Set<string>();
  for (let at: RunSummary | undefined = run; at !== undefined && !seen.has(at.runId);) {
    seen.add(at.runId);
    // Without sub-flows there is none to look for in what may be a long trace.
    const mayHave = record.flowOf(at.runId)?.includes('sub-flow') === true;
    const own = mayHave ? readNotedFlows(record, at.runId) : [];
    for (const [file, text] of own) if (!files.has(file)) files.set(file, text);
    at = at.origin && record.run(at.origin.runId);
  }
  return Object.fromEntries(files);
}

function readNotedFlows(record: RunRecord, runId: string): readonly (readonly [string, string])[] {
  return [...readQueue<TraceEntry>(record, runId, 'trace')].flatMap(({ body }) => {
    if (body.type !== 'note' || body.name !== 'flow') return [];
    const noted = 'value' in body.value ? body.value.value : record.readValue(body.value.hash);
    if (!isJsonObject(noted)) return [];
    const { file, text } = noted;
    return typeof file === 'string' && typeof text === 'string' ? [[file, text] as const] : [];
  });
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

function inputIsMasked(): MillraceError {
  return new MillraceError('wrong_values', 'A secret is masked in the input of this run.', {
    action: 'Run the flow anew, with the input as it was.',
  });
}

function underWay(): MillraceError {
  return new MillraceError('run_under_way', 'The run is still under way.', {
    action: 'Stop it first, or wait for its end.',
  });
}
