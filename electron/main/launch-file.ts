import { isAbsolute, join } from 'node:path';

/** The flow file named on a command line, as an absolute path; switches and the app's own folder are passed over. */
export function findLaunchFile(
  commandLine: readonly string[],
  workingFolder: string,
): string | undefined {
  const name = commandLine
    .slice(1)
    .findLast((argument) => !argument.startsWith('-') && argument.toLowerCase().endsWith('.json'));
  if (name === undefined) return undefined;
  return isAbsolute(name) ? name : join(workingFolder, name);
}
