import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Connections } from '../../contracts/connection.ts';
import type { Answerer } from '../../engine/question-desk.ts';
import { createRedactor } from '../../exports/redactor.ts';
import { openRunSource } from '../../exports/run-source.ts';
import { makeRunTest } from '../../exports/run-test/make-run-test.ts';
import { parseRunTest, writeRunTest } from '../../exports/run-test/run-test-file.ts';
import type { RunTest } from '../../exports/run-test/run-test-file.ts';
import type { TestOutcome } from '../../exports/run-test/write-junit.ts';
import type { FlowDocument } from '../../model/flow-document.ts';
import { createEnvironmentSecrets } from '../../node/host/environment-secrets.ts';
import { readFlowFile } from '../../node/host/host-files.ts';
import { writeFileAtomically } from '../../node/host/write-file-atomically.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { createNodeEngine } from '../create-node-engine.ts';
import { describeError } from '../messages.ts';
import { moduleFoldersFor } from '../own-modules/module-folders-for.ts';
import { openTrusted } from '../own-modules/load-own-kinds.ts';
import { openTrustStore, trustPathBeside } from '../../node/trust/trust-store.ts';
import { defaultRecordPath } from '../../node/host/record-path.ts';
import { checkRun } from './check-run.ts';

export interface TestOptions {
  /** Write what came into the test, where it does not say otherwise. */
  readonly isUpdated: boolean;
  readonly modules: readonly string[];
}

/** What became of a test, and whether its file was written anew. */
export interface RanTest extends TestOutcome {
  readonly wasUpdated: boolean;
}

/** Runs a test file: its models answer from its recording, and nothing outside is reached. Never throws. */
export async function runOneTest(file: string, options: TestOptions): Promise<RanTest> {
  const started = performance.now();
  const outcome = (
    rest: Pick<RanTest, 'name' | 'failures' | 'isError'> & { readonly wasUpdated?: boolean },
  ): RanTest => ({ file, durationMs: performance.now() - started, wasUpdated: false, ...rest });
  let name = file;
  const folder = mkdtempSync(join(tmpdir(), 'millrace-test-'));
  try {
    const test = parseRunTest(await readFlowFile(file));
    ({ name } = test);
    const { failures, next } = await runInFolder(file, test, folder, options);
    if (failures.length === 0 || !options.isUpdated)
      return outcome({ name, failures, isError: false });
    await writeFileAtomically(file, writeRunTest(next));
    return outcome({ name, failures: [], isError: false, wasUpdated: true });
  } catch (error) {
    const info = toErrorInfo(error);
    return outcome({ name, failures: [`${info.code}: ${describeError(info)}`], isError: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runInFolder(
  file: string,
  test: RunTest,
  folder: string,
  options: TestOptions,
): Promise<{ readonly failures: readonly string[]; readonly next: RunTest }> {
  const flowFile = typeof test.flow === 'string' ? resolve(dirname(file), test.flow) : undefined;
  const flow = flowFile === undefined ? JSON.stringify(test.flow) : await readFlowFile(flowFile);
  const trust = openTrustStore(trustPathBeside(defaultRecordPath(process.env)));
  const modules = await openTrusted(moduleFoldersFor(flowFile ?? file, options.modules), trust);
  const secrets = createEnvironmentSecrets(process.env);
  const engine = createNodeEngine({
    recordPath: join(folder, 'record.db'),
    secrets,
    ...(modules === undefined ? {} : { modules }),
    // Nothing of this machine: neither its connections nor what its flows may reach.
    grants: { folders: [], hosts: [], commands: [] },
  });
  try {
    const run = engine.start({
      flow,
      ...(flowFile === undefined ? {} : { file: flowFile }),
      input: test.input,
      ...(test.overrides === undefined ? {} : { overrides: test.overrides }),
      isTrusted: true,
      answerer: createRecordedAnswerer(test),
      ...(test.traffic === undefined
        ? { connections: onlyDemo(engine.connections) }
        : { replay: { name: test.name, text: test.traffic.join('\n'), pace: 'none' } }),
    });
    const { runId } = await run.result;
    const source = openRunSource(engine.record, runId);
    const { document } = engine.check(flow, flowFile);
    const failures = checkRun(source, test.expect, document as FlowDocument);
    return {
      failures,
      next: takeOver(test, makeRunTest(source, { redactor: keepAll(secrets.values()) })),
    };
  } finally {
    await engine.close();
  }
}

function keepAll(secrets: readonly string[]): ReturnType<typeof createRedactor> {
  return createRedactor({ secrets, withoutContents: false });
}

/** The test with what came in place of what it expected to be equal; patterns and limits are the person's own. */
function takeOver(test: RunTest, made: RunTest): RunTest {
  const { expect } = test;
  const { error: _error, ...rest } = expect;
  const output = made.expect.output?.equals;
  return {
    ...test,
    expect: {
      ...rest,
      ...(made.expect.state === undefined ? {} : { state: made.expect.state }),
      ...(made.expect.error === undefined ? {} : { error: made.expect.error }),
      ...(expect.output?.equals === undefined || output === undefined
        ? {}
        : { output: { ...expect.output, equals: output } }),
      ...(expect.toolCalls === undefined ? {} : { toolCalls: made.expect.toolCalls ?? [] }),
    },
  };
}

/** The demo model is of this program; every other one would be asked over the network. */
function onlyDemo(connections: Connections): Connections {
  const refuse = (id: string): MillraceError =>
    new MillraceError('test_offline', `The test holds no answers of the connection "${id}".`, {
      action: 'Make it from a run whose model traffic was recorded.',
    });
  return {
    ...connections,
    open(id) {
      if (id === 'demo') return connections.open(id);
      throw refuse(id);
    },
    openEmbedder(id) {
      const embedder = id === 'demo' ? connections.openEmbedder?.(id) : undefined;
      if (embedder !== undefined) return embedder;
      throw refuse(id);
    },
    openReranker(id) {
      const reranker = id === 'demo' ? connections.openReranker?.(id) : undefined;
      if (reranker !== undefined) return reranker;
      throw refuse(id);
    },
  };
}

/** Answers as the people of the recorded run did: each node gets its answers in their order. */
function createRecordedAnswerer({ answers = [] }: RunTest): Answerer {
  const left = [...answers];
  return ({ nodeId }) => {
    const index = left.findIndex(({ node }) => node === nodeId);
    const [found] = index < 0 ? [] : left.splice(index, 1);
    if (found !== undefined) return found.answer;
    throw new MillraceError('nobody_to_ask', 'The test holds no answer for this question.', {
      action: 'Make it from a run in which somebody answered.',
    });
  };
}
