import { existsSync, readFileSync } from 'node:fs';
import { runChild } from './children.ts';
import { projectPath, say } from './project-root.ts';

const installLimitMs = 180_000;
const progressEveryMs = 15_000;

/** Where Electron's program lies, or undefined while it has not been downloaded. */
export function findElectron(): string | undefined {
  const pathFile = projectPath('node_modules/electron/path.txt');
  if (!existsSync(pathFile)) return undefined;
  const folder =
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? projectPath('node_modules/electron/dist');
  const program = `${folder}/${readFileSync(pathFile, 'utf8').trim()}`;
  return existsSync(program) ? program : undefined;
}

/** Runs Electron's own installer, with progress and a time limit; undefined when it fails. */
export async function installElectron(): Promise<string | undefined> {
  const installer = projectPath('node_modules/electron/install.js');
  if (!existsSync(installer)) return undefined;
  say(`Downloading Electron, once (at most ${installLimitMs / 1000} s) …`);
  const startedMs = performance.now();
  const progress = setInterval(() => {
    say(`… still downloading Electron, ${Math.round((performance.now() - startedMs) / 1000)} s`);
  }, progressEveryMs);
  try {
    await runChild(process.execPath, [installer], {
      cwd: projectPath(''),
      // Its own words are a stack trace at most; what went wrong is said in one line by whoever asked.
      stdio: 'ignore',
      limitMs: installLimitMs,
    });
  } finally {
    clearInterval(progress);
  }
  return findElectron();
}
