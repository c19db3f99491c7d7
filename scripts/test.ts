// npm test: every check of the project, one after the other; `--fast` leaves out the build, real processes and the browser.
import { rmSync } from 'node:fs';
import { browserSteps, fastSteps, fullSteps, type Step } from './checks/steps.ts';
import { addCounts, formatCounts, noCounts, type Counts } from './checks/counts.ts';
import { runStep } from './checks/run-step.ts';

const fast = process.argv.includes('--fast');
const steps: readonly Step[] = fast ? fastSteps : [...fullSteps, ...(await browserSteps())];

rmSync('.cache/checks', { recursive: true, force: true });
let counts: Counts = noCounts;
const failed: string[] = [];
for (const step of steps) {
  const started = performance.now();
  process.stdout.write(`\n▸ ${step.name}\n`);
  const result = await runStep(step);
  counts = addCounts(counts, result);
  if (result.failed > 0) failed.push(step.name);
  process.stdout.write(
    `  ${formatCounts(result)} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
  );
}
if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join(', ')}\n`);
process.stdout.write(`\n${formatCounts(counts)}\n`);
process.exitCode = counts.failed > 0 ? 1 : 0;
