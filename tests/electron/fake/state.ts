import type { EventEmitter } from 'node:events';
import type { FakeUtilityProcess } from './utility-process.ts';
import type { FakeBrowserWindow } from './browser-window.ts';

/** One message between the page and the main process, as it crossed. */
export interface WireMessage {
  readonly direction: 'to-main' | 'to-page';
  readonly channel: string;
  readonly payload: unknown;
}

/** Everything that a test sets before the app boots or looks at afterwards. */
export const fake = {
  appFolder: '',
  dataFolder: '',
  /** The script that runs instead of the built engine. */
  engineScript: '',
  isPackaged: false,
  /** The test is over: what still ends does so silently. */
  disposed: false,
  hasLock: true,
  lockData: undefined as unknown,
  encryption: { available: true, backend: 'gnome_libsecret' as 'gnome_libsecret' | 'basic_text' },
  /** Answers of the dialogs to come, in order; a dialog without an answer fails the test. */
  messageBoxAnswers: [] as number[],
  openAnswers: [] as (string | undefined)[],
  saveAnswers: [] as (string | undefined)[],
  /** The options of the dialogs shown. */
  messageBoxes: [] as Electron.MessageBoxOptions[],
  saveDialogs: [] as Electron.SaveDialogOptions[],
  /** How an engine's end is told. */
  faults: { exitTwice: false, goneFirst: false },
  sandboxEnabled: false,
  schemes: [] as Electron.CustomScheme[],
  protocolHandlers: new Map<string, (request: Request) => Response | Promise<Response>>(),
  ipcHandlers: new Map<string, (event: never, ...args: unknown[]) => unknown>(),
  permissions: {
    request: undefined as
      | Parameters<Electron.Session['setPermissionRequestHandler']>[0]
      | undefined,
    check: undefined as Parameters<Electron.Session['setPermissionCheckHandler']>[0] | undefined,
  },
  windows: [] as FakeBrowserWindow[],
  engines: [] as FakeUtilityProcess[],
  wire: [] as WireMessage[],
  externalLinks: [] as string[],
  recentDocuments: [] as string[],
  menu: [] as Electron.MenuItemConstructorOptions[],
  powerSaveBlockers: new Set<number>(),
  exitCode: undefined as number | undefined,
  /** `window` of the page; undefined before the first page. */
  page: undefined as FakePageWindow | undefined,
};

/** What a page's script sees as `window`. */
export interface FakePageWindow extends EventTarget {
  postMessage(message: unknown, origin: string, ports: readonly unknown[]): void;
  [exposed: string]: unknown;
}

/** Waits until a condition holds; fails with its name after the deadline. */
export async function waitUntil(
  what: string,
  condition: () => boolean,
  deadlineMs = 10_000,
): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Waited ${deadlineMs} ms in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** An event whose default can be prevented, as Electron's are. */
export function emitPreventable(
  emitter: EventEmitter,
  name: string,
  ...args: readonly unknown[]
): { readonly prevented: boolean } {
  let prevented = false;
  const event = {
    preventDefault: () => {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
  const [first, ...rest] = args;
  if (typeof first === 'object' && first !== null && 'url' in first) {
    emitter.emit(name, Object.assign(event, first), ...rest);
  } else emitter.emit(name, event, ...args);
  return { prevented };
}
