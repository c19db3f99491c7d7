import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type {
  FlowVersion,
  KeptWorkLimits,
  VersionList,
  VersionStore,
} from '../../contracts/kept-work.ts';
import { MillraceError } from '../../shared/errors.ts';
import { writeFileAtomically } from '../host/write-file-atomically.ts';
import { chooseThinned } from './choose-thinned.ts';
import { countFlowDifferences } from './count-flow-differences.ts';
import { setAside } from './set-aside.ts';
import { sweepVersions } from './sweep-versions.ts';
import { TaskQueue } from './task-queue.ts';
import { readVersionHead, readVersionText, writeVersionFile } from './version-file.ts';

const versionSuffix = '.version';

/** Where versions are kept: beside the record. */
export function versionsFolderBeside(recordPath: string): string {
  return join(dirname(recordPath), 'versions');
}

type Kept = Parameters<VersionStore['keep']>[0];

/** Keeps versions as files, in a folder for each flow; the folder need not exist yet. */
export class VersionFolder implements VersionStore {
  readonly #folder: string;
  readonly #limits: KeptWorkLimits;
  readonly #tasks = new TaskQueue();
  #isSwept = false;

  constructor(folder: string, limits: KeptWorkLimits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  list(flowId: string): Promise<VersionList> {
    return this.#tasks.run(() => this.#list(flowId));
  }

  keep(kept: Kept): Promise<FlowVersion> {
    return this.#tasks.run(() => this.#guard(() => this.#keep(kept)));
  }

  read(flowId: string, id: string): Promise<string> {
    return this.#tasks.run(async () => {
      const path = this.#pathOf(flowId, id);
      await this.#headOf(flowId, id);
      return readVersionText(path);
    });
  }

  mark(flowId: string, id: string, name: string | undefined): Promise<FlowVersion> {
    return this.#tasks.run(() =>
      this.#guard(async () => {
        const { name: _before, ...rest } = await this.#headOf(flowId, id);
        return this.#rewrite(flowId, name === undefined ? rest : { ...rest, name });
      }),
    );
  }

  remove(flowId: string, id: string): Promise<void> {
    return this.#tasks.run(() =>
      this.#guard(async () => {
        await this.#headOf(flowId, id);
        await this.#removeAll(flowId, [id]);
      }),
    );
  }

  async #keep({ flowId, file, text, reason, name }: Kept): Promise<FlowVersion> {
    if (text.length > this.#limits.mostTextLength) {
      throw unwritable(this.#folder, 'The flow is too large for it.');
    }
    const { versions } = await this.#list(flowId);
    const [newest] = versions;
    const before =
      newest === undefined ? undefined : await readVersionText(this.#pathOf(flowId, newest.id));
    if (newest !== undefined && before === text) {
      const isNamed = name === undefined || name === newest.name;
      return isNamed ? newest : await this.#rewrite(flowId, { ...newest, name });
    }
    // Clocks are set back at times; the order of versions stays that of the work.
    const savedMs = Math.max(Date.now(), (newest?.savedMs ?? 0) + 1);
    const counts = before === undefined ? undefined : countFlowDifferences(before, text);
    const version: FlowVersion = {
      id: `${String(savedMs).padStart(15, '0')}-${randomUUID().slice(0, 8)}`,
      savedMs,
      reason,
      file,
      ...(name === undefined ? {} : { name }),
      bytes: Buffer.byteLength(text),
      ...(counts === undefined ? {} : { counts }),
    };
    await mkdir(this.#folderOf(flowId), { recursive: true, mode: 0o700 });
    await this.#write(flowId, version, text);
    const thinned = chooseThinned([version, ...versions], Date.now(), this.#limits);
    await this.#removeAll(flowId, thinned);
    await this.#sweepOnce();
    return version;
  }

  async #list(flowId: string): Promise<VersionList> {
    const folder = this.#folderOf(flowId);
    const names = await readdir(folder).catch(() => []);
    const ids = names
      .filter((name) => name.endsWith(versionSuffix) && !name.startsWith('.'))
      .map((name) => name.slice(0, -versionSuffix.length));
    const versions: FlowVersion[] = [];
    const aside: string[] = [];
    for (const id of ids.toSorted().toReversed()) {
      const path = join(folder, `${id}${versionSuffix}`);
      const version = await readVersionHead(path, id);
      if (version === 'damaged') aside.push(await setAside(path));
      else if (version !== undefined) versions.push(version);
    }
    return { versions, setAside: aside };
  }

  /** What a version differs in is told from the one before it: when that one goes, it is another. */
  async #removeAll(flowId: string, gone: readonly string[]): Promise<void> {
    if (gone.length === 0) return;
    for (const id of gone) await rm(this.#pathOf(flowId, id), { force: true });
    const { versions } = await this.#list(flowId);
    const lost = gone.toSorted().toReversed();
    for (const [at, version] of versions.entries()) {
      const before = versions[at + 1];
      const lostOne = lost.some(
        (id) => id < version.id && (before === undefined || id > before.id),
      );
      if (!lostOne) continue;
      const { counts: _counts, ...rest } = version;
      const text = await readVersionText(this.#pathOf(flowId, version.id));
      const counts =
        before === undefined
          ? undefined
          : countFlowDifferences(await readVersionText(this.#pathOf(flowId, before.id)), text);
      await this.#write(flowId, counts === undefined ? rest : { ...rest, counts }, text);
    }
  }

  async #rewrite(flowId: string, version: FlowVersion): Promise<FlowVersion> {
    await this.#write(flowId, version, await readVersionText(this.#pathOf(flowId, version.id)));
    return version;
  }

  #write(flowId: string, version: FlowVersion, text: string): Promise<void> {
    const path = this.#pathOf(flowId, version.id);
    return writeFileAtomically(path, writeVersionFile(version, text), 0o600);
  }

  async #headOf(flowId: string, id: string): Promise<FlowVersion> {
    const head = await readVersionHead(this.#pathOf(flowId, id), id);
    if (head !== undefined && head !== 'damaged') return head;
    throw new MillraceError('unknown_version', 'This version is not there any more.', {
      action: 'It was removed, or thinned out with time.',
    });
  }

  /** Once for a process is enough: flows that are not worked on do not grow. */
  async #sweepOnce(): Promise<void> {
    if (this.#isSwept) return;
    this.#isSwept = true;
    await sweepVersions(this.#folder, this.#limits.mostBytes);
  }

  async #guard<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MillraceError) throw error;
      throw unwritable(this.#folder, 'Check its rights and the space on the disk.', error);
    }
  }

  #folderOf(flowId: string): string {
    // An id may hold anything, and file systems agree on little.
    return join(this.#folder, createHash('sha256').update(flowId).digest('hex').slice(0, 32));
  }

  #pathOf(flowId: string, id: string): string {
    const safe = /^[\w-]{1,64}$/.test(id) ? id : 'none';
    return join(this.#folderOf(flowId), `${safe}${versionSuffix}`);
  }
}

function unwritable(folder: string, action: string, cause?: unknown): MillraceError {
  const sentence = `No version can be kept in ${folder}.`;
  return new MillraceError('versions_unwritable', sentence, { action, cause });
}
