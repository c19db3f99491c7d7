import type { App } from 'electron';
import type { AppShell } from './app-shell.ts';

/** Holds the quit until the engine has committed what it knows and is gone. */
export function quitAfterEngine(app: App, shell: AppShell): void {
  let engineGone = false;
  let waiting = false;
  app.on('before-quit', () => shell.beginQuit());
  app.on('will-quit', (event) => {
    if (engineGone) return;
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    shell.runActivity.stop();
    void shell.engine.shutdown().finally(() => {
      engineGone = true;
      app.quit();
    });
  });
}
