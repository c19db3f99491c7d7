import type { Database } from 'better-sqlite3';
import { hashText } from '../recorded-value.ts';
import { endRebuiltRuns, rebuildRuns } from './rebuild-runs.ts';
import { readEnds, readTolerantly, tryRead } from './tolerant-rows.ts';

type Row = Readonly<Record<string, unknown>>;

/** What came out of a damaged record. */
export interface SalvageCounts {
  readonly runs: number;
  readonly lostRuns: number;
  readonly events: number;
  /** At most so many; some of them may have been deleted long before. */
  readonly lostEvents: number;
  /** Whether some of it could not be read. */
  readonly hasHoles: boolean;
}

/** So many numbers are left out when the last ones given cannot be told for sure. */
const seqGap = 1_000_000;
const idGap = 100_000;
/** No event takes less room. */
const leastEventBytes = 20;
/** Neither indexed nor waiting for it: a run whose events are not here yet must not be indexed. */
const notYetToBeIndexed = 2;
const keysNotKept = new Set(['next_seq', 'set_aside', 'indexer']);

/** Brings what can be read of a damaged record over into a new one. May be begun anew: what is there already stays. */
export class Salvage {
  readonly #old: Database;
  readonly #new: Database;
  readonly #runIds = new Set<number>();
  readonly #lostRuns = new Set<number>();
  /** Rows of runs that were put together again. */
  readonly #rebuilt: number[] = [];
  #runs = 0;
  #events = 0;
  #lostEvents = 0;
  #hasHoles = false;

  constructor(damaged: Database, record: Database) {
    this.#old = damaged;
    this.#new = record;
  }

  get counts(): SalvageCounts {
    return {
      runs: this.#runs,
      lostRuns: this.#lostRuns.size,
      events: this.#events,
      lostEvents: this.#lostEvents,
      hasHoles: this.#hasHoles || this.#lostEvents > 0 || this.#lostRuns.size > 0,
    };
  }

