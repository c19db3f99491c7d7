import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './children.ts';
import { projectPath, say } from './project-root.ts';

/** The last things a build writes; all must be there and newer than every source. */
const built = [
  'dist/renderer/index.html',
  'dist/main/main.js',
  'dist/engine/engine.js',
  'dist/engine/engine-process.js',
];
const sources = ['core', 'electron', 'renderer', 'vite.config.ts', 'package-lock.json'];

/** Builds the app when that is due; false, with the build's own words printed, when it fails. */
export async function buildWhenDue(): Promise<boolean> {
  const oldestBuilt = Math.min(...built.map((path) => modifiedMs(projectPath(path))));
  const newestSource = Math.max(...sources.map((path) => newestMs(projectPath(path))));
  if (oldestBuilt >= newestSource) return true;
  say('Building the app …');
  let words = '';
  const code = await runChild(
    process.execPath,
    [projectPath('node_modules/vite/bin/vite.js'), 'build', '--app', '--logLevel', 'warn'],
    {
      cwd: projectPath(''),
      stdio: ['ignore', 'pipe', 'pipe'],
      onOutput: (text) => (words += text),
    },
  );
  if (code === 0) return true;
  console.error(`${words.trim()}\nThe app could not be built; its own words stand above.`);
  return false;
}

function newestMs(path: string): number {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return modifiedMs(path);
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((newest, entry) => Math.max(newest, modifiedMs(join(entry.parentPath, entry.name))), 0);
}

function modifiedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
