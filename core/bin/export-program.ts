import type { Command } from 'commander';
import type { ExportOptions } from './commands/export-run.ts';
import type { TailOptions } from './commands/follow-run.ts';
import type { ImportRunOptions } from './commands/import-run-file.ts';
import type { ReplayOptions } from './commands/replay-run.ts';
import type { TestRunsOptions } from './commands/test-runs.ts';
import { endWithReader } from './messages.ts';

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];
const nothing: readonly string[] = [];

/** Adds the commands that take runs out of the record, and into it. */
export function addExports(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('export')
    .description(
      'Take a run out of the record: as a flight recording, NDJSON, CSV or OpenTelemetry.',
    )
    .argument('<run>', 'a run’s id, the beginning of it, or last')
    .option('--to <path>', 'the file; - writes to standard output')
    .option('--format <id>', 'flight (the default), ndjson, csv or otlp')
    .option('--without-contents', 'leave out inputs, outputs and tokens; tell how long they were')
    .option('--contents', 'otlp: send inputs and outputs too')
    .option('--values', 'ndjson: put large values into their events')
    .option('--table <id>', 'csv: events (the default) or spans')
    .option('--endpoint <url>', 'otlp: send it to this collector')
    .option(
      '--header <line>',
      'otlp: a header to send, “Name: value” or “Name: $SECRET” (repeatable)',
      collect,
      nothing,
    )
    .option('--record <path>', 'the record file (default: your own)')
    .action(async (run: string, options: ExportOptions) => {
      const { exportRun } = await import('./commands/export-run.ts');
      endWithReader();
      setExitCode(await exportRun(run, options));
    });
  program
    .command('import-run')
    .description('Read a flight recording into the record, as a run of its own.')
    .argument('<file>', 'a file from millrace export')
    .option('--record <path>', 'the record file (default: your own)')
    .option('--json', 'print what came of it as JSON')
    .action(async (file: string, options: ImportRunOptions) => {
      const { importRunFile } = await import('./commands/import-run-file.ts');
      endWithReader();
      setExitCode(await importRunFile(file, options));
    });
  addShowing(program, setExitCode);
  program
    .command('test')
    .description('Run tests that were made from runs, without any network; or make one.')
    .argument('[files...]', 'test files, or folders of them')
    .option('--junit <path>', 'write a report as XML for CI systems')
    .option('--update', 'write what came into tests that fail, in place of what they expected')
    .option('--from <run>', 'make a test from this run: its id, the beginning of it, or last')
    .option('--to <path>', 'with --from: the test’s file (default: after the flow’s name)')
    .option('--flow <path>', 'with --from: test this flow file, instead of the flow as it ran')
    .option('--traffic <path>', 'with --from: the traffic with its models, from --save-fixture')
    .option('--record <path>', 'with --from: the record file (default: your own)')
    .option(
      '--modules <folder>',
      'modules of your own; a folder that you trust (repeatable)',
      collect,
      nothing,
    )
    .action(async (files: string[], options: TestRunsOptions) => {
      const { testRuns } = await import('./commands/test-runs.ts');
      endWithReader();
      setExitCode(await testRuns(files, options));
    });
}

/** The commands that show a run of the record. */
function addShowing(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('tail')
    .description('Follow a run of any process while it goes on, as millrace run prints it.')
    .argument('[run]', 'a run’s id, the beginning of it, or last', 'last')
    .option('--trace', 'also print what each module did')
    .option('--json', 'print one event a line as JSON, and the result last')
    .option('--record <path>', 'the record file (default: your own)')
    .action(async (run: string, options: TailOptions) => {
      const { followRun } = await import('./commands/follow-run.ts');
      endWithReader();
      setExitCode(await followRun(run, options));
    });
  program
    .command('replay')
    .description('Print a run of the record again as it went; no model is asked.')
    .argument('<run>', 'a run’s id, the beginning of it, or last')
    .option('--speed <factor>', 'so many times as fast (default: 1)')
    .option('--at-once', 'without any pause')
    .option('--trace', 'also print what each module did')
    .option('--json', 'print one event a line as JSON, and the result last')
    .option('--record <path>', 'the record file (default: your own)')
    .action(async (run: string, options: ReplayOptions) => {
      const { replayRun } = await import('./commands/replay-run.ts');
      endWithReader();
      setExitCode(await replayRun(run, options));
    });
}