  /** Does the work in short transactions; may be left and gone on with after each. */
  *steps(): Generator<void> {
    yield* this.#copy('runs', ({ run_id: id }) => typeof id === 'string', {
      indexed: notYetToBeIndexed,
    });
    yield* this.#copy('flows', (row) => row['hash'] === hashText(String(row['text'])));
    yield this.#rebuildRuns();
    yield this.#copyEnds('owners');
    yield this.#copyEnds('cursors');
    yield this.#copyEnds('value_uses');
    yield this.#copyEnds('meta', ({ key }) => !keysNotKept.has(String(key)));
    yield this.#copyFacts();
    yield* this.#copy('large_values', (row) => row['hash'] === hashText(String(row['json'])));
    yield* this.#copyLog();
    yield this.#endRuns();
  }

  #rebuildRuns(): void {
    if (!this.#hasHoles) return;
    this.#write(() => this.#rebuilt.push(...rebuildRuns(this.#old, this.#new)));
    for (const row of this.#rebuilt) this.#runIds.add(row);
    this.#runs += this.#rebuilt.length;
  }

  *#copy(
    table: string,
    isSound: (row: Row) => boolean,
    fixed: Readonly<Record<string, number>> = {},
  ): Generator<void> {
    const columns = this.#findColumns(table);
    if (columns.length === 0) return void (this.#hasHoles = true);
    const insert = this.#prepareInsert(table, columns);
    const isRuns = table === 'runs';
    for (const piece of readTolerantly(this.#old, table, columns)) {
      if (piece.kind === 'hole') {
        this.#hasHoles = true;
        continue;
      }
      this.#write(() => {
        for (const row of piece.rows) {
          if (!isSound(row)) continue;
          insert.run({ ...row, ...pick(fixed, columns) });
          if (!isRuns) continue;
          this.#runIds.add(Number(row['id']));
          this.#runs += 1;
        }
      });
      yield;
    }
  }

  *#copyLog(): Generator<void> {
    const columns = this.#findColumns('log');
    if (columns.length === 0) return void (this.#hasHoles = true);
    const insert = this.#prepareInsert('log', columns);
    const use = this.#new.prepare('INSERT OR IGNORE INTO value_uses VALUES (?, ?)');
    let nextSeq = 1;
    let isBehindHole = false;
    for (const piece of readTolerantly(this.#old, 'log', columns)) {
      if (piece.kind === 'hole') {
        isBehindHole = true;
        this.#hasHoles = true;
        continue;
      }
      this.#write(() => {
        for (const row of piece.rows) {
          const seq = Number(row['seq']);
          const count = Number(row['count']);
          if (isBehindHole && seq > nextSeq) this.#lostEvents += seq - nextSeq;
          isBehindHole = false;
          nextSeq = seq + count;
          this.#keepFrame(row, count, { insert, use });
        }
      });
      yield;
    }
    if (isBehindHole) this.#lostEvents += Math.max(0, this.#findKnownEnd() - nextSeq);
  }

  #findKnownEnd(): number {
    return Number(this.#new.prepare('SELECT max(last_seq) + 1 FROM runs').pluck().get() ?? 0);
  }

  #keepFrame(
    row: Row,
    count: number,
    { insert, use }: { readonly insert: Insert; readonly use: Insert },
  ): void {
    const run = Number(row['run']);
    const payload = String(row['payload']);
    if (!isFrame(payload)) {
      this.#lostEvents += count;
      return;
    }
    if (!this.#runIds.has(run)) {
      this.#lostRuns.add(run);
      this.#lostEvents += count;
      return;
    }
    insert.run(row);
    this.#events += count;
    if (!this.#hasHoles) return;
    for (const [, hash] of payload.matchAll(/"hash":"([0-9a-f]{64})"/g)) use.run(run, hash);
  }

  /** Of what is found out from events only what people wrote themselves is kept; the rest is found out again. */
  #copyFacts(): void {
    const columns = this.#findColumns('run_facts').filter((name) =>
      ['run', 'star', 'note'].includes(name),
    );
    if (columns.length === 0) return;
    const insert = this.#prepareInsert('run_facts', columns);
    for (const piece of readTolerantly(this.#old, 'run_facts', columns)) {
      if (piece.kind === 'hole') continue;
      this.#write(() => {
        for (const row of piece.rows) if (row['star'] !== 0 || row['note'] !== '') insert.run(row);
      });
    }
  }

  #copyEnds(table: string, isWanted: (row: Row) => boolean = () => true): void {
    const columns = this.#findColumns(table);
    if (columns.length === 0) return;
    const insert = this.#prepareInsert(table, columns);
    const rows = readEnds(this.#old, table, columns);
    this.#write(() => {
      for (const row of rows) if (isWanted(row)) insert.run(row);
    });
  }

  /** A run whose last frames are gone ends where its events do. */
  #endRuns(): void {
    this.#write(() => {
      endRebuiltRuns(this.#new, this.#rebuilt);
      this.#new.exec(`
        UPDATE runs SET first_seq = coalesce((SELECT min(seq) FROM log WHERE seq >= first_seq AND run = id), 0)
        WHERE last_seq IS NOT NULL AND first_seq > 0 AND NOT EXISTS (SELECT 1 FROM log WHERE seq = first_seq);
        UPDATE runs SET indexed = 0 WHERE indexed = ${notYetToBeIndexed};
        DELETE FROM flows WHERE NOT EXISTS (SELECT 1 FROM runs WHERE flow_hash = hash);
      `);
    });
  }

  /** The columns that the table has in both records. */
  #findColumns(table: string): string[] {
    const list = (database: Database): string[] | undefined =>
      tryRead(
        () =>
          database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[],
      );
    const old = new Set(list(this.#old) ?? []);
    return (list(this.#new) ?? []).filter((name) => old.has(name));
  }

  #prepareInsert(table: string, columns: readonly string[]): Insert {
    const names = columns.map((name) => `"${name}"`).join(', ');
    const values = columns.map((name) => `@${name}`).join(', ');
    return this.#new.prepare(`INSERT OR IGNORE INTO "${table}" (${names}) VALUES (${values})`);
  }

  #write(action: () => void): void {
    this.#new.transaction(action).immediate();
  }
}

interface Insert {
  run(...parameters: unknown[]): unknown;
}

function pick(values: Readonly<Record<string, number>>, names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

/** Damage inside a page does not show in SQLite: a frame that cannot be read would break its whole run. */
function isFrame(payload: string): boolean {
  try {
    return Array.isArray(JSON.parse(payload));
  } catch {
    return false;
  }
}

/**
 * Sees to it that nothing new gets a number that was given before; before anybody writes to the new record. Without a
 * `damaged` one that can be read, the size of its file says how many there can have been.
 */
export function reserveNumbers(
  record: Database,
  damaged: Database | undefined,
  fileBytes: number,
): void {
  const readNumber = (sql: string): number | undefined =>
    damaged && tryRead(() => Number(damaged.prepare(sql).pluck().get() ?? 0));
  const logEnd = readNumber('SELECT seq + count FROM log ORDER BY seq DESC LIMIT 1');
  const floor = readNumber("SELECT value FROM meta WHERE key = 'next_seq'");
  const runsEnd = readNumber('SELECT max(last_seq) + 1 FROM runs');
  const isKnown = logEnd !== undefined && floor !== undefined;
  const gap = isKnown ? seqGap : seqGap + Math.ceil(fileBytes / leastEventBytes);
  const nextSeq = Math.max(1, logEnd ?? 1, floor ?? 1, runsEnd ?? 1) + gap;
  const ids = [
    readNumber('SELECT max(id) FROM runs'),
    readNumber("SELECT seq FROM sqlite_sequence WHERE name = 'runs'"),
    readNumber('SELECT run FROM log ORDER BY seq DESC LIMIT 1'),
  ];
  const id = Math.max(...ids.map((each) => each ?? 0)) + idGap;
  const reserve = record.transaction(() => {
    record.prepare("INSERT OR REPLACE INTO meta VALUES ('next_seq', ?)").run(nextSeq);
    record.prepare("DELETE FROM sqlite_sequence WHERE name = 'runs'").run();
    record.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('runs', ?)").run(id);
  });
  reserve.immediate();
}
