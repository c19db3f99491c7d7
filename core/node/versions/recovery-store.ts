import { mkdir, readFile, readdir, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type {
  FoundRecovery,
  KeptWorkLimits,
  RecoveryDraft,
  RecoveryList,
  RecoveryStore,
} from '../../contracts/kept-work.ts';
import { MillraceError } from '../../shared/errors.ts';
import { writeFileAtomically } from '../host/write-file-atomically.ts';
import { countFlowDifferences } from './count-flow-differences.ts';
import { beatMs, livesOn, makeProcessMark } from './process-mark.ts';
import { readRecoveryFile, writeRecoveryFile, type RecoveryFile } from './recovery-file.ts';
import { setAside } from './set-aside.ts';
import { TaskQueue } from './task-queue.ts';

const suffix = '.recovery.json';

/** Where unsaved work is kept: beside the record. */
export function recoveryFolderBeside(recordPath: string): string {
  return join(dirname(recordPath), 'recovery');
}

type Read = Awaited<ReturnType<RecoveryStore['read']>>;

/** Keeps unsaved work as files of a folder, one for each window; the folder need not exist yet. */
export class RecoveryFolder implements RecoveryStore {
  readonly #folder: string;
  readonly #limits: KeptWorkLimits;
  readonly #mark = makeProcessMark();
  readonly #holders = new Map<string, object>();
  readonly #tasks = new TaskQueue();
  #beat: NodeJS.Timeout | undefined;

  constructor(folder: string, limits: KeptWorkLimits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  write(draft: RecoveryDraft, holder: object): Promise<void> {
    this.#holders.set(draft.id, holder);
    this.#keepBeating();
    return this.#tasks.run(async () => {
      if (Math.max(draft.flow.length, draft.saved?.length ?? 0) > this.#limits.mostTextLength) {
        throw unwritable(this.#folder, 'The flow is too large for it.');
      }
      try {
        await mkdir(this.#folder, { recursive: true, mode: 0o700 });
        const text = writeRecoveryFile(draft, this.#mark);
        await writeFileAtomically(this.#pathOf(draft.id), text, 0o600);
      } catch (error) {
        throw unwritable(this.#folder, 'Check its rights and the space on the disk.', error);
      }
    });
  }

  clear(id: string): Promise<void> {
    this.#drop(id);
    return this.#tasks.run(() => this.#remove(id));
  }

  release(holder: object): void {
    for (const [id, held] of this.#holders) if (held === holder) this.#drop(id);
  }

  list(path: string | undefined): Promise<RecoveryList> {
    return this.#tasks.run(async () => {
      const aside: string[] = [];
      const found: FoundRecovery[] = [];
      for (const id of await this.#ids()) {
        const file = await readRecoveryFile(this.#pathOf(id));
        if (file === undefined || this.#isHeld(id, file)) continue;
        if (file === 'damaged') aside.push(await setAside(this.#pathOf(id)));
        else found.push(...(await this.#offer(id, file, path)));
      }
      return { found: found.toSorted((a, b) => b.savedMs - a.savedMs), setAside: aside };
    });
  }

  read(id: string): Promise<Read> {
    return this.#tasks.run(async () => {
      const file = await readRecoveryFile(this.#pathOf(id));
      if (file === undefined || file === 'damaged') throw unknown();
      const saved = await savedText(file, this.#limits.mostTextLength);
      return { file: file.file, flow: file.flow, ...(saved === undefined ? {} : { saved }) };
    });
  }

  discard(id: string): Promise<void> {
    return this.#tasks.run(async () => {
      const file = await readRecoveryFile(this.#pathOf(id));
      if (file !== undefined && this.#isHeld(id, file)) {
        throw new MillraceError('recovery_in_use', 'Another window has this work open.', {
          action: 'Go on there, or close it first.',
        });
      }
      await this.#remove(id);
    });
  }

  /** Work that came to nothing, or that nobody wants after so long, is given up instead of offered. */
  async #offer(
    id: string,
    file: RecoveryFile,
    path: string | undefined,
  ): Promise<readonly FoundRecovery[]> {
    const saved = await savedText(file, this.#limits.mostTextLength);
    const counts =
      countFlowDifferences(saved, file.flow) ?? countFlowDifferences(undefined, file.flow);
    const isOld = Date.now() - file.savedMs > this.#limits.recoveryAgeMs;
    if (isOld || saved === file.flow || counts === undefined) {
      await this.#remove(id);
      return [];
    }
    const isHere = path !== undefined && path === file.path;
    return [{ id, file: file.file, savedMs: file.savedMs, isHere, counts }];
  }

  #isHeld(
    id: string,
    file: 'damaged' | Pick<RecoveryFile & { touchedMs: number }, 'owner' | 'touchedMs'>,
  ): boolean {
    if (this.#holders.has(id)) return true;
    if (file === 'damaged' || file.owner.token === this.#mark.token) return false;
    return livesOn(file.owner, Date.now() - file.touchedMs);
  }

  #drop(id: string): void {
    this.#holders.delete(id);
    if (this.#holders.size > 0) return;
    clearInterval(this.#beat);
    this.#beat = undefined;
  }

  /** Shows other processes that this one lives. */
  #keepBeating(): void {
    this.#beat ??= setInterval(() => {
      const now = new Date();
      for (const id of this.#holders.keys()) {
        utimes(this.#pathOf(id), now, now).catch(() => undefined);
      }
    }, beatMs).unref();
  }

  async #remove(id: string): Promise<void> {
    try {
      await rm(this.#pathOf(id), { force: true });
    } catch (error) {
      throw unwritable(this.#folder, 'Check its rights.', error);
    }
  }

  async #ids(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names
      .filter((name) => name.endsWith(suffix) && !name.startsWith('.'))
      .map((name) => name.slice(0, -suffix.length));
  }

  #pathOf(id: string): string {
    // An id is part of a path: nothing in it may lead elsewhere.
    if (!/^[\w-]{1,64}$/.test(id)) throw unknown();
    return join(this.#folder, `${id}${suffix}`);
  }
}

/** The file as it is now, where it can be read; it may have been saved by others since. */
async function savedText(
  { path, saved }: RecoveryFile,
  mostLength: number,
): Promise<string | undefined> {
  if (path === undefined) return saved;
  try {
    const { size } = await stat(path);
    return size > 4 * mostLength ? saved : await readFile(path, 'utf8');
  } catch {
    return saved;
  }
}

function unwritable(folder: string, action: string, cause?: unknown): MillraceError {
  const sentence = `Unsaved work cannot be kept in ${folder}.`;
  return new MillraceError('recovery_unwritable', sentence, { action, cause });
}

function unknown(): MillraceError {
  return new MillraceError('unknown_recovery', 'This unsaved work is not there any more.', {
    action: 'Another window may have opened or discarded it.',
  });
}
