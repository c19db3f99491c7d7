// Stands in for the `electron` module in tests (see vitest.config.ts): the names that the app imports,
// each checked against Electron's own types, so that a change of Electron's interface fails to compile.
export { app } from './app.ts';
export { FakeBrowserWindow as BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { FakeMessageChannelMain as MessageChannelMain } from './message-ports.ts';
export { contextBridge, ipcRenderer } from './page.ts';
export {
  dialog,
  Menu,
  nativeTheme,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} from './system.ts';
export { utilityProcess } from './utility-process.ts';
