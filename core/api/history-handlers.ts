import type { RunHistory } from '../contracts/run-history.ts';
import type { HistoryCommands } from './commands/history.ts';
import { unknownRun } from './read-traffic.ts';

/** What answers each command about runs of the past. */
type HistoryHandlers = {
  readonly [Name in keyof HistoryCommands]: (
    params: HistoryCommands[Name]['params'],
  ) => HistoryCommands[Name]['result'] | Promise<HistoryCommands[Name]['result']>;
};

/** Answers the commands about runs of the past; queries are stopped by the names that this client gave them. */
export function createHistoryHandlers(history: RunHistory): HistoryHandlers {
  const queries = new Map<string, AbortController>();
  const listed = (runId: string): HistoryCommands['run.listed']['result'] => {
    const run = history.listed(runId);
    if (run === undefined) throw unknownRun(runId);
    return run;
  };
  return {
    'runs.search': (request) => history.list(request),
    'runs.facets': () => history.facets(),
    'run.listed': ({ runId }) => listed(runId),
    'run.matches': ({ runId, text, limit }) => history.matches(runId, text, limit),
    'run.events': ({ runId, ...request }) => {
      listed(runId);
      return history.events(runId, request);
    },
    'run.spans': ({ runId }) => {
      listed(runId);
      return history.spans(runId);
    },
    'run.stalls': ({ runId }) => {
      listed(runId);
      return history.stalls(runId);
    },
    'run.mark': ({ runId, ...mark }) => {
      history.mark(runId, mark);
      return listed(runId);
    },
    'run.delete': ({ runId }) => {
      if (!history.delete(runId)) throw unknownRun(runId);
      return null;
    },
    'record.size': () => history.size(),
    'record.retention': () => history.retention(),
    'record.retention.set': (retention) => {
      history.setRetention(retention);
      return history.retention();
    },
    'record.prune': async () => ({ deleted: await history.applyRetention() }),
    'record.vacuum': () => history.vacuum(),
    'record.schema': () => history.schema(),
    'record.query': async ({ query, ...statement }) => {
      if (query === undefined) return history.query(statement);
      const controller = new AbortController();
      queries.set(query, controller);
      try {
        return await history.query({ ...statement, signal: controller.signal });
      } finally {
        if (queries.get(query) === controller) queries.delete(query);
      }
    },
    'record.query.stop': ({ query }) => {
      queries.get(query)?.abort();
      return null;
    },
  };
}
