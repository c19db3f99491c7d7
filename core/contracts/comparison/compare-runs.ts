import type { FlowDocument } from '../../model/flow-document.ts';
import { parseFlow } from '../../model/flow-file.ts';
import type { RunRecord, RunSummary } from '../record.ts';
import { alignSteps } from './align-steps.ts';
import { isDifferent, listRows, type StepRow } from './list-rows.ts';
import { findNode, matchNodes, type RenamedNodes } from './match-flows.ts';
import {
  stepAspects,
  type ComparedNode,
  type ComparisonCounts,
  type RunComparison,
} from './run-comparison.ts';
import { StepFolder, type RunSteps } from './run-steps.ts';

/** What is read of the record to compare two of its runs. */
export type ComparedRecord = Pick<RunRecord, 'readEvents' | 'flowOf' | 'readValue'>;

/** Two runs compared, with all rows. */
export interface ComparedRuns {
  readonly comparison: RunComparison;
  /** By their number. */
  readonly rows: readonly StepRow[];
}

/** Events that are read at a time; in between others get their turn. */
const batch = 20_000;

/** Compares two runs as they stand in the record; one that is under way, as far as it has come. */
export async function compareRuns(
  record: ComparedRecord,
  a: RunSummary,
  b: RunSummary,
): Promise<ComparedRuns> {
  const [was, is] = [readFlow(record, a.runId), readFlow(record, b.runId)];
  const renamed: RenamedNodes =
    was === undefined || is === undefined ? new Map() : matchNodes(was, is);
  const one = await readSteps(record, a.runId);
  const other = a.runId === b.runId ? one : await readSteps(record, b.runId);
  const nameOf = (nodeId: string): string | undefined =>
    (was && findNode(was, nodeId)?.title) ?? (is && findNode(is, nodeId)?.title);
  const rows = listRows({ a, b, nameOf }, alignSteps(one.roots, other.roots, renamed));
  const [first] = rows;
  if (first === undefined) throw new Error('A comparison has one row at least.');
  const firstText = findFirstText(rows);
  const comparison: RunComparison = {
    a,
    b,
    renamed: Object.fromEntries(renamed),
    rowCount: rows.length,
    whole: first.step,
    counts: countRows(rows, one.leftOut + other.leftOut),
    nodes: listNodes(rows),
    ...(firstText === undefined ? {} : { firstTextRow: firstText.step.row }),
  };
  return { comparison, rows };
}

/** The flow as a run ran it; undefined when it is no longer there. */
export function readFlow(
  record: Pick<RunRecord, 'flowOf'>,
  runId: string,
): FlowDocument | undefined {
  const text = record.flowOf(runId);
  return text === undefined ? undefined : parseFlow(text).document;
}

async function readSteps(record: ComparedRecord, runId: string): Promise<RunSteps> {
  const folder = new StepFolder();
  let afterSeq = 0;
  for (;;) {
    const events = record.readEvents(runId, { afterSeq, limit: batch });
    folder.fold(events);
    const last = events.at(-1);
    if (last === undefined || events.length < batch) return folder;
    afterSeq = last.seq;
    await new Promise<void>((go) => setTimeout(() => go(), 0));
  }
}

function countRows(rows: readonly StepRow[], leftOut: number): ComparisonCounts {
  const counts = { same: 0, different: 0, onlyA: 0, onlyB: 0, leftOut };
  for (const { step } of rows.slice(1)) {
    if (step.pass !== undefined) continue;
    if (step.a === undefined) counts.onlyB += 1;
    else if (step.b === undefined) counts.onlyA += 1;
    else if (step.differs.length > 0) counts.different += 1;
    else counts.same += 1;
  }
  return counts;
}

/** The step that was the first to stream something else: the innermost, which came upon it first. */
function findFirstText(rows: readonly StepRow[]): StepRow | undefined {
  let first: StepRow | undefined;
  for (const row of rows) {
    const { differs } = row.step;
    if (!differs.includes('text') && !differs.includes('reasoning')) continue;
    if (row.a === undefined || row.b === undefined) continue;
    if (first?.a === undefined || row.a.openedUs < first.a.openedUs) first = row;
  }
  return first;
}

type Tally = { -readonly [Key in keyof ComparedNode]: ComparedNode[Key] } & {
  hasDifference: boolean;
};

function listNodes(rows: readonly StepRow[]): readonly ComparedNode[] {
  const nodes = new Map<string, Tally>();
  for (const row of rows.slice(1)) {
    const { step, a, b } = row;
    const nodeId = a?.nodeId ?? b?.nodeId;
    if (nodeId === undefined || step.isPart) continue;
    const tally = nodes.get(nodeId) ?? startTally(nodeId, step.row);
    nodes.set(nodeId, tally);
    if (a !== undefined) tally.countA += 1;
    if (b !== undefined) tally.countB += 1;
    tally.durationUsA += a?.durationUs ?? 0;
    tally.durationUsB += b?.durationUs ?? 0;
    if (!isDifferent(step)) continue;
    if (!tally.hasDifference) tally.row = step.row;
    tally.hasDifference = true;
    tally.differs = stepAspects.filter(
      (aspect) => tally.differs.includes(aspect) || step.differs.includes(aspect),
    );
  }
  return [...nodes.values()].map(({ hasDifference, ...node }) => {
    const { countA, countB } = node;
    const lone = countB === 0 ? 'only-a' : countA === 0 ? 'only-b' : undefined;
    return { ...node, mark: lone ?? (hasDifference ? 'differs' : 'same') };
  });
}

function startTally(nodeId: string, row: number): Tally {
  return {
    nodeId,
    row,
    mark: 'same',
    differs: [],
    hasDifference: false,
    countA: 0,
    countB: 0,
    durationUsA: 0,
    durationUsB: 0,
  };
}
