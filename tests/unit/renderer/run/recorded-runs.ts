import { readFileSync } from 'node:fs';
import type { RunEvent } from '../../../../core/contracts/events.ts';
import type { RunSummary } from '../../../../core/contracts/record.ts';

interface RecordedRun {
  readonly summary: RunSummary;
  readonly events: readonly RunEvent[];
}

const file = new URL('../../../fixtures/runs/weather-run.json', import.meta.url);
const { runs } = JSON.parse(readFileSync(file, 'utf8')) as { readonly runs: RecordedRun[] };

/** A recorded run of the weather flow, by how it ended. */
export function recordedRun(state: 'done' | 'failed' | 'cancelled'): RecordedRun {
  const run = runs.find((recorded) => recorded.summary.state === state);
  if (!run) throw new Error(`There is no recorded run that ended as ${state}.`);
  return run;
}
