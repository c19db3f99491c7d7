import { KindRegistry } from '../../module/kind-registry.ts';
import { builtInKinds } from '../../modules/index.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeResult } from '../messages.ts';
import { printTable } from '../print-table.ts';

/** `millrace kinds`: a table for people, or the descriptors as JSON. */
export function listKinds(options: { readonly json?: true }): number {
  const kinds = new KindRegistry(builtInKinds).list();
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
