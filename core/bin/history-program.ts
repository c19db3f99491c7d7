import type { Command } from 'commander';
import type { ListRunsOptions } from './commands/list-runs.ts';
import type { QueryOptions } from './commands/query-record.ts';
import { endWithReader } from './messages.ts';

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];
const nothing: readonly string[] = [];

/** Adds the commands that look through all runs of the record. */
export function addHistory(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('runs')
    .description('List the runs of the record, the newest first, or search them.')
    .argument('[words...]', 'words that a run’s texts, values or errors have')
    .option('--flow <name>', 'of this flow: its name or id')
    .option(
      '--state <state>',
      'running, done, failed, cancelled, interrupted (repeatable)',
      collect,
      nothing,
    )
    .option('--node <name>', 'with a node whose title has this, or of this kind')
    .option('--model <name>', 'in which this model answered')
    .option('--since <time>', 'started within 90m, 12h or 7d, or since a date')
    .option('--until <time>', 'started before that')
    .option('--min-cost <dollars>', 'that cost at least so many US dollars')
    .option('--max-cost <dollars>', 'that cost at most so many')
    .option('--starred', 'with a star')
    .option('--limit <number>', 'so many at most', '20')
    .option('--json', 'print one run a line as JSON')
    .option('--record <path>', 'the record file (default: your own)')
    .action(async (words: string[], options: ListRunsOptions) => {
      const { listRuns } = await import('./commands/list-runs.ts');
      endWithReader();
      setExitCode(await listRuns(words, options));
    });
  program
    .command('query')
    .description('Ask the record in SQL; nothing can be changed.')
    .argument('[sql]', 'one SELECT; - reads it from standard input')
    .option('--param <value>', 'the value of the next ? (repeatable)', collect, nothing)
    .option('--limit <number>', 'so many rows at most', '1000')
    .option('--timeout <seconds>', 'end it after so long', '30')
    .option('--json', 'print one row a line as JSON')
    .option('--schema', 'list the views and their columns instead')
    .option('--record <path>', 'the record file (default: your own)')
    .action(async (sql: string | undefined, options: QueryOptions) => {
      const { queryRecord } = await import('./commands/query-record.ts');
      endWithReader();
      setExitCode(await queryRecord(sql, options));
    });
}
