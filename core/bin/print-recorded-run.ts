import type { RunRecord, RunSummary } from '../contracts/record.ts';
import type { FlowDocument } from '../model/flow-document.ts';
import { parseFlow } from '../model/flow-file.ts';
import type { JsonValue } from '../shared/json.ts';
import { exitCodes } from './exit-codes.ts';
import { describeError, writeMessage } from './messages.ts';
import { createPlainPrinter, jsonPrinter } from './run-printer.ts';
import type { PrintedResult, RunPrinter } from './run-printer.ts';

/** Prints a recorded run as `millrace run` prints one under way. */
export function createRunPrinter(
  record: Pick<RunRecord, 'flowOf'>,
  runId: string,
  options: { readonly json?: true; readonly trace?: true },
): RunPrinter {
  if (options.json === true) return jsonPrinter;
  const document = parseFlow(record.flowOf(runId) ?? '').document ?? noFlow;
  return createPlainPrinter(document, { withTrace: options.trace === true });
}

/** A record may hold a flow that cannot be read any more: its nodes are named by their ids then. */
const noFlow = { nodes: {} } as unknown as FlowDocument;

/** How a recorded run ended, with its whole output. */
export function readResult(
  record: Pick<RunRecord, 'run' | 'readValue'>,
  runId: string,
): PrintedResult {
  const run = record.run(runId);
  const state = run === undefined || run.state === 'running' ? 'interrupted' : run.state;
  const output = run === undefined ? undefined : readOutput(record, run);
  return {
    runId,
    state,
    ...(output === undefined ? {} : { output }),
    ...(run?.error === undefined ? {} : { error: run.error }),
  };
}

function readOutput(
  record: Pick<RunRecord, 'readValue'>,
  { output }: RunSummary,
): JsonValue | undefined {
  if (output === undefined || !('hash' in output)) return output?.value;
  return record.readValue(output.hash) ?? output.preview;
}

/** The exit code for how a run ended; says why on standard error. */
export function endOf({ state, error }: PrintedResult): number {
  if (state === 'done') return exitCodes.done;
  writeMessage(error === undefined ? `The run was ${state}.` : describeError(error));
  return exitCodes.failed;
}
