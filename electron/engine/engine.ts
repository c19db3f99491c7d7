import { createNodeEngine } from '../../core/bin/create-node-engine.ts';
import type { EngineControl } from '../shared/engine-messages.ts';
import { EngineHost } from './engine-host.ts';

// The engine's process: started by the main process as an Electron utility process.

const { parentPort } = process;
const host = new EngineHost({
  createEngine: (recordPath, env) => createNodeEngine({ recordPath, env }),
  report: (report) => parentPort.postMessage(report),
  exit: (code) => process.exit(code),
});

// Electron only warns of an unhandled rejection; an engine in an unknown state must not go on.
process.on('unhandledRejection', (error) => host.fail(error));
process.on('uncaughtException', (error) => host.fail(error));
parentPort.on('message', ({ data, ports }) => host.handle(data as EngineControl, ports));
