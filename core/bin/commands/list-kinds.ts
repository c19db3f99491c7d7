import { KindRegistry } from '../../module/kind-registry.ts';
import { builtInKinds } from '../../modules/index.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeResult } from '../messages.ts';

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
  for (const row of layOut([['KIND', 'TITLE', 'FAMILY', 'WHAT IT DOES'], ...rows]))
    writeResult(row);
  return exitCodes.done;
}

function layOut(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
