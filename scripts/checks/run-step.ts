import { spawn } from 'node:child_process';
import type { Counts } from './counts.ts';
import type { Step } from './steps.ts';

const limitMs = 20 * 60 * 1000;

/** Runs one step with its output shown; a step without a report of its own counts as one check. */
export async function runStep(step: Step): Promise<Counts> {
  if (step.skip !== undefined) {
    process.stdout.write(`  skipped: ${step.skip}\n`);
    return { passed: 0, failed: step.required ? 1 : 0, skipped: step.required ? 0 : 1 };
  }
  const code = await execute(step);
  const report = step.report?.();
  if (!report) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  // A runner that failed without naming a failed test (a crash, an unhandled error) must not pass.
  return code !== 0 && report.failed === 0 ? { ...report, failed: 1 } : report;
}

function execute(step: Step): Promise<number> {
  return new Promise((resolve) => {
    const [command = '', ...args] = step.command;
    const child = spawn(process.execPath, [command, ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...step.env },
    });
    const timer = setTimeout(() => {
      process.stdout.write(
        `  ${step.name} took longer than ${limitMs / 60_000} minutes and was ended.\n`,
      );
      child.kill('SIGKILL');
    }, limitMs);
    child.once('error', (error) => {
      process.stdout.write(`  ${step.name} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}
