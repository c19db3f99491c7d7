import type { Connections } from '../contracts/connection.ts';
import type { Grants } from '../contracts/grants.ts';
import type { HostParts } from '../contracts/host-parts.ts';
import type { FlowDocument } from '../model/flow-document.ts';
import type { RunHold } from '../module/run-hold.ts';
import type { RunServices } from '../module/run-scope.ts';
import type { JsonValue } from '../shared/json.ts';
import { toJsonValue } from '../shared/to-json.ts';
import { createValueMasker } from '../stream/mask-secrets.ts';
import type { CodeRunRequest, EngineParts } from './create-engine.ts';
import type { FlowCaller } from './flow-caller.ts';
import type { QuestionDesk } from './question-desk.ts';

/** What is particular to one run. */
interface RunFacts {
  readonly caller: FlowCaller;
  readonly desk: QuestionDesk;
  readonly hold: RunHold;
  readonly runId: string;
  readonly document: FlowDocument;
  readonly connections: Connections;
  readonly grants: Grants;
}

/** Begins a run in the record, and gives what all its spans share. */
export function startServices(
  parts: EngineParts & { readonly host: HostParts },
  request: CodeRunRequest,
  { runId, document, connections, caller, desk, hold, grants }: RunFacts,
): RunServices {
  let spans = 0;
  let order = 0;
  let lastUs = 0;
  // Set anew for each run: performance.timeOrigin is wrong by as much as the machine has slept since the process began.
  const zeroMs = Date.now() - performance.now();
  const nowUs = (): number => {
    const now = Math.round((zeroMs + performance.now()) * 1000);
    return (lastUs = Math.max(now, lastUs));
  };
  const given = Object.entries(request.given ?? {});
  const maskedValues = parts.secrets.values();
  const maskJson = createValueMasker(maskedValues);
  const mask = <Value>(value: Value): Value => maskJson(value as JsonValue) as Value;
  const writer = parts.record.startRun({
    runId,
    flowId: document.id,
    flowName: document.name,
    flow: mask(request.flow),
    input: mask(toJsonValue(request.input)),
    startedUs: nowUs(),
    ...(request.from === undefined ? {} : { origin: request.from }),
  });
  return {
    runId,
    writer,
    connections,
    sandbox: parts.sandbox,
    secrets: parts.secrets,
    host: { ...parts.host, grants },
    maskedValues,
    mask,
    hold,
    overrides: request.overrides ?? {},
    ...(given.length === 0 ? {} : { given: new Map(given) }),
    runFlow: (call, scope) => caller.run(call, scope),
    describeFlow: (source, scope) => caller.describe(source, scope),
    ask: (question, scope) => desk.ask(question, scope),
    nextSpanId: () => `s${++spans}`,
    nextOrder: () => ++order,
    nowUs,
  };
}
