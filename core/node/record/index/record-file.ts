import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { RecordSize, VacuumResult } from '../../../contracts/run-history.ts';
import { MillraceError } from '../../../shared/errors.ts';

/** So many pages are given back in one step: about a megabyte, a few ms. */
const pagesPerStep = 256;
const incremental = 2;

/** The record's file: how large it is, and how it becomes smaller. */
export class RecordFile {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  size(): Omit<RecordSize, 'waiting'> {
    const count = (sql: string): number => Number(this.#database.prepare(sql).pluck().get() ?? 0);
    const pageBytes = this.#pragma('page_size');
    const oldestUs = count('SELECT min(started_us) FROM runs');
    return {
      path: this.#database.name,
      fileBytes: this.#pragma('page_count') * pageBytes + this.#logBytes(),
      freeBytes: this.#pragma('freelist_count') * pageBytes,
      runs: count('SELECT count(*) FROM runs'),
      starredRuns: count('SELECT count(*) FROM run_facts WHERE star = 1'),
      ...(oldestUs > 0 ? { oldestUs } : {}),
      shrinksInSteps: this.#shrinksInSteps(),
    };
  }

  async vacuum(guard: <T>(action: () => T) => T): Promise<VacuumResult> {
    const before = guard(() => this.#pragma('page_count'));
    const longestPauseMs = guard(() => this.#shrinksInSteps())
      ? await this.#shrink(guard)
      : guard(() => this.#writeAnew());
    const freed = guard(() => before - this.#pragma('page_count')) * this.#pragma('page_size');
    guard(() => this.#database.pragma('wal_checkpoint(PASSIVE)'));
    return { freedBytes: Math.max(0, freed), longestPauseMs };
  }

  async #shrink(guard: <T>(action: () => T) => T): Promise<number> {
    let longestMs = 0;
    for (;;) {
      const startMs = performance.now();
      const left = guard(() => {
        const free = this.#pragma('freelist_count');
        if (free > 0) this.#database.pragma(`incremental_vacuum(${pagesPerStep})`);
        return Math.min(free, this.#pragma('freelist_count'));
      });
      longestMs = Math.max(longestMs, performance.now() - startMs);
      if (left === 0) return longestMs;
      await new Promise<void>((resolve) => setTimeout(resolve, 2));
    }
  }

  /** A file of the first version cannot shrink in steps until it has been written anew once, which stops all writing. */
  #writeAnew(): number {
    const running = this.#database.prepare("SELECT 1 FROM runs WHERE state = 'running' LIMIT 1");
    if (running.get() !== undefined) {
      throw new MillraceError(
        'record_in_use',
        'The record cannot be written anew while runs are under way.',
        {
          action: 'Try again when they have ended.',
        },
      );
    }
    const startMs = performance.now();
    this.#database.pragma('auto_vacuum = INCREMENTAL');
    this.#database.exec('VACUUM');
    return performance.now() - startMs;
  }

  #shrinksInSteps(): boolean {
    return this.#pragma('auto_vacuum') === incremental;
  }

  #logBytes(): number {
    try {
      return statSync(`${this.#database.name}-wal`).size;
    } catch {
      // In memory, or closed by everybody else.
      return 0;
    }
  }

  #pragma(name: string): number {
    return Number(this.#database.pragma(name, { simple: true }));
  }
}
