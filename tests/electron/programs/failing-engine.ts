import type { EngineReport } from '../../../electron/shared/engine-messages.ts';

// An engine whose record cannot be opened: it says so and ends.
process.parentPort.on('message', ({ data }) => {
  if ((data as { readonly type: string }).type !== 'start') return;
  const error = {
    code: 'record_unreadable',
    message: 'The record is damaged.',
    action: 'Move it away.',
  };
  process.parentPort.postMessage({ type: 'failed', error } satisfies EngineReport);
  setTimeout(() => process.exit(1), 20);
});
