import type { EnginePortMessage } from '../../core/api/desktop-api.ts';
import { enginePortMessageType } from '../../core/api/desktop-api.ts';
import { enginePortChannel } from '../shared/ipc.ts';
import { listenPorts } from './ipc.ts';

/** Hands every engine port on to the page by a window message: ports cannot cross the context bridge. */
export function forwardEnginePorts(): void {
  listenPorts(enginePortChannel, (nonce, ports) => {
    const message: EnginePortMessage = { type: enginePortMessageType, nonce: String(nonce) };
    window.postMessage(message, location.origin, [...ports]);
  });
}
