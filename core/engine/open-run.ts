import type { HostParts } from '../contracts/host-parts.ts';
import type { OpenTraffic } from '../contracts/run-traffic.ts';
import { MillraceError } from '../shared/errors.ts';
import type { CodeRunRequest, EngineParts } from './create-engine.ts';
import type { RunHandle } from './engine.ts';
import { FlowCaller } from './flow-caller.ts';
import type { FlowCompiler } from './flow-compiler.ts';
import type { FlowLibrary } from './flow-library.ts';
import { FlowRun } from './flow-run.ts';
import type { FlowTrust } from './flow-trust.ts';
import { permitRun } from './permit-run.ts';
import { prepareFlow } from './prepared-flow.ts';
import { QuestionDesk } from './question-desk.ts';
import { readPrior } from './read-prior.ts';
import { restrictFlow } from './restrict-flow.ts';
import { RunControl } from './run-control.ts';
import { resolveRunInput } from './run-input.ts';
import { startServices } from './start-services.ts';

/** What an engine starts its runs with. */
interface RunWorld {
  readonly parts: EngineParts & { readonly host: HostParts };
  readonly library: FlowLibrary;
  readonly compiler: FlowCompiler;
  readonly trust: FlowTrust | undefined;
}

/** Starts a run, as `Engine.start` says; `onEnd` is called when it is over. Nothing is recorded if it throws. */
export function openRun(world: RunWorld, request: CodeRunRequest, onEnd: () => void): RunHandle {
  const { parts, library, compiler, trust } = world;
  const { file, until, replay } = request;
  const compiled = compiler.compile(request.flow, { file, rootFile: file }, request.modules);
  const { document } = compiled;
  const permit = permitRun(trust, parts.host, request, compiled);
  const input = resolveRunInput(compiled.inputs, request.input);
  const flow = prepareFlow(restrictFlow(compiled, until), request.modules);
  const prior = readPrior(parts.record, request, compiled, (flowFile) =>
    readNow(library, flowFile, file),
  );
  const runId = crypto.randomUUID();
  const traffic = openTraffic(parts, request, runId);
  const desk = new QuestionDesk(request.answerer);
  const control = new RunControl(request.breakpoints);
  const services = startServices(parts, request, {
    runId,
    document,
    connections: request.connections ?? traffic?.connections ?? parts.connections,
    caller: new FlowCaller(library, compiler, permit),
    desk,
    hold: control,
    grants: permit.grants,
  });
  control.attach(services);
  if (compiled.usesCode) parts.sandbox.warm();
  const onStart = (): void => {
    if (request.startsPaused === true) control.pause();
  };
  const run = new FlowRun({ document, flow, file, input, services, replay, prior, until, onStart });
  const handle: RunHandle = {
    runId,
    result: run.result.finally(() => {
      onEnd();
      traffic?.close();
    }),
    cancel: () => run.cancel(),
    questions: () => desk.list(),
    answer: (questionId, answer) => desk.answer(questionId, answer),
    control,
    queue: (name, consumer) => parts.record.queue(runId, name, consumer),
  };
  run.start();
  return handle;
}

/** The text that a flow's file has now; undefined for what cannot be read any more. */
function readNow(
  library: FlowLibrary,
  flowFile: string,
  rootFile: string | undefined,
): string | undefined {
  const name = flowFile.split(/[\\/]/).at(-1) ?? flowFile;
  try {
    return library.read(name, { file: flowFile, rootFile }).text;
  } catch {
    return undefined;
  }
}

function openTraffic(
  { traffic }: EngineParts,
  { recordTraffic = false, replay }: CodeRunRequest,
  runId: string,
): OpenTraffic | undefined {
  if (!recordTraffic && replay === undefined) return undefined;
  if (traffic === undefined) {
    throw new MillraceError(
      'traffic_unavailable',
      'This host can neither record nor replay model traffic.',
      { action: 'Use the app, “millrace web” or “millrace run”.' },
    );
  }
  return traffic.open(runId, { recordTraffic, ...(replay === undefined ? {} : { replay }) });
}
