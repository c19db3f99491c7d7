import type { Command } from 'commander';
import type { ExportOptions } from './commands/export-run.ts';
import type { ImportRunOptions } from './commands/import-run-file.ts';
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
}
