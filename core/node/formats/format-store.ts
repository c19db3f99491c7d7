import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MillraceError } from '../../shared/errors.ts';
import { parseToolFormat } from '../../stream/formats/parse-tool-format.ts';
import { isReservedFormatId } from '../../stream/formats/raw-formats.ts';
import type { RawFormatStore } from '../../stream/formats/raw-formats.ts';
import type { ToolFormat } from '../../stream/formats/tool-format.ts';
import { replaceFile } from '../host/replace-file.ts';

const suffix = '.format.json';
/** A format is a page of text; what is larger is something else. */
const largestFileBytes = 1_000_000;

/** Where a person's formats lie: in a folder beside the record. */
export function formatsFolderBeside(recordPath: string): string {
  return join(dirname(recordPath), 'formats');
}

/** One file as it was read last. */
type FormatFile = { readonly name: string; readonly stamp: string } & (
  | { readonly format: ToolFormat }
  | { readonly problem: string }
);

/** Keeps formats as files of a folder, one each; the folder need not exist yet. */
export function openFormatStore(folder: string): RawFormatStore {
  let known: ReadonlyMap<string, FormatFile> = new Map();

  // Asked of the file system each time: cheaper than a watcher, and no change can be missed.
  const read = (): Reading => {
    const files = listFiles(folder).map((name) => {
      const stamp = stampOf(join(folder, name));
      const before = known.get(name);
      return before?.stamp === stamp ? before : readFormatFile(folder, name, stamp);
    });
    known = new Map(files.map((file) => [file.name, file]));
    return sortOut(files);
  };

  const change = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      throw new MillraceError('formats_unwritable', `The folder ${folder} cannot be written.`, {
        action: 'Check its rights and the space on the disk.',
        cause: error,
      });
    }
    known = new Map();
  };

  return {
    list: () => read().entries.map(({ format }) => format),
    file: () => ({ folder, findings: read().findings }),
    save(format) {
      const name = read().entries.find((entry) => entry.format.id === format.id)?.name;
      const text = `${JSON.stringify(format, undefined, 2)}\n`;
      change(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        replaceFile(join(folder, name ?? freeName(folder, format.id)), text);
      });
    },
    remove(id) {
      const entry = read().entries.find(({ format }) => format.id === id);
      if (entry === undefined) {
        throw new MillraceError('unknown_raw_format', `There is no format “${id}” of your own.`, {
          action: 'Formats that are built in cannot be removed.',
        });
      }
      change(() => rmSync(join(folder, entry.name)));
    },
  };
}

interface Reading {
  readonly entries: readonly { readonly name: string; readonly format: ToolFormat }[];
  readonly findings: readonly { readonly file: string; readonly message: string }[];
}

/** Of several files with one id the first counts; the others are told of. */
function sortOut(files: readonly FormatFile[]): Reading {
  const byId = new Map<string, { readonly name: string; readonly format: ToolFormat }>();
  const findings: { readonly file: string; readonly message: string }[] = [];
  for (const file of files) {
    if ('problem' in file) {
      findings.push({ file: file.name, message: file.problem });
      continue;
    }
    const { name, format } = file;
    const other = byId.get(format.id)?.name;
    if (other === undefined) byId.set(format.id, { name, format });
    else
      findings.push({ file: name, message: `The format “${format.id}” stands in ${other} too.` });
  }
  const entries = [...byId.values()].toSorted((one, two) =>
    one.format.id < two.format.id ? -1 : 1,
  );
  return { entries, findings };
}

function listFiles(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(suffix));
    return names.filter((name) => !name.startsWith('.')).toSorted();
  } catch {
    return [];
  }
}

/** Changes whenever the file does: every write of ours makes a new file. */
function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'missing' : `${found.ino}:${found.size}:${found.mtimeMs}`;
}

function readFormatFile(folder: string, name: string, stamp: string): FormatFile {
  const broken = (problem: string): FormatFile => ({ name, stamp, problem });
  const path = join(folder, name);
  let json: unknown;
  try {
    if (statSync(path).size > largestFileBytes) return broken('It is too large for a format.');
    // Programs on Windows begin their files with a byte-order mark.
    json = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    return broken(
      error instanceof SyntaxError ? `It is not JSON: ${error.message}.` : 'It cannot be opened.',
    );
  }
  const reading = parseToolFormat(json);
  if (reading.kind === 'faulty')
    return broken(reading.findings.map((one) => one.message).join(' '));
  const { id } = reading.format;
  if (isReservedFormatId(id)) return broken(`The format “${id}” is built in; give it another id.`);
  return { name, stamp, format: reading.format };
}

/** A file that holds something else, such as a format with a fault, is never overwritten. */
function freeName(folder: string, id: string): string {
  let name = `${id}${suffix}`;
  // A hidden file would not be listed.
  if (name.startsWith('.')) name = `_${name}`;
  for (let count = 2; existsSync(join(folder, name)); count += 1) name = `${id}-${count}${suffix}`;
  return name;
}
