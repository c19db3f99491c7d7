import { useCallback } from 'react';
import { create } from 'zustand';
import type { RunView } from '../run/run-view.ts';

/** Whether a panel is paused, and what stood in it then. */
export interface Pausable<Frozen> {
  /** Undefined while live; a new run starts live. */
  readonly frozen: Frozen | undefined;
  /** Pauses on what stands there now, or shows all that has come meanwhile. */
  toggle(): void;
}

/**
 * Makes a hook that pauses one panel. The run goes on being folded into its view meanwhile, so nothing is lost:
 * `freeze` notes how far the view had come, and the panel draws no further than that.
 */
export function createPausable<Frozen>(
  freeze: (view: RunView) => Frozen,
): (view: RunView) => Pausable<Frozen> {
  interface Pause {
    readonly paused: { readonly view: RunView; readonly frozen: Frozen } | undefined;
  }
  const useStore = create<Pause>()(() => ({ paused: undefined }));
  return (view) => {
    const paused = useStore((store) => store.paused);
    const toggle = useCallback(
      () =>
        useStore.setState((before) => ({
          paused: before.paused?.view === view ? undefined : { view, frozen: freeze(view) },
        })),
      [view],
    );
    return { frozen: paused?.view === view ? paused.frozen : undefined, toggle };
  };
}
