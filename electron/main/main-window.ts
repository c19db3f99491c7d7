import { BrowserWindow, Menu, nativeTheme, screen } from 'electron';
import { versionArgument } from '../shared/ipc.ts';
import type { AppPaths } from './app-paths.ts';
import { appOrigin } from './app-protocol.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

// The page's own canvas colours, so that no flash is seen before it is drawn.
const backgrounds = { dark: '#0f1317', light: '#f6f8fa' };

/** Opens the window on our page; it shows itself once the page is drawn. */
export function openMainWindow(paths: AppPaths, version: string): BrowserWindow {
  const { bounds, maximized } = readWindowState(paths.windowState, screen);
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    ...bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Millrace',
    icon: paths.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload: paths.preload,
      additionalArguments: [versionArgument + version],
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  keepWindowState(paths.windowState, window);
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.on('page-title-updated', (event) => event.preventDefault());
  window.webContents.on('render-process-gone', (_event, details) => {
    console.error('The page ended:', details.reason);
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  addContextMenu(window);
  window.loadURL(`${appOrigin}/index.html`).catch((error: unknown) => {
    console.error('Cannot load the page:', error);
  });
  return window;
}

function addContextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (isEditable) {
      Menu.buildFromTemplate([
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ]).popup({ window });
    } else if (selectionText.trim() !== '') {
      Menu.buildFromTemplate([{ role: 'copy' }]).popup({ window });
    }
  });
}
