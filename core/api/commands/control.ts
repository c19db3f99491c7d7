import type { HeldRun } from '../../contracts/run-control.ts';
import type { Breakpoint } from '../../model/run-request.ts';
import type { JsonObject } from '../../shared/json.ts';

interface OneRun {
  readonly runId: string;
}

interface OneHold extends OneRun {
  /** Which of what is held; without it all, or for a step what waits longest. */
  readonly holdId?: string;
}

/** Commands that hold runs, and that go on from those of before. */
export interface ControlCommands {
  /**
   * Starts a run that does what another one had not come to, with its flow, input and models; answers at once. Fails as
   * `run.start`, and with `unknown_run`, `run_under_way`, or `wrong_values` for an input in which a secret is masked. `place`: the file that the flow is in, as `run.start` takes it.
   */
  'run.resume': {
    readonly params: OneRun & { readonly place?: string; readonly recordTraffic?: boolean };
    readonly result: OneRun;
  };
  /** Holds all that begins from now on, and streams. */
  'run.pause': { readonly params: OneRun; readonly result: HeldRun };
  /**
   * Lets everything go on, or one piece of work, with the values by port that a person changed. Fails with `unknown_hold`,
   * and `wrong_values` where a secret is masked in them.
   */
  'run.continue': {
    readonly params: OneHold & { readonly values?: JsonObject };
    readonly result: HeldRun;
  };
  /** Lets one piece of work begin and holds the next; fails with `unknown_hold`. */
  'run.step': { readonly params: OneHold; readonly result: HeldRun };
  /** Where the run holds from now on, instead of where it did. */
  'run.breakpoints': {
    readonly params: OneRun & { readonly breakpoints: readonly Breakpoint[] };
    readonly result: HeldRun;
  };
  /** What of a run is held; nothing for a run that is over. */
  'run.held': { readonly params: OneRun; readonly result: HeldRun };
}
