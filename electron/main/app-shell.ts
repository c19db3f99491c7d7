import type { BrowserWindow } from 'electron';
import { app, dialog, Menu, powerSaveBlocker, safeStorage } from 'electron';
import type { HostCommand, HostFile, HostMenu } from '../../core/api/host-bridge.ts';
import { FilePlaces, createPlaceKey } from '../../core/node/host/file-places.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { buildAppMenu } from './app-menu.ts';
import type { AppPaths } from './app-paths.ts';
import { CloseGuard } from './close-guard.ts';
import { buildEngineEnvironment, readEnvironmentSecrets } from './engine-environment.ts';
import { EngineSupervisor } from './engine-supervisor.ts';
import { FlowFiles } from './flow-files.ts';
import { pushToPage } from './ipc.ts';
import { openMainWindow } from './main-window.ts';
import { RecentFiles } from './recent-files.ts';
import { RunActivity } from './run-activity.ts';
import { SecretStore } from './secret-store.ts';

/** The running app: its one window, its engine, and what they share. Create it once the app is ready. */
export class AppShell {
  readonly paths: AppPaths;
  readonly files: FlowFiles;
  readonly secrets: SecretStore;
  readonly engine: EngineSupervisor;
  readonly recentFiles: RecentFiles;
  readonly runActivity = new RunActivity(powerSaveBlocker);
  #window: BrowserWindow | undefined;
  #closeGuard: CloseGuard | undefined;
  #documentName = 'Untitled';
  /** What the page last said of itself; kept while it loads anew. */
  #menu: HostMenu | undefined;
  #unsaved = false;
  #pageListens = false;
  #waitingFile: string | undefined;
  #quitting = false;

  constructor(paths: AppPaths, launchFile: string | undefined) {
    this.paths = paths;
    this.#waitingFile = launchFile;
    const placeKey = createPlaceKey();
    this.files = new FlowFiles(new FilePlaces(placeKey));
    this.secrets = new SecretStore(paths.secrets, safeStorage);
    this.recentFiles = new RecentFiles(app, paths.recentFiles, () => this.#showMenu());
    this.engine = new EngineSupervisor({
      app,
      enginePath: paths.engine,
      recordPath: paths.record,
      placeKey,
      workingFolder: app.getPath('userData'),
      environment: buildEngineEnvironment(process.env),
      readSecrets: async () => ({
        ...readEnvironmentSecrets(process.env),
        ...(await this.secrets.readValues()),
      }),
      onState: (state) => pushToPage(this.contents, 'engine:state', state),
    });
    this.#showMenu();
  }

  get window(): BrowserWindow | undefined {
    return this.#window;
  }

  get contents(): Electron.WebContents | undefined {
    return this.#window?.webContents;
  }

  /** Brings the window to the front, opening it first where it was closed (macOS). */
  showWindow(): void {
    if (this.#window === undefined) {
      this.#openWindow();
      return;
    }
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  /** Opens a file in the page, or keeps it until the page asks for its first file. */
  async openPath(path: string): Promise<void> {
    if (!this.#pageListens) {
      this.#waitingFile = path;
      return;
    }
    try {
      const file = await this.readFlow(path);
      pushToPage(this.contents, 'file:opened', file);
    } catch (error) {
      this.recentFiles.remove(path);
      await this.#showError(error);
    }
  }

  /** The file that waits for the page, once; from here on the page is told of files. */
  async takeInitialFile(): Promise<HostFile | null> {
    this.#pageListens = true;
    const path = this.#waitingFile;
    this.#waitingFile = undefined;
    return path === undefined ? null : this.readFlow(path);
  }

  async readFlow(path: string): Promise<HostFile> {
    const file = await this.files.read(path);
    this.recentFiles.add(path);
    return file;
  }

  send(command: HostCommand): void {
    if (this.#window === undefined) this.showWindow();
    pushToPage(this.contents, 'host:command', command);
  }

  setUnsaved(unsaved: boolean): void {
    this.#unsaved = unsaved;
    this.#showTitle();
    this.#closeGuard?.setUnsaved(unsaved);
  }

  setDocument(name: string, path: string | undefined): void {
    this.#documentName = name;
    this.#window?.setRepresentedFilename(path ?? '');
    this.#showTitle();
  }

  /** Shows the page's keys and panels in the menu. */
  setMenu(menu: HostMenu): void {
    this.#menu = menu;
    this.#showMenu();
  }

  /** A save that the person cancelled or that failed ends the wish to close. */
  saveFailed(): void {
    this.#closeGuard?.saveFailed();
  }

  /** The app is on its way out; a prompt answered with "Cancel" takes it back. */
  beginQuit(): void {
    this.#quitting = true;
  }

  #openWindow(): void {
    const window = openMainWindow(this.paths, app.getVersion());
    this.#window = window;
    this.#closeGuard = new CloseGuard({
      window,
      dialog,
      documentName: () => this.#documentName,
      requestSave: () => this.send('save'),
      onStay: () => {
        this.#quitting = false;
      },
    });
    window.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#forgetPage();
    });
    window.on('closed', () => this.#handleClosed());
  }

  #handleClosed(): void {
    this.#window = undefined;
    this.#closeGuard = undefined;
    this.#forgetPage();
    if (this.#quitting) app.quit();
  }

  #forgetPage(): void {
    this.#pageListens = false;
    this.#documentName = 'Untitled';
    this.#unsaved = false;
    this.#closeGuard?.forget();
    this.runActivity.setRunning(0, this.#window);
  }

  #showTitle(): void {
    this.#window?.setTitle(`${this.#unsaved ? '• ' : ''}${this.#documentName} – Millrace`);
  }

  #showMenu(): void {
    const template = buildAppMenu({
      platform: process.platform,
      packaged: app.isPackaged,
      recentFiles: this.recentFiles.list(),
      page: this.#menu,
      actions: {
        send: (command) => this.send(command),
        openRecent: (path) => void this.openPath(path),
        clearRecent: () => this.recentFiles.clear(),
      },
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  async #showError(error: unknown): Promise<void> {
    const { message, action } = toErrorInfo(error);
    const options = {
      type: 'error' as const,
      message,
      ...(action === undefined ? {} : { detail: action }),
    };
    if (this.#window === undefined) await dialog.showMessageBox(options);
    else await dialog.showMessageBox(this.#window, options);
  }
}
