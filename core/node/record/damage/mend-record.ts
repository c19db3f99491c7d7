import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { MillraceError } from '../../../shared/errors.ts';
import { openDatabase } from '../open-database.ts';
import type { OpenDatabaseOptions } from '../open-database.ts';
import { isDamage } from '../record-error.ts';
import { ExclusiveLock } from './exclusive-lock.ts';
import { keepDamagedLog } from './log-file.ts';
import { SalvageJob } from './salvage-job.ts';
import { finishMoving, readPlan, setAside } from './set-aside.ts';

/** Longer than a record is moved, a new one made, and the first of it brought over. */
const lockWaitMs = 20_000;
/** So many numbers may have been given in a log that cannot be read. */
const lostLogSeqs = 1_000_000;

export interface MendOptions extends OpenDatabaseOptions {
  /** Told what was found and done: record_set_aside, record_salvaged, record_log_lost. */
  readonly onProblem: (problem: MillraceError) => void;
}

/** A record that is open. */
export interface OpenFile {
  readonly database: Database;
  /** What is still being brought over from a damaged one. */
  readonly job: SalvageJob | undefined;
}

/**
 * As `openDatabase`; a record that is damaged is set aside, and a new one made in its place. Of processes that find
 * the damage at the same time one does so, the others wait for it.
 */
export function openOrMend(path: string, options: MendOptions): OpenFile {
  if (path === ':memory:') return { database: openDatabase(path, options), job: undefined };
  const plan = readPlan(path);
  // Another process moves the record just now, or died while it did.
  if (plan !== undefined && !existsSync(plan.asidePath)) {
    return locked(path, () => {
      finishMoving(path, plan);
      return openAndSalvage(path, options);
    });
  }
  const lostLogPath = keepDamagedLog(path);
  try {
    const opened = openAndSalvage(path, options);
    if (lostLogPath !== undefined) noteLostLog(opened.database, lostLogPath, options);
    return opened;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return locked(path, () => openAnew(path, options));
  }
}

/** Sets a record aside that turned out to be damaged while it was open, unless another process has done so. */
export function replaceDamaged(
  path: string,
  isStillThere: () => boolean,
  options: MendOptions,
): OpenFile {
  return locked(path, () => {
    if (isStillThere()) setAside(path);
    return openAndSalvage(path, options);
  });
}

function openAnew(path: string, options: MendOptions): OpenFile {
  try {
    return openAndSalvage(path, options);
  } catch (error) {
    if (!isDamage(error)) throw error;
    setAside(path);
    return openAndSalvage(path, options);
  }
}

function openAndSalvage(path: string, options: MendOptions): OpenFile {
  const database = openDatabase(path, options);
  return { database, job: SalvageJob.start(path, database, options.onProblem) };
}

function noteLostLog(database: Database, copyPath: string, options: MendOptions): void {
  database
    .prepare(
      `INSERT OR REPLACE INTO meta VALUES ('next_seq', ? + max(
         coalesce((SELECT seq + count FROM log ORDER BY seq DESC LIMIT 1), 1),
         coalesce((SELECT value FROM meta WHERE key = 'next_seq'), 1)))`,
    )
    .run(lostLogSeqs);
  const message = `The write-ahead log of the record ${database.name} could not be read: the last things it held are lost.`;
  options.onProblem(
    new MillraceError('record_log_lost', message, {
      action: `All the rest is there. Check the disk; a copy of the log is kept as ${copyPath}.`,
    }),
  );
}

function locked<T>(path: string, action: () => T): T {
  const lock = ExclusiveLock.take(`${path}.mending`, lockWaitMs);
  if (lock === undefined) {
    throw new MillraceError('record_busy', `Another process is mending the record ${path}.`, {
      action: 'Wait a moment and try again.',
    });
  }
  try {
    return action();
  } finally {
    lock.release();
  }
}
