import { text as readAll } from 'node:stream/consumers';
import { createAnswerer } from '../answer-questions.ts';
import { askTrust } from '../ask-trust.ts';
import { createNodeEngine } from '../create-node-engine.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { describeError, describeFinding, writeMessage } from '../messages.ts';
import { watchForEnd } from '../run-end-watch.ts';
import type { EndWatch } from '../run-end-watch.ts';
import { openTrusted } from '../own-modules/load-own-kinds.ts';
import { moduleFoldersFor } from '../own-modules/module-folders-for.ts';
import { ownFormatsFolder } from '../own-formats.ts';
import { readGrants } from '../read-grants.ts';
import type { GrantOptions } from '../read-grants.ts';
import { continueRun } from '../continue-run.ts';
import type { ContinueOptions } from '../continue-run.ts';
import { checkModel } from '../check-model.ts';
import { createPlainPrinter, jsonPrinter } from '../run-printer.ts';
import type { RunPrinter } from '../run-printer.ts';
import { openTraffic } from '../run-traffic.ts';
import type { CommandTraffic, TrafficOptions } from '../run-traffic.ts';
import { applySettings, suggest } from '../setting-overrides.ts';
import type { CodeEngine } from '../../engine/create-engine.ts';
import type { RunHandle, RunResult } from '../../engine/engine.ts';
import type { FlowCheck } from '../../model/flow-check.ts';
import type { FlowDocument } from '../../model/flow-document.ts';
import { parseFlow } from '../../model/flow-file.ts';
import type { RunRequest } from '../../model/run-request.ts';
import { connectionsPathBeside } from '../../node/connections/connection-store.ts';
import { createEnvironmentSecrets } from '../../node/host/environment-secrets.ts';
import { readFlowFile } from '../../node/host/host-files.ts';
import { defaultRecordPath } from '../../node/host/record-path.ts';
import { openTrustStore, trustPathBeside } from '../../node/trust/trust-store.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { isRawFormatChoice } from '../../stream/formats/choose-raw-format.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

export interface RunOptions extends TrafficOptions, GrantOptions, ContinueOptions {
  readonly input?: string;
  readonly trace?: true;
  readonly json?: true;
  readonly set: readonly string[];
  readonly connection?: string;
  readonly model?: string;
  readonly rawFormat?: string;
  readonly record?: string;
  readonly trust?: true;
  readonly modules: readonly string[];
  readonly approve?: string;
}

/** `millrace run FILE`: runs the flow in this process and prints it; resolves with the exit code. */
export async function runFlow(file: string, options: RunOptions): Promise<number> {
  try {
    const text = await readFlowFile(file);
    const input = options.input === '-' ? await readAll(process.stdin) : (options.input ?? '');
    const secrets = createEnvironmentSecrets(process.env);
    const trust = openTrustStore(trustPathBeside(defaultRecordPath(process.env)));
    const modules = await openTrusted(moduleFoldersFor(file, options.modules), trust);
    const engine = createNodeEngine({
      secrets,
      trust,
      ...(modules === undefined ? {} : { modules }),
      ...(options.record === undefined ? {} : { recordPath: options.record }),
      // A record elsewhere is about this run; connections and formats are the person's all the same.
      connectionsPath: connectionsPathBeside(defaultRecordPath(process.env)),
      formatsFolder: ownFormatsFolder(),
      grants: readGrants(options),
      onRecordProblem: (problem) => writeMessage(describeError(toErrorInfo(problem))),
    });
    return await runInEngine(engine, { file, text, input, options, secrets: secrets.values() });
  } catch (error) {
    const info = toErrorInfo(error);
    writeMessage(describeError(info));
    return exitCodeOf(info.code);
  }
}

interface RunJob {
  readonly file: string;
  readonly text: string;
  readonly input: string;
  readonly options: RunOptions;
  /** Values that no file of ours may hold. */
  readonly secrets: readonly string[];
}

interface StartedRun {
  readonly run: RunHandle;
  readonly document: FlowDocument;
  readonly printer: RunPrinter;
  readonly watch: EndWatch;
  readonly traffic: CommandTraffic;
}

async function runInEngine(engine: CodeEngine, job: RunJob): Promise<number> {
  let started: StartedRun | undefined;
  let result: RunResult | undefined;
  try {
    engine.record.markInterrupted();
    const flow = prepareFlow(engine, job);
    if (flow !== undefined && !(await mayRun(engine, job, flow))) return exitCodes.notTrusted;
    started = flow && startRun(engine, job, flow);
    result = await started?.run.result;
  } finally {
    // Commits what is pending, so the last events are printed before the result.
    await engine.close();
    started?.watch.release();
    started?.traffic.close();
  }
  if (started === undefined || result === undefined) return exitCodes.wrongUsage;
  if (started.watch.isOutputClosed()) return exitCodes.outputClosed;
  started.printer.printResult(result);
  return reportEnd(result, started.document, started.watch.isInterrupted());
}

