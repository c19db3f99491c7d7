import type { Secrets } from '../contracts/secrets.ts';
import { MillraceError } from '../shared/errors.ts';

/**
 * Headers as the command line takes them: `Name: value`, or `Name: $SECRET` for a secret's name. Throws `invalid_argument`
 * or `missing_secret`.
 */
export function readTraceHeaders(
  lines: readonly string[],
  secrets: Secrets,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      if (colon < 1) {
        throw new MillraceError('invalid_argument', 'What follows --header is no header.', {
          action: 'Write it as “Name: value”, or “Name: $SECRET” for a secret’s name.',
        });
      }
      const value = line.slice(colon + 1).trim();
      return [
        line.slice(0, colon).trim(),
        value.startsWith('$') ? find(value.slice(1), secrets) : value,
      ];
    }),
  );
}

function find(name: string, secrets: Secrets): string {
  const value = secrets.get(name);
  if (value !== undefined) return value;
  throw new MillraceError('missing_secret', `There is no secret named "${name}" on this machine.`, {
    action: `Set ${name} in the environment.`,
  });
}
