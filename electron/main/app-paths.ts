import { join } from 'node:path';
import { defaultRecordPath } from '../../core/node/host/record-path.ts';

/** Where the parts of the app lie: the same below the checkout and below app.asar. */
export interface AppPaths {
  readonly renderer: string;
  readonly preload: string;
  readonly engine: string;
  readonly examples: string;
  readonly icon: string;
  /** The record that all hosts of this person share. */
  readonly record: string;
  /** Files of the desktop app alone, below the system's folder for application data. */
  readonly secrets: string;
  readonly windowState: string;
  readonly recentFiles: string;
}

export function findAppPaths(appFolder: string, dataFolder: string): AppPaths {
  const dist = join(appFolder, 'dist');
  return {
    renderer: join(dist, 'renderer'),
    preload: join(dist, 'preload', 'preload.cjs'),
    engine: join(dist, 'engine', 'engine.js'),
    examples: join(appFolder, 'examples'),
    icon: join(appFolder, 'build', 'icon.png'),
    record: defaultRecordPath(process.env),
    secrets: join(dataFolder, 'secrets.json'),
    windowState: join(dataFolder, 'window.json'),
    recentFiles: join(dataFolder, 'recent-files.json'),
  };
}
