import type { KeptWork } from '../contracts/kept-work.ts';
import type { RunExports } from '../contracts/run-exports.ts';
import type { Engine } from '../engine/engine.ts';
import { MillraceError } from '../shared/errors.ts';
import { createConnectionHandlers } from './connection-commands.ts';
import { createControlHandlers } from './control-handlers.ts';
import { createExportHandlers } from './export-handlers.ts';
import { createFormatHandlers } from './format-commands.ts';
import { createHistoryHandlers } from './history-handlers.ts';
import { createModuleHandlers } from './module-commands.ts';
import type { CommandName, Commands } from './protocol.ts';
import { checkTraffic, readTraffic, unknownRun } from './read-traffic.ts';
import { createCompareHandlers } from './compare-handlers.ts';
import { createTimeHandlers } from './time-handlers.ts';
import { createTrustHandlers } from './trust-commands.ts';
import { createValueHandlers, unknownValue } from './value-commands.ts';
import { createVersionHandlers } from './version-commands.ts';

/** What answers each command. */
export type CommandHandlers = {
  readonly [Name in CommandName]: (
    params: Commands[Name]['params'],
  ) => Commands[Name]['result'] | Promise<Commands[Name]['result']>;
};

/** What belongs to one client. */
interface HandlerParts {
  /** Begins a subscription; answers its number. */
  open(params: Commands['run.subscribe']['params']): number;
  close(subscription: number): void;
  /** The path behind a place that the host gave out. */
  pathAt(place: string): string | undefined;
  /** What the host keeps of the person's work; absent where it keeps none. */
  readonly keptWork?: KeptWork | undefined;
  /** Takes runs out of the record for this client; absent where the host has nothing for it. */
  readonly exports?: RunExports | undefined;
  /** Holds what the client has not saved, for as long as the client is there. */
  readonly holder: object;
}

/** Answers all commands of one client; what they throw is for the client. */
export function createCommandHandlers(
  engine: Engine,
  { open, close, pathAt, keptWork, exports, holder }: HandlerParts,
): CommandHandlers {
  const fileAt = (place: string | undefined): string | undefined =>
    place === undefined ? undefined : pathAt(place);
  return {
    'kinds.list': () => engine.listKinds(),
    ...createHistoryHandlers(engine.record),
    ...createExportHandlers(exports),
    ...createConnectionHandlers(engine.connections),
    ...createFormatHandlers(engine.formats),
    ...createTrustHandlers(engine, fileAt),
    ...createModuleHandlers(engine.modules),
    ...createVersionHandlers(keptWork, holder, fileAt),
    'flow.check': ({ text, place }) => {
      const file = fileAt(place);
      if (file !== undefined) engine.modules?.lookBeside(file);
      return engine.check(text, file);
    },
    'flow.read': ({ files, place }) => ({ text: engine.readPart(files, fileAt(place)) }),
    'flow.import': ({ text }) => engine.importFlow(text),
    'run.start': ({ place, ...request }) => {
      const file = fileAt(place);
      return { runId: engine.start({ ...request, ...(file === undefined ? {} : { file }) }).runId };
    },
    'run.answer': ({ runId, questionId, answer }) => {
      const run = engine.find(runId);
      if (run === undefined) throw notWaiting();
      run.answer(questionId, answer);
      return null;
    },
    'run.cancel': ({ runId }) => cancelRun(engine, runId),
    'run.get': ({ runId }) => readRun(engine, runId),
    'run.list': ({ limit }) => engine.record.listRuns({ limit }),
    'run.traffic': ({ runId, offset }) => readTraffic(engine, runId, offset),
    ...createControlHandlers(engine, fileAt),
    'traffic.check': ({ text }) => checkTraffic(engine, text),
    ...createCompareHandlers(engine.record),
    ...createTimeHandlers(engine.record),
    'run.subscribe': (params) => {
      if (engine.record.run(params.runId) === undefined) throw unknownRun(params.runId);
      return { subscription: open(params) };
    },
    'run.unsubscribe': ({ subscription }) => {
      close(subscription);
      return null;
    },
    'value.read': ({ hash }) => {
      const value = engine.record.readValue(hash);
      if (value !== undefined) return { value };
      throw unknownValue();
    },
    ...createValueHandlers(engine.record),
  };
}

function notWaiting(): MillraceError {
  return new MillraceError('unknown_question', 'Nobody waits for this answer any more.', {
    action: 'The run is over.',
  });
}

function cancelRun(engine: Engine, runId: string): null {
  const run = engine.find(runId);
  if (run !== undefined) run.cancel();
  else if (engine.record.run(runId) === undefined) throw unknownRun(runId);
  return null;
}

function readRun(engine: Engine, runId: string): Commands['run.get']['result'] {
  const run = engine.record.run(runId);
  const flow = engine.record.flowOf(runId);
  if (run === undefined || flow === undefined) throw unknownRun(runId);
  return { run, flow };
}
