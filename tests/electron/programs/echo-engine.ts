import type { EngineReport } from '../../../electron/shared/engine-messages.ts';

// The smallest engine that the shell can supervise: sends back what comes over a port; `die` ends it.
process.parentPort.on('message', ({ data, ports }) => {
  const { type } = data as { readonly type: string };
  if (type === 'start') process.parentPort.postMessage({ type: 'ready' } satisfies EngineReport);
  if (type === 'shutdown') process.exit(0);
  for (const port of ports) {
    port.on('message', (event) => {
      if (event.data === 'die') process.exit(7);
      port.postMessage({ echo: event.data as unknown, env: Object.keys(process.env).toSorted() });
    });
    port.start();
  }
});
