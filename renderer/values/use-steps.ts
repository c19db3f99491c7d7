import { useEffect, useReducer } from 'react';

/** Work that is done a little with each frame. */
interface Steps {
  /** Works for about so many ms; true when it is over. */
  step(budgetMs: number): boolean;
}

/** Of each frame: what is left for drawing keeps the page smooth. */
const stepMs = 14;
const redrawMs = 60;

/**
 * Does a piece of work in steps between frames, as long as the component stands there; draws again now and then, and
 * when it is over.
 */
export function useSteps(work: Steps | undefined): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (work === undefined) return undefined;
    let frame = 0;
    let drawnMs = performance.now();
    const go = (): void => {
      const done = work.step(stepMs);
      const now = performance.now();
      if (done || now - drawnMs > redrawMs) {
        drawnMs = now;
        redraw();
      }
      if (!done) frame = requestAnimationFrame(go);
    };
    frame = requestAnimationFrame(go);
    return () => cancelAnimationFrame(frame);
  }, [work]);
}
