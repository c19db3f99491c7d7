import type { HeldRun } from '../contracts/run-control.ts';
import type { Engine } from '../engine/engine.ts';
import { readResumed } from '../engine/read-prior.ts';
import type { RunControl } from '../engine/run-control.ts';
import { MillraceError } from '../shared/errors.ts';
import type { ControlCommands } from './commands/control.ts';

/** What answers each command that holds runs. */
type ControlHandlers = {
  readonly [Name in keyof ControlCommands]: (
    params: ControlCommands[Name]['params'],
  ) => ControlCommands[Name]['result'];
};

/** Answers the commands that hold runs, and that go on from those of before. */
export function createControlHandlers(
  engine: Engine,
  fileAt: (place: string | undefined) => string | undefined,
): ControlHandlers {
  const change = (runId: string, act: (control: RunControl) => void): HeldRun => {
    const run = engine.find(runId);
    if (run === undefined) throw runIsOver();
    act(run.control);
    return run.control.state();
  };
  return {
    'run.resume': ({ runId, place, ...more }) => {
      const file = fileAt(place);
      const request = { ...readResumed(engine.record, runId), ...more };
      return { runId: engine.start(file === undefined ? request : { ...request, file }).runId };
    },
    'run.pause': ({ runId }) => change(runId, (control) => control.pause()),
    'run.continue': ({ runId, holdId, values }) =>
      change(runId, (control) => control.continue(holdId, values)),
    'run.step': ({ runId, holdId }) => change(runId, (control) => control.step(holdId)),
    'run.breakpoints': ({ runId, breakpoints }) =>
      change(runId, (control) => control.setBreakpoints(breakpoints)),
    'run.held': ({ runId }) => engine.find(runId)?.control.state() ?? { isPaused: false, held: [] },
  };
}

function runIsOver(): MillraceError {
  return new MillraceError('run_is_over', 'The run is over: nothing of it can be held.', {
    action: 'Start it again, or resume it.',
  });
}
