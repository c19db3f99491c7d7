import { compareRuns, type ComparedRuns } from '../contracts/comparison/compare-runs.ts';
import { compareTexts } from '../contracts/comparison/compare-texts.ts';
import { rankRows } from '../contracts/comparison/rank-rows.ts';
import type { RunRecord, RunSummary } from '../contracts/record.ts';
import type { CompareCommands } from './commands/compare.ts';
import { unknownRun } from './read-traffic.ts';

/** What answers each command that compares runs. */
type CompareHandlers = {
  readonly [Name in keyof CompareCommands]: (
    params: CompareCommands[Name]['params'],
  ) => Promise<CompareCommands[Name]['result']>;
};

/** Nobody looks at it any more: the steps of two long runs are many. */
const forgetMs = 300_000;

/** Answers the commands of one client; the last comparison is kept while its rows are asked for. */
export function createCompareHandlers(
  record: Pick<RunRecord, 'run' | 'flowOf' | 'readEvents' | 'readValue'>,
): CompareHandlers {
  let last: { readonly key: string; readonly runs: Promise<ComparedRuns> } | undefined;
  let ranked: { readonly runs: ComparedRuns; readonly order: readonly number[] } | undefined;
  let timer: unknown;
  const find = (runId: string): RunSummary => {
    const run = record.run(runId);
    if (run === undefined) throw unknownRun(runId);
    return run;
  };
  const compare = (a: string, b: string, anew: boolean): Promise<ComparedRuns> => {
    const key = `${a} ${b}`;
    if (anew || last?.key !== key) last = { key, runs: compareRuns(record, find(a), find(b)) };
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = undefined;
      ranked = undefined;
    }, forgetMs);
    return last.runs;
  };
  const rank = (runs: ComparedRuns): readonly number[] => {
    if (ranked?.runs !== runs) ranked = { runs, order: rankRows(runs.rows) };
    return ranked.order;
  };
  return {
    'compare.open': async ({ a, b }) => {
      const { comparison } = await compare(a, b, true);
      const [flowA = '', flowB = ''] = [record.flowOf(a), record.flowOf(b)];
      return { comparison, flowA, flowB };
    },
    'compare.rows': async ({ a, b, order, from, count }) => {
      const runs = await compare(a, b, false);
      const rows =
        order === 'run'
          ? runs.rows.slice(from, from + count)
          : rank(runs)
              .slice(from, from + count)
              .flatMap((row) => runs.rows[row] ?? []);
      return { rows: rows.map(({ step }) => step) };
    },
    'compare.text': async ({ a, b, row, part }) =>
      compareTexts(record, await compare(a, b, false), row, part),
  };
}
