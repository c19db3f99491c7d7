import { EventEmitter } from 'node:events';
import { fake } from './state.ts';

function take<T>(answers: T[], dialogName: string): T {
  if (answers.length === 0) throw new Error(`Nobody has said how to answer this ${dialogName}.`);
  return answers.shift() as T;
}

export const dialog: Pick<Electron.Dialog, 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'> =
  {
    async showMessageBox(...args: unknown[]) {
      fake.messageBoxes.push(args.at(-1) as Electron.MessageBoxOptions);
      return { response: take(fake.messageBoxAnswers, 'message box'), checkboxChecked: false };
    },
    async showOpenDialog() {
      const path = take(fake.openAnswers, 'open dialog');
      return { canceled: path === undefined, filePaths: path === undefined ? [] : [path] };
    },
    async showSaveDialog(...args: unknown[]) {
      fake.saveDialogs.push(args.at(-1) as Electron.SaveDialogOptions);
      const path = take(fake.saveAnswers, 'save dialog');
      return { canceled: path === undefined, filePath: path ?? '' };
    },
  };

export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'> = {
  registerSchemesAsPrivileged: (schemes) => void fake.schemes.push(...schemes),
  handle: (scheme, handler) => void fake.protocolHandlers.set(scheme, handler),
};

const defaultSession: Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler'
> = {
  setPermissionRequestHandler: (handler) => {
    fake.permissions.request = handler;
  },
  setPermissionCheckHandler: (handler) => {
    fake.permissions.check = handler;
  },
};

export const session = { defaultSession };

export const shell: Pick<Electron.Shell, 'openExternal'> = {
  openExternal: async (url) => void fake.externalLinks.push(url),
};

/** Not encryption, but not the plain text either: enough to see which of the two lies on the disk. */
function scramble(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0x5a));
}

export const safeStorage: Pick<
  Electron.SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'getSelectedStorageBackend'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
> = {
  isAsyncEncryptionAvailable: async () => fake.encryption.available,
  getSelectedStorageBackend: () => fake.encryption.backend,
  encryptStringAsync: async (text) => scramble(Buffer.from(text)),
  decryptStringAsync: async (bytes) => ({
    result: scramble(bytes).toString(),
    shouldReEncrypt: false,
  }),
};

export const nativeTheme: Pick<Electron.NativeTheme, 'shouldUseDarkColors'> = {
  shouldUseDarkColors: true,
};

const display = { workArea: { x: 0, y: 0, width: 1920, height: 1040 } };

export const screen = Object.assign(new EventEmitter(), { getDisplayMatching: () => display });

let lastBlocker = 0;

export const powerSaveBlocker: Pick<Electron.PowerSaveBlocker, 'start' | 'stop'> = {
  start: () => {
    lastBlocker += 1;
    fake.powerSaveBlockers.add(lastBlocker);
    return lastBlocker;
  },
  stop: (id) => fake.powerSaveBlockers.delete(id),
};

export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => ({
    template,
    popup: () => undefined,
  }),
  setApplicationMenu: (menu: { template: Electron.MenuItemConstructorOptions[] }) => {
    fake.menu = menu.template;
  },
};
