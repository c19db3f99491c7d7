import type { EngineReport } from '../../../electron/shared/engine-messages.ts';

// An engine that hears the shutdown and stays.
process.parentPort.on('message', ({ data }) => {
  const { type } = data as { readonly type: string };
  if (type === 'start') process.parentPort.postMessage({ type: 'ready' } satisfies EngineReport);
});
