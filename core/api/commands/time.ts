import type { WireFrame } from '../protocol.ts';

/** Commands for looking back into a run. */
export interface TimeCommands {
  /**
   * Events of a run after `afterSeq`, packed as `run.subscribe` packs them, until there are `limit` of them: the first
   * frame may begin too early, the last one may hold more. None at the end. Fails with `unknown_run`.
   */
  'run.frames': {
    readonly params: {
      readonly runId: string;
      readonly afterSeq: number;
      readonly limit: number;
    };
    readonly result: { readonly frames: readonly WireFrame[] };
  };
}
