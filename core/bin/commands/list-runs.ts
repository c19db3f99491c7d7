import type { ListedRun, RunFilter, RunHistory } from '../../contracts/run-history.ts';
import type { RunState } from '../../contracts/events.ts';
import { MillraceError } from '../../shared/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { escapeControls, writeMessage, writeResult } from '../messages.ts';
import { withOwnRecord } from '../open-own-record.ts';
import { printTable } from '../print-table.ts';
import { readCount, readNumber } from '../read-numbers.ts';

export interface ListRunsOptions {
  readonly flow?: string;
  readonly state: readonly string[];
  readonly node?: string;
  readonly model?: string;
  readonly since?: string;
  readonly until?: string;
  readonly minCost?: string;
  readonly maxCost?: string;
  readonly starred?: true;
  readonly limit: string;
  readonly json?: true;
  readonly record?: string;
}

/** Runs of other programs may wait to be read; so long is waited for them, in ms. */
const catchUpMs = 10_000;
const pageSize = 100;
const states: readonly RunState[] = ['running', 'done', 'failed', 'cancelled', 'interrupted'];

/** `millrace runs [WORDS…]`: the runs of the record that have all that is asked for, the newest first. */
export function listRuns(words: readonly string[], options: ListRunsOptions): Promise<number> {
  return withOwnRecord(options.record, async (record) => {
    const limit = readCount('--limit', options.limit);
    const { history } = record;
    const filter = readFilter(words, options, history);
    const waiting = needsIndex(filter) ? await history.catchUp(catchUpMs) : 0;
    if (waiting > 0)
      writeMessage(`${waiting} runs are still to be read; they are not searched yet.`);
    const runs = readRuns(history, filter, limit);
    if (options.json === true) for (const run of runs) writeResult(JSON.stringify(run));
    else printRuns([...runs]);
    return exitCodes.done;
  });
}

function needsIndex({ text, node, model, minCostUsd, maxCostUsd }: RunFilter): boolean {
  return [text, node, model, minCostUsd, maxCostUsd].some((value) => value !== undefined);
}

function* readRuns(history: RunHistory, filter: RunFilter, limit: number): Generator<ListedRun> {
  let left = limit;
  for (let after: string | undefined; left > 0;) {
    const page = history.list({
      filter,
      limit: Math.min(left, pageSize),
      ...(after === undefined ? {} : { after }),
    });
    yield* page.runs;
    left -= page.runs.length;
    if (page.next === undefined) return;
    after = page.next;
  }
}

function readFilter(
  words: readonly string[],
  options: ListRunsOptions,
  history: RunHistory,
): RunFilter {
  const { node, model, since, until, minCost, maxCost } = options;
  return {
    // Each argument is one word or, where the shell kept it together, several that belong together.
    ...(words.length === 0
      ? {}
      : { text: words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ') }),
    ...(options.flow === undefined ? {} : { flowId: findFlow(history, options.flow) }),
    ...(options.state.length === 0 ? {} : { states: options.state.map(readState) }),
    ...(node === undefined ? {} : { node }),
    ...(model === undefined ? {} : { model }),
    ...(since === undefined ? {} : { fromUs: readTime('--since', since) }),
    ...(until === undefined ? {} : { toUs: readTime('--until', until) }),
    ...(minCost === undefined ? {} : { minCostUsd: readNumber('--min-cost', minCost) }),
    ...(maxCost === undefined ? {} : { maxCostUsd: readNumber('--max-cost', maxCost) }),
    ...(options.starred === true ? { isStarred: true } : {}),
  };
}

function findFlow(history: RunHistory, name: string): string {
  const { flows } = history.facets();
  const known =
    flows.find(({ flowId }) => flowId === name) ??
    flows.find(({ flowName }) => flowName.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return known.flowId;
  throw new MillraceError('invalid_argument', `The record holds no run of a flow "${name}".`, {
    action: 'Name it as “millrace runs” lists it, or by its id.',
  });
}

function readState(text: string): RunState {
  const state = states.find((known) => known === text);
  if (state !== undefined) return state;
  throw new MillraceError('invalid_argument', `There is no state "${text}".`, {
    action: `Use ${states.join(', ')}.`,
  });
}

const unitsMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time in µs since the Unix epoch: so long ago, or a date. */
function readTime(option: string, text: string): number {
  const ago = /^(\d+(?:\.\d+)?)([mhd])$/.exec(text);
  const timeMs =
    ago === null ? Date.parse(text) : Date.now() - Number(ago[1]) * (unitsMs[ago[2] ?? ''] ?? 0);
  if (!Number.isNaN(timeMs)) return timeMs * 1000;
  throw new MillraceError('invalid_argument', `${option} cannot be "${text}".`, {
    action: 'Write 90m, 12h or 7d, or a date such as 2026-11-22.',
  });
}

function printRuns(runs: readonly ListedRun[]): void {
  if (runs.length === 0) return writeMessage('No run is like that.');
  printTable([
    ['STARTED', 'STATE', 'FLOW', 'TIME', 'TOKENS', 'COST', 'RUN'],
    ...runs.map((run) => describe(run)),
  ]);
  for (const { runId, matches } of runs) {
    for (const { snippet, title, field } of matches)
      writeResult(
        escapeControls(
          `${runId.slice(0, 8)} ${title === '' ? field : `${title}, ${field}`}: ${snippet}`,
        ),
      );
  }
}

function describe(run: ListedRun): readonly string[] {
  const { sums } = run;
  const started = new Date(run.startedUs / 1000);
  const tokens = sums.inputTokens + sums.outputTokens;
  return [
    `${toLocalTime(started)}${run.isStarred ? ' ★' : ''}`,
    run.state,
    escapeControls(run.flowName),
    run.endedUs === undefined ? '' : `${((run.endedUs - run.startedUs) / 1e6).toFixed(1)} s`,
    tokens === 0 ? '' : String(tokens),
    sums.costUsd === undefined ? '' : `$${sums.costUsd.toFixed(4)}`,
    run.runId,
  ];
}

function toLocalTime(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}
