import type { RunRecord } from '../contracts/record.ts';
import type { HistoryCommands } from './commands/history.ts';
import { unknownRun } from './read-traffic.ts';

/** What answers each command about runs of the past. */
type HistoryHandlers = {
  readonly [Name in keyof HistoryCommands]: (
    params: HistoryCommands[Name]['params'],
  ) => HistoryCommands[Name]['result'] | Promise<HistoryCommands[Name]['result']>;
};

/** Answers the commands about runs of the past; queries are stopped by the names that this client gave them. */
export function createHistoryHandlers(record: Pick<RunRecord, 'history'>): HistoryHandlers {
  const queries = new Map<string, AbortController>();
  const listed = (runId: string): HistoryCommands['run.listed']['result'] => {
    const run = record.history.listed(runId);
    if (run === undefined) throw unknownRun(runId);
    return run;
  };
  return {
    'runs.search': (request) => record.history.list(request),
    'runs.facets': () => record.history.facets(),
    'run.listed': ({ runId }) => listed(runId),
    'run.matches': ({ runId, text, limit }) => record.history.matches(runId, text, limit),
    'run.events': ({ runId, ...request }) => {
      listed(runId);
      return record.history.events(runId, request);
    },
    'run.spans': ({ runId }) => {
      listed(runId);
      return record.history.spans(runId);
    },
    'run.stalls': ({ runId }) => {
      listed(runId);
      return record.history.stalls(runId);
    },
    'run.mark': ({ runId, ...mark }) => {
      record.history.mark(runId, mark);
      return listed(runId);
    },
    'run.delete': ({ runId }) => {
      if (!record.history.delete(runId)) throw unknownRun(runId);
      return null;
    },
    'record.size': () => record.history.size(),
    'record.retention': () => record.history.retention(),
    'record.retention.set': (retention) => {
      record.history.setRetention(retention);
      return record.history.retention();
    },
    'record.prune': async () => ({ deleted: await record.history.applyRetention() }),
    'record.vacuum': () => record.history.vacuum(),
    'record.schema': () => record.history.schema(),
    'record.query': async ({ query, ...statement }) => {
      if (query === undefined) return record.history.query(statement);
      const controller = new AbortController();
      queries.set(query, controller);
      try {
        return await record.history.query({ ...statement, signal: controller.signal });
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
