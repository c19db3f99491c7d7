import { EventEmitter } from 'node:events';
import { fake } from './state.ts';

class FakeIpcMain extends EventEmitter implements Pick<Electron.IpcMain, 'handle'> {
  handle(channel: string, listener: (event: never, ...args: unknown[]) => unknown): void {
    if (fake.ipcHandlers.has(channel)) throw new Error(`A second handler for '${channel}'`);
    fake.ipcHandlers.set(channel, listener);
  }
}

export const ipcMain = new FakeIpcMain();
