import type { RunRecord, RunSummary } from '../contracts/record.ts';
import { MillraceError } from '../shared/errors.ts';

const shortestPrefix = 4;
/** Ids are looked for by their beginning among so many runs, the newest. */
const mostLooked = 10_000;

/**
 * The run that a person names: by its id, by the beginning of it, as `last`, or as `last~1` and so on for those before it.
 * Throws `unknown_run` or `ambiguous_run`.
 */
export function findRun(record: Pick<RunRecord, 'run' | 'listRuns'>, name: string): RunSummary {
  const back = /^last(?:~(?<count>\d{1,4}))?$/.exec(name);
  if (back !== null) {
    const count = Number(back.groups?.['count'] ?? 0);
    const run = record.listRuns({ limit: count + 1 })[count];
    if (run !== undefined) return run;
    throw new MillraceError('unknown_run', 'The record does not hold as many runs.', {
      action: 'Run a flow first, or name another record with --record.',
    });
  }
  const exact = record.run(name);
  if (exact !== undefined) return exact;
  const found =
    name.length < shortestPrefix
      ? []
      : record.listRuns({ limit: mostLooked }).filter(({ runId }) => runId.startsWith(name));
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (first !== undefined) {
    throw new MillraceError('ambiguous_run', `${found.length} runs begin with "${name}".`, {
      action: 'Give more of the id.',
    });
  }
  throw new MillraceError('unknown_run', `The record holds no run "${name.slice(0, 200)}".`, {
    action: 'Name it by its id, by at least four characters of its beginning, or as “last”.',
  });
}
