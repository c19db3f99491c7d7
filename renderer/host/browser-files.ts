import type { HostFile } from '../../core/api/host-bridge.ts';
import { MillraceError } from '../../core/shared/errors.ts';

/** The parts of the File System Access API that are used here; Chromium has them, other browsers may not. */
interface FilePickers {
  showOpenFilePicker(options: object): Promise<FileSystemFileHandle[]>;
  showSaveFilePicker(options: object): Promise<FileSystemFileHandle>;
}

interface TextFile {
  readonly name: string;
  readonly text: string | Blob;
}

/** What the pickers of browsers call a kind of files. */
export interface FileType {
  readonly description: string;
  readonly accept: Readonly<Record<string, readonly string[]>>;
}

const trafficType: FileType = {
  description: 'Model traffic',
  accept: { 'application/jsonl': ['.jsonl'] },
};

const fileTypes = [
  { description: 'Millrace flow', accept: { 'application/json': ['.json'] as const } },
];

/** What can be opened: our own flows, and those that are imported. Rivet’s files are found under all files. */
const openTypes = [
  ...fileTypes,
  {
    description: 'Flow of another program',
    accept: { 'application/yaml': ['.yml', '.yaml'] as const },
  },
];

/** Files that were picked in this page, by the handle that the interface knows them by. */
const pickedFiles = new Map<string, FileSystemFileHandle>();

function pickers(): FilePickers | undefined {
  return 'showOpenFilePicker' in window && 'showSaveFilePicker' in window
    ? (window as unknown as FilePickers)
    : undefined;
}

/** Whether a handle names a file that was picked in this page. */
export function isPickedFile(handle: string): boolean {
  return pickedFiles.has(handle);
}

/** Lets the person pick a file to open; undefined when they cancel. */
export async function pickFile(): Promise<HostFile | undefined> {
  const api = pickers();
  if (api === undefined) return uploadFile();
  try {
    const [picked] = await api.showOpenFilePicker({ id: 'millrace', types: openTypes });
    if (picked === undefined) return undefined;
    const file = await picked.getFile();
    return {
      name: file.name,
      text: await file.text(),
      handle: remember(picked),
      stamp: stampOf(file),
    };
  } catch (error) {
    return ignoreAbort(error);
  }
}

/** Writes to the handle's file, or lets the person choose a place; a browser without the API downloads the file. */
export async function writeFile(file: HostFile): Promise<HostFile | undefined> {
  try {
    const known = pickedFiles.get(file.handle ?? '');
    if (known !== undefined) await requireUnchanged(known, file);
    const target =
      known ??
      (await pickers()?.showSaveFilePicker({
        id: 'millrace',
        types: fileTypes,
        suggestedName: file.name,
      }));
    if (target === undefined) return downloadFile(file);
    const stream = await target.createWritable();
    await stream.write(file.text);
    await stream.close();
    const stamp = stampOf(await target.getFile());
    return { name: target.name, text: file.text, handle: remember(target), stamp };
  } catch (error) {
    return ignoreAbort(error);
  }
}

/** A browser lets us compare no more than this without reading the file. */
function stampOf({ lastModified, size }: File): string {
  return `${lastModified} ${size}`;
}

/** Throws `file_changed` when the file is another one than the page knows. One that is gone cannot be lost any more. */
async function requireUnchanged(known: FileSystemFileHandle, file: HostFile): Promise<void> {
  const current = await known.getFile().catch(() => undefined);
  if (file.stamp === undefined || current === undefined || stampOf(current) === file.stamp) return;
  throw new MillraceError(
    'file_changed',
    `Something else has changed “${known.name}” since it was opened here; it was not overwritten.`,
    { action: 'Save under another name, or overwrite it.' },
  );
}

/**
 * Writes a recording where the person chooses, or to the downloads where no place can be asked for. Answers its name;
 * undefined when the person cancelled.
 */
export async function saveTextFile(
  file: TextFile,
  { mayPick, type = trafficType }: { readonly mayPick: boolean; readonly type?: FileType },
): Promise<string | undefined> {
  const api = mayPick ? pickers() : undefined;
  if (api === undefined) return downloadText(file);
  try {
    const target = await api.showSaveFilePicker({
      id: 'millrace-traffic',
      types: [type],
      suggestedName: file.name,
    });
    const stream = await target.createWritable();
    await stream.write(file.text);
    await stream.close();
    return target.name;
  } catch (error) {
    // The click that asked for it may be too long ago by now.
    if (error instanceof DOMException && error.name === 'SecurityError') {
      return downloadText(file);
    }
    return ignoreAbort(error);
  }
}

/** Hands the file to the browser's downloads. */
function downloadFile(file: HostFile): HostFile {
  downloadText(file);
  return { name: file.name, text: file.text };
}

function downloadText(file: TextFile): string {
  const url = URL.createObjectURL(new Blob([file.text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  // Revoked later: the download may read the address after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return file.name;
}

function uploadFile(): Promise<HostFile | undefined> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,.yml,.yaml,.rivet-project,application/json';
  return new Promise((resolve, reject) => {
    input.addEventListener('cancel', () => resolve(undefined));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file === undefined) return resolve(undefined);
      file.text().then((text) => resolve({ name: file.name, text }), reject);
    });
    input.click();
  });
}

function remember(picked: FileSystemFileHandle): string {
  const handle = crypto.randomUUID();
  pickedFiles.set(handle, picked);
  return handle;
}

function ignoreAbort(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'AbortError') return undefined;
  throw error;
}
