import { join, resolve } from 'node:path';
import { app, protocol, session, shell } from 'electron';
import { findAppPaths } from './app-paths.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { AppShell } from './app-shell.ts';
import { findLaunchFile } from './launch-file.ts';
import { guardNavigation } from './navigation-guard.ts';
import { servePage } from './page-requests.ts';
import { limitPermissions } from './permissions.ts';
import { quitAfterEngine } from './quit.ts';

// The same folder that moves the record moves the app's own files; set before anything reads the path.
const home = process.env.MILLRACE_HOME;
if (home) app.setPath('userData', join(resolve(home), 'desktop'));

const launchFile = findLaunchFile(process.argv, process.cwd());
if (app.requestSingleInstanceLock({ file: launchFile ?? null })) startApp();
else app.quit();

function startApp(): void {
  app.enableSandbox();
  registerAppScheme(protocol);
  guardNavigation(app, shell);
  let running: AppShell | undefined;
  let waitingFile = launchFile;
  const open = (path: string): void => {
    if (running === undefined) waitingFile = path;
    else void running.openPath(path).then(() => running?.showWindow());
  };
  // macOS may send this before the app is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on('second-instance', (_event, _commandLine, _workingFolder, additionalData) => {
    const file = readLaunchFile(additionalData);
    if (file === undefined) running?.showWindow();
    else open(file);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => running?.showWindow());
  app
    .whenReady()
    .then(() => {
      limitPermissions(session.defaultSession);
      const paths = findAppPaths(app.getAppPath(), app.getPath('userData'));
      serveApp(protocol, paths.renderer);
      running = new AppShell(paths, waitingFile);
      servePage(running);
      quitAfterEngine(app, running);
      running.engine.start();
      running.showWindow();
    })
    .catch((error: unknown) => {
      console.error('Millrace cannot start:', error);
      app.exit(1);
    });
}

function readLaunchFile(data: unknown): string | undefined {
  const file = typeof data === 'object' && data !== null && 'file' in data ? data.file : undefined;
  return typeof file === 'string' ? file : undefined;
}
