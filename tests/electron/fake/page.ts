import { EventEmitter } from 'node:events';
import type { FakeFrame, FakeWebContents } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import type { FakePageWindow } from './state.ts';
import { fake } from './state.ts';

let contents: FakeWebContents | undefined;
let pages = 0;

class FakeIpcRenderer
  extends EventEmitter
  implements Pick<Electron.IpcRenderer, 'invoke' | 'send'>
{
  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    return invokeAs(contents?.mainFrame ?? null, channel, ...args);
  }

  send(channel: string, ...args: unknown[]): void {
    sendAs(contents?.mainFrame ?? null, channel, ...args);
  }
}

export const ipcRenderer = new FakeIpcRenderer();

/** Sends a request as a given frame would; null is a frame that is gone. */
export async function invokeAs(
  frame: FakeFrame | null,
  channel: string,
  ...args: unknown[]
): Promise<unknown> {
  const sent: unknown[] = structuredClone(args);
  fake.wire.push({ direction: 'to-main', channel, payload: sent });
  const handler = fake.ipcHandlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  const event = { type: 'frame', senderFrame: frame, sender: contents } as never;
  const payload: unknown = structuredClone(await handler(event, ...sent));
  fake.wire.push({ direction: 'to-page', channel, payload });
  return payload;
}

/** Sends a notice as a given frame would. */
export function sendAs(frame: FakeFrame | null, channel: string, ...args: unknown[]): void {
  const sent: unknown[] = structuredClone(args);
  fake.wire.push({ direction: 'to-main', channel, payload: sent });
  setImmediate(() =>
    ipcMain.emit(channel, { type: 'frame', senderFrame: frame, sender: contents }, ...sent),
  );
}

/** Runs the real preload script against a fresh `window`. */
export async function loadPage(owner: FakeWebContents): Promise<void> {
  contents = owner;
  pages += 1;
  const window = new PageWindow();
  Object.assign(globalThis, { window, location: { origin: new URL(owner.mainFrame.url).origin } });
  // The query makes it a new module, as a reload runs the script anew.
  const script = `../../../electron/preload/preload.ts?page=${pages}`;
  await import(/* @vite-ignore */ script);
  fake.page = window;
}

export function unloadPage(): void {
  ipcRenderer.removeAllListeners();
  fake.page = undefined;
}

class PageWindow extends EventTarget implements FakePageWindow {
  [exposed: string]: unknown;

  postMessage(message: unknown, origin: string, ports: readonly unknown[]): void {
    const data: unknown = structuredClone(message);
    const event = Object.assign(new Event('message'), { data, origin, ports, source: this });
    setImmediate(() => this.dispatchEvent(event));
  }
}

export const contextBridge: Pick<Electron.ContextBridge, 'exposeInMainWorld'> = {
  exposeInMainWorld: (key: string, api: Record<string, unknown>) => {
    const window = (globalThis as unknown as { window: FakePageWindow }).window;
    window[key] = Object.fromEntries(
      Object.entries(api).map(([name, member]) => [name, carryOver(member)]),
    );
  },
};

/** What the bridge does: functions stay callable, everything else is copied. */
function carryOver(member: unknown): unknown {
  if (typeof member !== 'function') return structuredClone(member);
  return (...args: unknown[]): unknown => {
    const result: unknown = member(
      ...args.map((argument) =>
        typeof argument === 'function' ? argument : structuredClone(argument),
      ),
    );
    if (result instanceof Promise) return result.then((value: unknown) => structuredClone(value));
    return typeof result === 'function' ? result : structuredClone(result);
  };
}
