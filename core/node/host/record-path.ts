import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a person's record lies: in MILLRACE_HOME if set, else where the system keeps the data of programs. */
export function defaultRecordPath(
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): string {
  return join(dataFolder(env, platform), 'record.db');
}

function dataFolder(env: Environment, platform: NodeJS.Platform): string {
  if (env['MILLRACE_HOME']) return env['MILLRACE_HOME'];
  const home = homedir();
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Millrace');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Millrace');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'millrace');
}
