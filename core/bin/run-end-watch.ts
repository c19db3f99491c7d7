import type { RunHandle } from '../engine/engine.ts';
import { exitCodes } from './exit-codes.ts';
import { writeMessage } from './messages.ts';

/** What came from outside while a run was under way. */
export interface EndWatch {
  isInterrupted(): boolean;
  /** Whether the reader of standard output is gone. */
  isOutputClosed(): boolean;
  /** Call when the run has ended: Ctrl+C means what it always does again. */
  release(): void;
}

const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Cancels the run at Ctrl+C, leaves at once at the second, and cancels it when nobody reads its output any more. */
export function watchForEnd(run: RunHandle, stopPrinting: () => void): EndWatch {
  let isInterrupted = false;
  let isOutputClosed = false;
  const interrupt = (): void => {
    if (isInterrupted) process.exit(exitCodes.interrupted);
    isInterrupted = true;
    writeMessage('Cancelling the run. Press Ctrl+C again to leave at once.');
    run.cancel();
  };
  // SIGHUP: the terminal was closed.
  for (const signal of endSignals) process.on(signal, interrupt);
  // Never taken off: without a listener a late error would end the process before the record is closed.
  process.stdout.on('error', () => {
    isOutputClosed = true;
    stopPrinting();
    run.cancel();
  });
  return {
    isInterrupted: () => isInterrupted,
    isOutputClosed: () => isOutputClosed,
    release() {
      for (const signal of endSignals) process.off(signal, interrupt);
      stopPrinting();
    },
  };
}
