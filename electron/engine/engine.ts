import { bundledScripts } from '../../core/bin/bundled-scripts.ts';
import { EngineSession } from '../../core/bin/engine-session.ts';
import { createEnvironmentSecrets } from '../../core/node/host/environment-secrets.ts';
import type { EngineControl } from '../shared/engine-messages.ts';
import { EngineHost } from './engine-host.ts';

// The engine's process: started by the main process as an Electron utility process.

const { parentPort } = process;
const host = new EngineHost({
  openSession: ({ recordPath, placeKey, version }, env, listSecretNames) =>
    new EngineSession({
      recordPath,
      placeKey,
      version,
      deletesOldRuns: true,
      env,
      ...bundledScripts(import.meta.url),
      secrets: createEnvironmentSecrets(env, listSecretNames),
    }),
  report: (report) => parentPort.postMessage(report),
  exit: (code) => process.exit(code),
});

// Electron only warns of an unhandled rejection; an engine in an unknown state must not go on.
process.on('unhandledRejection', (error) => host.fail(error));
process.on('uncaughtException', (error) => host.fail(error));
parentPort.on('message', ({ data, ports }) => host.handle(data as EngineControl, ports));
