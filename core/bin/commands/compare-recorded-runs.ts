import {
  compareRuns,
  readFlow,
  type ComparedRuns,
} from '../../contracts/comparison/compare-runs.ts';
import { compareTexts } from '../../contracts/comparison/compare-texts.ts';
import {
  choosePart,
  describeComparison,
  type ToldStep,
} from '../../contracts/comparison/describe-comparison.ts';
import { isDifferent } from '../../contracts/comparison/list-rows.ts';
import { renameNodes } from '../../contracts/comparison/match-flows.ts';
import type { TextComparison } from '../../contracts/comparison/run-comparison.ts';
import type { RunRecord } from '../../contracts/record.ts';
import { compareFlows } from '../../model/compare-flows.ts';
import { isSame, type FlowDifference } from '../../model/flow-difference.ts';
import { toErrorInfo } from '../../shared/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { findRun } from '../find-run.ts';
import { describeError, writeMessage, writeResult } from '../messages.ts';
import { openOwnRecord } from '../open-own-record.ts';

interface CompareOptions {
  readonly json?: true;
  readonly record?: string;
}

/** Steps whose texts are read, to say where they part. */
const mostTexts = 200;
/** Characters of each text, around the place where they part. */
const aroundCharacters = 400;

/** `millrace diff RUN_A RUN_B`: what two runs of the record did differently; exits as `diff` does. */
export async function compareRecordedRuns(
  before: string,
  after: string,
  options: CompareOptions,
): Promise<number> {
  let record: RunRecord | undefined;
  try {
    record = openOwnRecord(options.record);
    const [a, b] = [findRun(record, before), findRun(record, after)];
    const runs = await compareRuns(record, a, b);
    const flow = compareFlowsOf(record, runs);
    const steps = await tellSteps(record, runs);
    const { comparison } = runs;
    const isEqual = (flow === undefined || isSame(flow, { ignoreLayout: true })) && !steps.length;
    if (options.json === true) {
      const { counts, whole } = comparison;
      const told = steps.map(({ step, texts }) => ({ ...step, texts }));
      const result = { before: a, after: b, same: isEqual, counts, whole, flow, steps: told };
      writeResult(JSON.stringify(result, undefined, 2));
    } else {
      for (const line of describeComparison({ comparison, steps, flow })) writeResult(line);
    }
    return isEqual ? exitCodes.done : exitCodes.different;
  } catch (error) {
    writeMessage(describeError(toErrorInfo(error)));
    return exitCodes.wrongUsage;
  } finally {
    record?.close();
  }
}

function compareFlowsOf(
  record: RunRecord,
  { comparison: { a, b, renamed } }: ComparedRuns,
): FlowDifference | undefined {
  const [was, is] = [readFlow(record, a.runId), readFlow(record, b.runId)];
  if (was === undefined || is === undefined) return undefined;
  return compareFlows(was, renameNodes(is, new Map(Object.entries(renamed))));
}

async function tellSteps(record: RunRecord, runs: ComparedRuns): Promise<readonly ToldStep[]> {
  const told: ToldStep[] = [];
  for (const { step } of runs.rows) {
    if (!isDifferent(step) && step.differentWithin === 0) continue;
    const parts = told.length < mostTexts ? choosePart(step) : [];
    const texts: TextComparison[] = [];
    for (const part of parts) {
      texts.push(await compareTexts(record, runs, step.row, part, aroundCharacters));
    }
    told.push({ step, texts });
  }
  return told;
}
