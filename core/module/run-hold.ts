import type { Cancellation } from './cancellation.ts';
import type { PortValues } from './runnable.ts';

/** A piece of work that is about to begin, or has just ended. */
export interface HoldPlace {
  /** The node's path. */
  readonly nodeId: string;
  readonly iteration: string;
  /** Of the work around it. */
  readonly spanId: string;
  /** Whether it is the node's own work; false for what a module calls on the way. */
  readonly isNode: boolean;
  readonly cancellation: Cancellation;
}

/** Lets people hold a run: at breakpoints, or all of it. */
export interface RunHold {
  /** Whether anything may be held now. Asked before every piece of work: while it is false, nothing else is. */
  readonly isWatching: boolean;
  /** Whether streams stand still. */
  readonly isStill: boolean;
  /** The inputs to begin with, as a person may have changed them. Rejects with what ends the scope. */
  before(place: HoldPlace, inputs: PortValues): PortValues | Promise<PortValues>;
  /** The outputs to go on with. Rejects with what ends the scope. */
  after(place: HoldPlace, outputs: PortValues): PortValues | Promise<PortValues>;
  /** Waits until streams, and what is to be tried again, may go on. Rejects with what ends the scope. */
  whenRunning(cancellation: Cancellation): Promise<void>;
  /** For how long anything has been held so far, ms: no time limit runs out meanwhile. */
  heldMs(): number;
}
