import { randomUUID } from 'node:crypto';
import { basename, dirname, extname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { checkFlow } from '../../engine/check-flow.ts';
import { FlowLibrary, noBase } from '../../engine/flow-library.ts';
import { settingsFacts } from '../../engine/settings-facts.ts';
import type { ImportEntry, ImportReport, ImportResult } from '../../import/import-report.ts';
import { importFlow } from '../../import/import-flow.ts';
import type { FlowDocument } from '../../model/flow-document.ts';
import { stringifyFlow } from '../../model/flow-file.ts';
import { KindRegistry } from '../../module/kind-registry.ts';
import { builtInKinds } from '../../modules/index.ts';
import { readFlowFile } from '../../node/host/host-files.ts';
import { writeFileAtomically } from '../../node/host/write-file-atomically.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { openOwnFormats } from '../own-formats.ts';
import { describeError, writeMessage, writeResult } from '../messages.ts';

export interface ImportOptions {
  readonly output?: string;
  readonly json?: true;
}

interface WrittenFlow {
  readonly file: string;
  readonly name: string;
  readonly errors: number;
  readonly report: ImportReport;
}

/** `millrace import FILE`: writes a flow for each that the file holds, and says what became of every node. */
export async function importFlowFile(file: string, options: ImportOptions): Promise<number> {
  try {
    const registry = new KindRegistry(builtInKinds, settingsFacts(openOwnFormats()));
    const kinds = new FlowLibrary(undefined).kindsAt(registry, noBase);
    const result = importFlow(await readFlowFile(file), kinds);
    const written = await writeFlows(file, options, result, kinds);
    if (options.json === true) {
      const { format, builder } = result;
      writeResult(JSON.stringify({ file, format, builder, flows: written }, undefined, 2));
    } else {
      for (const flow of written) printReport(result.builder, flow);
    }
    return exitCodes.done;
  } catch (error) {
    const info = toErrorInfo(error);
    writeMessage(describeError(info));
    return exitCodeOf(info.code);
  }
}

async function writeFlows(
  file: string,
  options: ImportOptions,
  result: ImportResult,
  kinds: KindRegistry,
): Promise<readonly WrittenFlow[]> {
  const written: WrittenFlow[] = [];
  const taken = new Set<string>();
  for (const [position, { flow, report }] of result.flows.entries()) {
    const path = pathFor(file, options.output, flow, position, taken);
    taken.add(path);
    // What stands there may be somebody's work; only a path that was named is written over.
    if (options.output === undefined && existsSync(path)) {
      throw new MillraceError('file_unwritable', `${path} exists already.`, {
        action: 'Name another place with --output.',
      });
    }
    const text = stringifyFlow(flow);
    try {
      await writeFileAtomically(path, text);
    } catch (error) {
      throw new MillraceError(
        'file_unwritable',
        `${path} cannot be written: ${(error as Error).message}.`,
        { action: 'Name another place with --output.', cause: error },
      );
    }
    const { findings } = checkFlow(text, kinds);
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    written.push({ file: path, name: flow.name, errors, report });
  }
  return written;
}

/** The first flow goes to the file that was named, or beside the original; others get their names added. */
function pathFor(
  file: string,
  output: string | undefined,
  flow: FlowDocument,
  position: number,
  taken: ReadonlySet<string>,
): string {
  const wanted = output ?? join(dirname(file), `${stemOf(file)}.flow.json`);
  if (position === 0) return wanted;
  const stem = wanted.replace(/\.flow\.json$|\.json$/, '');
  const name = flow.name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  const path = `${stem}.${name === '' ? String(position + 1) : name}.flow.json`;
  return taken.has(path) ? `${stem}.${randomUUID()}.flow.json` : path;
}

function stemOf(file: string): string {
  return basename(file, extname(file)).replace(/\.flow$/, '');
}

const groups = [
  ['mapped', 'Does the same here'],
  ['approximated', 'Does nearly the same'],
  ['placeholders', 'Stands as a placeholder and does not run'],
  ['dropped', 'Is not in the flow'],
] as const;

function printReport(builder: string, { file, name, errors, report }: WrittenFlow): void {
  writeResult(`${oneLine(name)} (${builder}) → ${file}`);
  for (const [group, title] of groups) {
    const entries = report[group];
    if (entries.length === 0) continue;
    writeResult(`\n${title}: ${entries.length}`);
    for (const entry of entries) writeResult(`  ${describeEntry(entry)}`);
  }
  if (report.needs.length > 0) writeResult('\nYou still have to add:');
  for (const { what, name: needed, usedBy } of report.needs) {
    writeResult(`  ${what} ${needed}, for ${oneLine(usedBy.join(', '))}`);
  }
  if (errors > 0) {
    writeResult(
      `\n${errors} ${errors === 1 ? 'thing keeps' : 'things keep'} it from running: millrace validate ${file}`,
    );
  }
  writeResult('');
}

function describeEntry({ title, type, what, why }: ImportEntry): string {
  const became = what === '' ? '' : ` → ${what}`;
  return oneLine(`${title} (${type})${became}${why === '' ? '' : `. ${why}`}`);
}

/** Names come from a file of somebody else’s: they must neither drive the terminal nor fake a line. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}
