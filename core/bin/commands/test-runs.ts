import { globSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { createRedactor } from '../../exports/redactor.ts';
import { openRunSource } from '../../exports/run-source.ts';
import { makeRunTest } from '../../exports/run-test/make-run-test.ts';
import { runTestEnding, writeRunTest } from '../../exports/run-test/run-test-file.ts';
import { writeJunit } from '../../exports/run-test/write-junit.ts';
import { createEnvironmentSecrets } from '../../node/host/environment-secrets.ts';
import { readFlowFile } from '../../node/host/host-files.ts';
import { parseFixture } from '../../models/replay/parse-fixture.ts';
import { openTrafficFolder, trafficFolderBeside } from '../../node/host/traffic-folder.ts';
import { writeFileAtomically } from '../../node/host/write-file-atomically.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { findRun } from '../find-run.ts';
import { describeError, writeMessage, writeResult } from '../messages.ts';
import { openOwnRecord, recordPathOf } from '../open-own-record.ts';
import type { RanTest } from '../run-tests/run-one-test.ts';
import { runOneTest } from '../run-tests/run-one-test.ts';

export interface TestRunsOptions {
  readonly from?: string;
  readonly to?: string;
  readonly flow?: string;
  readonly traffic?: string;
  readonly record?: string;
  readonly junit?: string;
  readonly update?: true;
  readonly modules: readonly string[];
}

/** `millrace test`: runs test files without any network; with `--from`, makes one from a run. */
export async function testRuns(
  files: readonly string[],
  options: TestRunsOptions,
): Promise<number> {
  try {
    checkOptions(files, options);
    if (options.from !== undefined) return await makeTest(options.from, options);
    return await runTests(listFiles(files), options);
  } catch (error) {
    const info = toErrorInfo(error);
    writeMessage(describeError(info));
    return exitCodeOf(info.code);
  }
}

function checkOptions(
  files: readonly string[],
  { from, to, flow, traffic, junit }: TestRunsOptions,
): void {
  if (from === undefined) {
    if (files.length === 0)
      throw wrongUse('There is nothing to test.', 'Name test files or folders.');
    if (to !== undefined || flow !== undefined || traffic !== undefined)
      throw wrongUse(
        '--to, --flow and --traffic need --from.',
        'Add --from RUN, or leave them out.',
      );
  } else if (files.length > 0 || junit !== undefined) {
    throw wrongUse('--from makes a test and runs none.', 'Leave the files and --junit out.');
  }
}

async function makeTest(name: string, options: TestRunsOptions): Promise<number> {
  const record = openOwnRecord(options.record);
  try {
    const run = findRun(record, name);
    const folder = openTrafficFolder(trafficFolderBeside(recordPathOf(options.record)));
    const kept = openRunSource(record, run.runId, folder);
    const lines = options.traffic === undefined ? undefined : await readTraffic(options.traffic);
    const source = lines === undefined ? kept : { ...kept, traffic: () => lines };
    const path = resolve(options.to ?? `${fileStem(run.flowName)}${runTestEnding}`);
    const redactor = createRedactor({
      secrets: createEnvironmentSecrets(process.env).values(),
      withoutContents: false,
    });
    const flowPath =
      options.flow === undefined
        ? undefined
        : relative(dirname(path), resolve(options.flow)).split(sep).join('/');
    const test = makeRunTest(source, { redactor, ...(flowPath === undefined ? {} : { flowPath }) });
    await writeFile(path, writeRunTest(test));
    writeResult(relative(process.cwd(), path));
    return exitCodes.done;
  } finally {
    record.close();
  }
}

/** The lines of a traffic file. Throws `invalid_fixture` or `newer_fixture` for what is none. */
async function readTraffic(path: string): Promise<readonly string[]> {
  const text = await readFlowFile(path);
  parseFixture(text);
  return text.split('\n').filter((line) => line.trim() !== '');
}

async function runTests(files: readonly string[], options: TestRunsOptions): Promise<number> {
  const ran: RanTest[] = [];
  // One after another: what one run is slow at must not be the fault of the next.
  for (const file of files) {
    const test = await runOneTest(file, {
      isUpdated: options.update === true,
      modules: options.modules,
    });
    ran.push(test);
    printTest(test);
  }
  if (options.junit !== undefined) await writeFile(options.junit, writeJunit(ran));
  const failed = ran.filter(({ failures }) => failures.length > 0).length;
  writeResult(`${ran.length - failed} passed, ${failed} failed`);
  return failed === 0 ? exitCodes.done : exitCodes.failed;
}

function printTest({ name, file, durationMs, failures, wasUpdated }: RanTest): void {
  const end = `${oneLine(name)} (${file}, ${Math.round(durationMs)} ms)`;
  if (failures.length === 0) {
    writeResult(`${wasUpdated ? 'updated' : 'passed'}: ${end}`);
    return;
  }
  writeResult(`failed: ${end}`);
  for (const failure of failures)
    for (const line of failure.split('\n')) writeResult(`  ${oneLine(line)}`);
}

/** Folders stand for all tests in them. */
function listFiles(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
    const found = globSync(`**/*${runTestEnding}`, {
      cwd: path,
      exclude: (name) => name === 'node_modules',
    });
    if (found.length > 0) return found.toSorted().map((file) => join(path, file));
    throw wrongUse(`There are no tests in ${path}.`, `Their names end in ${runTestEnding}.`);
  });
}

async function writeFile(path: string, text: string): Promise<void> {
  try {
    // It holds what people typed: other accounts of the machine need not read it.
    await writeFileAtomically(path, text, 0o600);
  } catch (error) {
    throw new MillraceError('file_unwritable', `${path} cannot be written.`, {
      action: 'Choose another place.',
      cause: error,
    });
  }
}

function fileStem(flowName: string): string {
  const stem = flowName
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return stem === '' ? 'run' : stem;
}

/** What models and files say must neither drive the terminal nor fake a line. */
function oneLine(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t]+/gu, ' ');
}

function wrongUse(message: string, action: string): MillraceError {
  return new MillraceError('invalid_argument', message, { action });
}
