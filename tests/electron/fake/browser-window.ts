import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { ipcRenderer, loadPage, unloadPage } from './page.ts';
import type { FakeMessagePortMain } from './message-ports.ts';
import { emitPreventable, fake } from './state.ts';

type FrameMethods = Pick<Electron.WebFrameMain, 'url' | 'detached' | 'isDestroyed'>;

/** A frame of a page; only the main frame of the window is trusted. */
export class FakeFrame implements FrameMethods {
  url = 'about:blank';
  readonly detached = false;

  isDestroyed(): boolean {
    return false;
  }

  postMessage(
    channel: string,
    message: unknown,
    transfer: readonly FakeMessagePortMain[] = [],
  ): void {
    const payload = structuredClone(message);
    const ports = transfer.map((port) => port.release());
    fake.wire.push({ direction: 'to-page', channel, payload });
    setImmediate(() => ipcRenderer.emit(channel, { ports }, payload));
  }
}

type ContentsMethods = Pick<
  Electron.WebContents,
  'isDestroyed' | 'reload' | 'send' | 'setWindowOpenHandler'
>;

export class FakeWebContents extends EventEmitter implements ContentsMethods {
  mainFrame = new FakeFrame();
  /** The answer of our protocol to the page's address. */
  response: Response | undefined;
  windowOpenHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | undefined;
  #destroyed = false;

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  markDestroyed(): void {
    this.#destroyed = true;
    unloadPage();
  }

  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.windowOpenHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    const payload: unknown[] = structuredClone(args);
    fake.wire.push({ direction: 'to-page', channel, payload });
    setImmediate(() => ipcRenderer.emit(channel, {}, ...payload));
  }

  reload(): void {
    void this.load(this.mainFrame.url);
  }

  async load(url: string): Promise<void> {
    unloadPage();
    this.mainFrame = new FakeFrame();
    this.mainFrame.url = url;
    this.emit('did-start-navigation', { url, isMainFrame: true, isSameDocument: false });
    const handler = fake.protocolHandlers.get(new URL(url).protocol.slice(0, -1));
    this.response = await handler?.(new Request(url));
    if (this.response?.status !== 200) throw new Error(`ERR_FAILED loading ${url}`);
    await loadPage(this);
  }
}

type WindowMethods = Pick<
  Electron.BrowserWindow,
  | 'isMinimized'
  | 'restore'
  | 'focus'
  | 'show'
  | 'maximize'
  | 'isMaximized'
  | 'getNormalBounds'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'setTitle'
  | 'setDocumentEdited'
  | 'setRepresentedFilename'
  | 'setProgressBar'
  | 'loadURL'
>;

export class FakeBrowserWindow extends EventEmitter implements WindowMethods {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new FakeWebContents();
  readonly shown: {
    title: string;
    edited: boolean;
    path: string;
    progress: number;
    focused: number;
    visible: boolean;
  } = { title: '', edited: false, path: '', progress: -1, focused: 0, visible: false };
  #destroyed = false;
  #maximized = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    fake.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  isMinimized = (): boolean => false;
  restore = (): void => undefined;
  isMaximized = (): boolean => this.#maximized;
  isDestroyed = (): boolean => this.#destroyed;

  getNormalBounds(): Electron.Rectangle {
    return { x: 10, y: 20, width: 1000, height: 700 };
  }

  focus(): void {
    this.shown.focused += 1;
  }

  show(): void {
    this.shown.visible = true;
  }

  maximize(): void {
    this.#maximized = true;
  }

  setTitle(title: string): void {
    this.shown.title = title;
  }

  setDocumentEdited(edited: boolean): void {
    this.shown.edited = edited;
  }

  setRepresentedFilename(path: string): void {
    this.shown.path = path;
  }

  setProgressBar(progress: number): void {
    this.shown.progress = progress;
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url);
    this.emit('ready-to-show');
  }

  close(): void {
    if (this.#destroyed || emitPreventable(this, 'close').prevented) return;
    this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.webContents.markDestroyed();
    fake.windows.splice(fake.windows.indexOf(this), 1);
    this.emit('closed');
    if (fake.windows.length === 0 && !app.quitting) app.emit('window-all-closed');
  }
}
