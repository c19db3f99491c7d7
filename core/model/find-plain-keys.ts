import { keyInText } from './connection-settings.ts';
import type { ConnectionSettings, SettingsIssue } from './connection-settings.ts';
import { holdsKeyShape } from './find-key-shapes.ts';

/**
 * Values that look like keys though they stand there as plain text, whatever their names. Asked before settings are
 * saved; those that are stored already go on to work.
 */
export function findPlainKeys({ headers = {}, server }: ConnectionSettings): SettingsIssue[] {
  const places = { headers, 'server.env': server?.env ?? {} };
  return Object.entries(places).flatMap(([place, values]) =>
    Object.entries(values)
      .filter(([, value]) => typeof value === 'string' && holdsKeyShape(value))
      .map(([name]) => ({ path: `${place}.${name}`, message: keyInText })),
  );
}
