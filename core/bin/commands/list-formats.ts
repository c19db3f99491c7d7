import { exitCodes } from '../exit-codes.ts';
import { writeMessage, writeResult } from '../messages.ts';
import { openOwnFormats } from '../own-formats.ts';
import { printTable } from '../print-table.ts';
import { listRawFormats } from '../../stream/cases/list-raw-formats.ts';

/** `millrace formats`: a table for people, or the formats as JSON. */
export function listFormats(options: { readonly json?: true }): number {
  const { formats, findings = [] } = listRawFormats(openOwnFormats());
  for (const { file, message } of findings) writeMessage(`${file}: ${message}`);
  if (options.json === true) {
    writeResult(JSON.stringify(formats, undefined, 2));
    return exitCodes.done;
  }
  const rows = formats.map(({ id, from, isRisky, title }) => [
    id,
    from,
    isRisky ? 'on demand only' : '',
    title,
  ]);
  printTable([['FORMAT', 'FROM', 'USE', 'TITLE'], ...rows]);
  return exitCodes.done;
}
