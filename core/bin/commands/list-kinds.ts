import { KindRegistry } from '../../module/kind-registry.ts';
import { builtInKinds } from '../../modules/index.ts';
import { loadOwnKinds } from '../own-modules/load-own-kinds.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeResult } from '../messages.ts';
import { printTable } from '../print-table.ts';

export interface KindsOptions {
  readonly json?: true;
  readonly modules: readonly string[];
}

/** `millrace kinds`: a table for people, or the descriptors as JSON. */
export async function listKinds(options: KindsOptions): Promise<number> {
  const own = await loadOwnKinds(options.modules);
  const kinds = new KindRegistry(builtInKinds).withOwn(own.kinds, own.problems).list();
  if (options.json === true) {
    writeResult(JSON.stringify(kinds, undefined, 2));
    return exitCodes.done;
  }
  const rows = kinds.map(({ kind, title, category, description }) => [
    kind,
    title,
    category,
    description,
  ]);
  printTable([['KIND', 'TITLE', 'FAMILY', 'WHAT IT DOES'], ...rows]);
  return exitCodes.done;
}
