/** Calls back once, soon; returns the way to call it off. */
export type Schedule = (callback: () => void) => () => void;

const hiddenFlushMs = 100;
/** A drawing may take one part in so many of the time: the others belong to hands on the canvas, and to the other panels. */
const restFactor = 6;
/** However much there is to draw, what streams is seen this often, ms. */
const longestRestMs = 100;

/**
 * The next animation frame; a later one when the drawing before took long, up to 100 ms after it. 100 ms where frames have
 * stopped because the window is hidden.
 */
export function scheduleFrames(): Schedule {
  let dueMs = 0;
  let painted: MessageChannel | undefined;
  const measure = (startedMs: number): void => {
    painted ??= new MessageChannel();
    // A message comes after the page has been laid out and painted.
    painted.port1.onmessage = () => {
      const tookMs = performance.now() - startedMs;
      dueMs = startedMs + Math.min(longestRestMs, tookMs * restFactor);
    };
    painted.port2.postMessage(undefined);
  };
  return (callback) => {
    let frame = 0;
    const stop = (): void => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    const fire = (): void => {
      stop();
      const startedMs = performance.now();
      callback();
      measure(startedMs);
    };
    const wait = (): void => {
      frame = requestAnimationFrame(() => (performance.now() < dueMs ? wait() : fire()));
    };
    const timer = setTimeout(fire, hiddenFlushMs);
    wait();
    return stop;
  };
}
