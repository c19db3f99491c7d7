import type { RunRecord } from '../../contracts/record.ts';
import type { MillraceError } from '../../shared/errors.ts';
import { openOrMend } from './damage/mend-record.ts';
import { MendingRecord } from './mending-record.ts';

export interface OpenRecordOptions {
  /** While busy, commits lie this far apart, in ms; an idle record commits at once. Default 5. */
  readonly flushIntervalMs?: number;
  /** So many pending events are committed without waiting. Default 2,000. */
  readonly maxPendingEvents?: number;
  /** So many events wait in memory while commits fail, before appending throws. Default 200,000. */
  readonly maxStuckEvents?: number;
  /** How long a write waits for another process's write, in ms, before it is tried again later. Default 1,000. */
  readonly busyTimeoutMs?: number;
  /** The file grows no further than this, in bytes; then the record is full (record_full). Default: the disk's room. */
  readonly maxFileBytes?: number;
  /**
   * Called when commits begin to fail (record_full, record_busy, …; the events stay pending and are tried again)
   * and when a commit listener throws (listener_failed). Default: a process warning.
   */
  readonly onProblem?: (problem: MillraceError) => void;
  /** Called when commits work again; nothing was lost in between. */
  readonly onRecover?: () => void;
  /** The script of the process that people's own statements run in. Default: the file beside this one; a bundle names its own. */
  readonly queryWorkerUrl?: URL;
}

/**
 * Opens or creates the record at a path (':memory:' for one that lives as long as this process). A record that is
 * damaged, now or later, is set aside; what can be read of it comes over into a new one, and `onProblem` is told.
 * Throws record_newer_version, record_foreign, record_unwritable, record_busy, record_full or record_migration_failed.
 */
export function openRecord(path: string, options: OpenRecordOptions = {}): RunRecord {
  const settings = {
    flushIntervalMs: options.flushIntervalMs ?? 5,
    maxPendingEvents: options.maxPendingEvents ?? 2000,
    maxStuckEvents: options.maxStuckEvents ?? 200_000,
    busyTimeoutMs: options.busyTimeoutMs ?? 1000,
    onProblem: options.onProblem ?? ((problem) => process.emitWarning(problem)),
    onRecover: options.onRecover ?? (() => {}),
    queryWorkerUrl: options.queryWorkerUrl,
  };
  const { maxFileBytes } = options;
  return new MendingRecord(path, openOrMend(path, settings), settings, ({ database }) => {
    if (maxFileBytes === undefined) return;
    const pageBytes = Number(database.pragma('page_size', { simple: true }));
    database.pragma(`max_page_count = ${Math.ceil(maxFileBytes / pageBytes)}`);
  });
}
