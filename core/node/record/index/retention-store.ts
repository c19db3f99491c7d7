import type { Database } from 'better-sqlite3';
import type { Retention } from '../../../contracts/run-history.ts';
import { importedOwner } from '../run-table.ts';

const key = 'retention';
const dayUs = 24 * 60 * 60 * 1e6;

/** What is kept for how long while nobody has said. */
const standard: Retention = { maxAgeDays: 30, keepStarred: true };

/** How long runs are kept, as the record itself says. */
export class RetentionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  read(): Retention {
    const json = this.#database.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key);
    return typeof json === 'string' ? (JSON.parse(json) as Retention) : standard;
  }

  write(retention: Retention): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)')
      .run(key, JSON.stringify(retention));
  }

  /** The rows of ended runs that are older than the retention allows, or too much for its size, the oldest first. */
  listOverdue(nowUs: number): readonly number[] {
    const { maxAgeDays, maxBytes, keepStarred } = this.read();
    const aged =
      maxAgeDays === undefined ? [] : this.#listAged(nowUs - maxAgeDays * dayUs, keepStarred);
    if (maxBytes === undefined) return aged;
    return [...aged, ...this.#listExcess(maxBytes, keepStarred, new Set(aged))];
  }

  #listAged(beforeUs: number, keepStarred: boolean): readonly number[] {
    return this.#candidates(keepStarred, 'AND ended_us < ? ORDER BY started_us', beforeUs).map(
      ({ id }) => id,
    );
  }

  /** How much a run holds is not known without reading it: its share of the log's events stands for it. */
  #listExcess(
    maxBytes: number,
    keepStarred: boolean,
    gone: ReadonlySet<number>,
  ): readonly number[] {
    const pragma = (name: string): number => Number(this.#database.pragma(name, { simple: true }));
    const used = (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
    if (used <= maxBytes) return [];
    const all = this.#candidates(false, 'ORDER BY started_us');
    const starred = new Set(
      this.#database
        .prepare<unknown[], number>('SELECT run FROM run_facts WHERE star = 1')
        .pluck()
        .all(),
    );
    const events = all.reduce((sum, run) => sum + run.events, 0);
    let excess = used - maxBytes;
    const excessive: number[] = [];
    for (const { id, events: own } of all) {
      if (excess <= 0) break;
      const bytes = (used * own) / Math.max(1, events);
      if (!gone.has(id) && keepStarred && starred.has(id)) continue;
      excess -= bytes;
      if (!gone.has(id)) excessive.push(id);
    }
    return excessive;
  }

  #candidates(
    keepStarred: boolean,
    rest: string,
    ...values: readonly number[]
  ): readonly { readonly id: number; readonly events: number }[] {
    const stars = keepStarred ? 'AND id NOT IN (SELECT run FROM run_facts WHERE star = 1)' : '';
    return this.#database
      .prepare<unknown[], { id: number; events: number }>(
        `SELECT id, coalesce(last_seq - first_seq + 1, 0) AS events FROM runs
         WHERE state <> 'running' AND owner <> '${importedOwner}' ${stars} ${rest}`,
      )
      .all(...values);
  }
}
