import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { HostFile } from '../../core/api/host-bridge.ts';
import { MillraceError } from '../../core/shared/errors.ts';
import { enginePortChannel } from '../shared/ipc.ts';
import type { AppShell } from './app-shell.ts';
import { askOpenPath, askSavePath } from './file-dialogs.ts';
import { answerRequests, receiveNotices } from './ipc.ts';
import { askSecretPlace } from './secret-dialog.ts';

/** Connects what the page asks for with the parts that do it. */
export function servePage(shell: AppShell): void {
  answerRequests(
    {
      'engine:connect': async (frame, nonce) => {
        const port = await shell.engine.openPort();
        if (frame.isDestroyed() || frame.detached) port.close();
        else frame.postMessage(enginePortChannel, nonce, [port]);
        return null;
      },
      'file:initial': () => shell.takeInitialFile(),
      'file:examples': () => shell.files.readExamples(shell.paths.examples),
      'file:open': async () => {
        const path = await askOpenPath(dialog, requireWindow(shell));
        return path === undefined ? null : shell.readFlow(path);
      },
      'file:save': async (_frame, file, { saveAs }) => {
        const saved = await saveFlow(shell, file, saveAs).catch((error: unknown) => {
          shell.saveFailed();
          throw error;
        });
        if (saved === null) shell.saveFailed();
        return saved;
      },
      'secret:list': () => shell.secrets.status(),
      'secret:set': async (_frame, name, value) => {
        await changeSecret(shell, name, value);
        await shell.engine.updateSecrets();
        return shell.secrets.status();
      },
    },
    () => shell.contents,
  );
  receiveNotices(
    {
      'document:unsaved': (unsaved) => shell.setUnsaved(unsaved),
      'document:shown': ({ name, handle }) => shell.setDocument(name, shell.files.findPath(handle)),
      'runs:active': (runs) => shell.runActivity.setRunning(runs, shell.window),
      'menu:shown': (menu) => shell.setMenu(menu),
    },
    () => shell.contents,
  );
}

async function saveFlow(
  shell: AppShell,
  file: HostFile,
  saveAs: boolean,
): Promise<HostFile | null> {
  const known = shell.files.findPath(file.handle);
  const isSamePlace = known !== undefined && !saveAs;
  const path = isSamePlace
    ? known
    : await askSavePath(dialog, requireWindow(shell), file.name, known);
  if (path === undefined) return null;
  // The system's dialog has asked already whether to write over another file.
  const saved = await shell.files.write(path, file.text, isSamePlace ? file.stamp : undefined);
  shell.recentFiles.add(path);
  return saved;
}

async function changeSecret(shell: AppShell, name: string, value: string | null): Promise<void> {
  if (value === null) return shell.secrets.remove(name);
  const place = await askSecretPlace(
    dialog,
    requireWindow(shell),
    await shell.secrets.protection(),
  );
  if (place !== undefined) await shell.secrets.set(name, value, place);
}

function requireWindow(shell: AppShell): BrowserWindow {
  if (shell.window === undefined) throw new MillraceError('no_window', 'The window is closed.');
  return shell.window;
}