interface PreparedRun {
  readonly flow: string;
  readonly document: FlowDocument;
  readonly check: FlowCheck;
}

function mayRun(
  engine: CodeEngine,
  { file, options }: RunJob,
  { check }: PreparedRun,
): Promise<boolean> {
  return askTrust({
    engine,
    file,
    check,
    trust: options.trust === true,
    isOtherModel: options.connection !== undefined || options.replay !== undefined,
    mayAsk: options.input !== '-' && options.json !== true,
  });
}

/** Starts the run and its printing. */
function startRun(engine: CodeEngine, job: RunJob, { flow, document }: PreparedRun): StartedRun {
  const { options } = job;
  checkOverrides(engine, options);
  checkModel(document, engine.listKinds(), options);
  const printer =
    options.json === true
      ? jsonPrinter
      : createPlainPrinter(document, { withTrace: options.trace === true });
  const { input, overrides, ...part } = continueRun(engine.record, document, options);
  const traffic = openTraffic(engine.connections, job.secrets, options);
  // Watched before the start: the first events are committed while it happens.
  const stopPrinting = engine.record.onCommit((events) => printer.print(events));
  const run = engine.start({
    flow,
    file: job.file,
    input:
      options.input === undefined && input !== undefined ? input : readInput(job.input, document),
    overrides: { ...overrides, ...overridesOf(options) },
    ...part,
    answerer: createAnswerer({
      approve: options.approve,
      mayAsk: options.input !== '-' && options.json !== true,
      titleOf: (nodeId) => document.nodes[nodeId]?.title || nodeId,
    }),
    isTrusted: true,
    ...traffic.request,
  });
  return { run, document, printer, watch: watchForEnd(run, stopPrinting), traffic };
}

/** The flow as it shall run; undefined, with all findings written out, when it cannot. */
function prepareFlow(engine: CodeEngine, { file, text, options }: RunJob): PreparedRun | undefined {
  const original = parseFlow(text);
  const flow =
    original.document === undefined
      ? text
      : applySettings(text, original.document, engine.listKinds(), options.set);
  const check = engine.check(flow, file);
  const { document, findings } = check;
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (document !== undefined && errors.length === 0) return { flow, document, check };
  for (const finding of errors) {
    // Settings from the command line may have moved lines: places are those of the file as it is.
    const place = original.document === undefined ? finding.place : original.locate(finding.place);
    writeMessage(describeFinding(file, { ...finding, place }));
  }
  return undefined;
}

function reportEnd(result: RunResult, document: FlowDocument, isInterrupted: boolean): number {
  if (result.state === 'done') return exitCodes.done;
  if (result.state === 'cancelled' && isInterrupted) {
    writeMessage(
      `The run was cancelled; what it did until then is in the record (${result.runId}).`,
    );
    return exitCodes.interrupted;
  }
  const error = result.error ?? { code: result.state, message: `The run was ${result.state}.` };
  const title = error.nodeId === undefined ? undefined : document.nodes[error.nodeId]?.title;
  writeMessage(`${title === undefined ? '' : `${title}: `}${describeError(error)}`);
  return exitCodes.failed;
}

function checkOverrides(engine: CodeEngine, { connection, rawFormat }: RunOptions): void {
  const connections = engine.connections.list().map(({ id }) => id);
  if (connection !== undefined && !connections.includes(connection)) {
    throw new MillraceError('unknown_connection', `There is no connection "${connection}".`, {
      action: `${suggest(connection, connections)} There are: ${connections.join(', ')}.`,
    });
  }
  if (rawFormat !== undefined && !isRawFormatChoice(rawFormat)) engine.formats.find(rawFormat);
}

function overridesOf({
  connection,
  model,
  rawFormat,
}: RunOptions): NonNullable<RunRequest['overrides']> {
  return {
    ...(connection === undefined ? {} : { connection }),
    ...(model === undefined ? {} : { model }),
    ...(rawFormat === undefined ? {} : { rawFormat }),
  };
}

/** Text for the only input; for a flow with several, a JSON object that names them. */
function readInput(input: string, document: FlowDocument): string | JsonObject {
  const inputs = Object.values(document.nodes).filter(({ kind }) => kind === 'input');
  if (inputs.length < 2) return input;
  try {
    const value = JSON.parse(input) as JsonValue;
    return isJsonObject(value) ? value : input;
  } catch {
    return input;
  }
}
