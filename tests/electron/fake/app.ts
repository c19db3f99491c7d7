import { EventEmitter } from 'node:events';
import { emitPreventable, fake } from './state.ts';

type AppMethods = Pick<
  Electron.App,
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'getVersion'
  | 'isPackaged'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'addRecentDocument'
  | 'clearRecentDocuments'
>;

/** Electron's app: its order of events at the end is the point of it. */
class FakeApp extends EventEmitter implements AppMethods {
  #quitting = false;

  get isPackaged(): boolean {
    return fake.isPackaged;
  }

  get quitting(): boolean {
    return this.#quitting;
  }

  getPath(): string {
    return fake.dataFolder;
  }

  setPath(_name: string, path: string): void {
    fake.dataFolder = path;
  }

  getAppPath(): string {
    return fake.appFolder;
  }

  getVersion(): string {
    return '9.8.7';
  }

  enableSandbox(): void {
    fake.sandboxEnabled = true;
  }

  requestSingleInstanceLock(data?: Record<string, unknown>): boolean {
    fake.lockData = structuredClone(data);
    return fake.hasLock;
  }

  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Closes the windows first; any of them may keep the app. */
  quit(): void {
    this.#quitting = true;
    if (emitPreventable(this, 'before-quit').prevented) return this.#stay();
    for (const window of fake.windows.slice()) window.close();
    if (fake.windows.length > 0) return this.#stay();
    if (emitPreventable(this, 'will-quit').prevented) return this.#stay();
    this.exit(0);
  }

  exit(code = 0): void {
    fake.exitCode ??= code;
  }

  addRecentDocument(path: string): void {
    fake.recentDocuments.push(path);
  }

  clearRecentDocuments(): void {
    fake.recentDocuments.length = 0;
  }

  #stay(): void {
    this.#quitting = false;
  }
}

export const app = new FakeApp();
