import type { RecordedValue } from './events.ts';

/** A piece of work that is held: it goes on when a person lets it. */
export interface HeldWork {
  /** Unique within the run. */
  readonly holdId: string;
  readonly nodeId: string;
  readonly iteration: string;
  /** Before it begins, with its inputs; or after its end, with its outputs. */
  readonly when: 'before' | 'after';
  readonly why: 'breakpoint' | 'paused';
  /** The wire whose value it was held for. */
  readonly edge?: { readonly from: string; readonly to: string };
  /** By port. */
  readonly values: RecordedValue;
  /** False where the values hold a masked secret: what came back would have the mask in it. */
  readonly isEditable: boolean;
}

/** What of a run is held now. */
export interface HeldRun {
  /** Whether every piece of work is held before it begins, and streams stand still. */
  readonly isPaused: boolean;
  /** In the order in which they were held. */
  readonly held: readonly HeldWork[];
}
