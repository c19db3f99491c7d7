import type { RunSummary } from '../contracts/record.ts';
import { runTestEnding } from './run-test/run-test-file.ts';

export type ExportFormat = 'flight' | 'ndjson' | 'csv' | 'otlp' | 'test';

const endings: Readonly<Record<ExportFormat, string>> = {
  flight: '.millrace-run.jsonl',
  ndjson: '.events.ndjson',
  csv: '.csv',
  otlp: '.otlp.jsonl',
  test: runTestEnding,
};

/** What a file with a run is called: its flow's name, its day, the beginning of its id, and what it is. */
export function nameExport(
  run: Pick<RunSummary, 'flowName' | 'runId' | 'startedUs'>,
  format: ExportFormat,
  { isPacked }: { readonly isPacked: boolean },
): string {
  const flow = run.flowName
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 40);
  const day = new Date(run.startedUs / 1000).toISOString().slice(0, 10);
  const name = [flow || 'run', day, run.runId.slice(0, 8)].join('-');
  return `${name}${endings[format]}${isPacked ? '.gz' : ''}`;
}
