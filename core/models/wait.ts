import { cancelledCode, MillraceError } from '../shared/errors.ts';

/** Waits; throws MillraceError `cancelled` at once after an abort. Infinity waits for the abort alone. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(cancelled());
    };
    const timer =
      milliseconds === Infinity
        ? undefined
        : setTimeout(() => {
            signal.removeEventListener('abort', stop);
            resolve();
          }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** The error of a turn that was aborted. */
export function cancelled(): MillraceError {
  return new MillraceError(cancelledCode, 'It was cancelled.');
}
