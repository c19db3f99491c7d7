import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folders of modules that go with a flow file: those that were named, else the folder “modules” beside it. */
export function moduleFoldersFor(
  flowFile: string | undefined,
  named: readonly string[],
): readonly string[] {
  if (named.length > 0) return named.map((folder) => resolve(folder));
  if (flowFile === undefined) return [];
  const beside = join(dirname(resolve(flowFile)), 'modules');
  return existsSync(beside) ? [beside] : [];
}
