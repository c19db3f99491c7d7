import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';

/** What is left to do for a record that was set aside; stands in a file beside the new one until it is done. */
export interface SalvagePlan {
  /** Where the damaged file is. */
  readonly asidePath: string;
}

const planEnd = '.salvage.json';
const renameTries = 100;
const renamePauseMs = 50;

export function readPlan(path: string): SalvagePlan | undefined {
  try {
    return JSON.parse(readFileSync(`${path}${planEnd}`, 'utf8')) as SalvagePlan;
  } catch {
    return undefined;
  }
}

export function dropPlan(path: string): void {
  rmSync(`${path}${planEnd}`, { force: true });
}

/** Moves a damaged record away, whole: its log and index go with it. To be called by whoever holds the lock. */
export function setAside(path: string): SalvagePlan {
  const plan: SalvagePlan = { asidePath: findFreeName(path) };
  // Before anything moves, so that whoever comes after a crash in between knows what belongs together.
  writeFileSync(`${path}${planEnd}.tmp`, JSON.stringify(plan), { mode: 0o600 });
  renameSync(`${path}${planEnd}.tmp`, `${path}${planEnd}`);
  tellOthers(path, plan);
  finishMoving(path, plan);
  return plan;
}

/** Does what a process that died in the middle of it left undone. */
export function finishMoving(path: string, { asidePath }: SalvagePlan): void {
  if (existsSync(asidePath)) return;
  // The log first: SQLite would read it into the new file, were that one made before.
  for (const end of ['-wal', '-shm', '']) moveFile(`${path}${end}`, `${asidePath}${end}`);
}

/** Who else has the file open hears of it before its next commit, which would be lost. */
function tellOthers(path: string, { asidePath }: SalvagePlan): void {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: 1000, fileMustExist: true });
    database.prepare("INSERT OR REPLACE INTO meta VALUES ('set_aside', ?)").run(asidePath);
  } catch {
    // Too damaged to take a word: they find out by looking which file stands in its place.
  } finally {
    database?.close();
  }
}

function moveFile(from: string, to: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return;
      // Windows moves no file that anybody has open; the others close it when they hear of it.
      if (tries >= renameTries || (code !== 'EBUSY' && code !== 'EPERM' && code !== 'EACCES'))
        throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, renamePauseMs);
    }
  }
}

/** Such as `record.db.damaged-2026-03-01T10-20-30Z`. */
function findFreeName(path: string): string {
  const time = `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  for (let number = 1; ; number += 1) {
    const name = `${path}.damaged-${time}${number === 1 ? '' : `-${number}`}`;
    if (!existsSync(name)) return name;
  }
}
