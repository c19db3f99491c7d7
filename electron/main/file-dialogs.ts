import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserWindow, Dialog } from 'electron';

const openFilters = [
  { name: 'Flows', extensions: ['json', 'yml', 'yaml', 'rivet-project'] },
  { name: 'All files', extensions: ['*'] },
];
const filters = [
  { name: 'Millrace flow', extensions: ['json'] },
  { name: 'All files', extensions: ['*'] },
];

/** Asks for a file to open; undefined when the person cancels. */
export async function askOpenPath(
  dialog: Dialog,
  window: BrowserWindow,
): Promise<string | undefined> {
  const answer = await dialog.showOpenDialog(window, {
    filters: openFilters,
    properties: ['openFile'],
  });
  return answer.canceled ? undefined : answer.filePaths[0];
}

/** Asks where to save; starts beside `previous` if there is one. Undefined when the person cancels. */
export async function askSavePath(
  dialog: Dialog,
  window: BrowserWindow,
  name: string,
  previous: string | undefined,
): Promise<string | undefined> {
  const answer = await dialog.showSaveDialog(window, {
    filters,
    defaultPath: join(previous === undefined ? homedir() : dirname(previous), name),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return answer.canceled || answer.filePath === '' ? undefined : answer.filePath;
}
