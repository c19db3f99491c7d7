import type { Database } from 'better-sqlite3';

type Row = Readonly<Record<string, unknown>>;

/** A piece of a table: rows that could be read, or the sign that some could not. */
export type TablePiece =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'hole' };

const rowsAtOnce = 200;
const greatestKey = Number.MAX_SAFE_INTEGER;

/**
 * Reads a table in the order of its integer key as far as damaged pages allow: behind each that cannot be read it
 * goes on where reading works again. `key` is the name of the key's column; `rowid` always works.
 */
export function* readTolerantly(
  database: Database,
  table: string,
  columns: readonly string[],
): Generator<TablePiece> {
  const source = `FROM "${table}" WHERE rowid`;
  const names = columns.map((name) => `"${name}"`).join(', ');
  const next = database.prepare<unknown[], Row>(
    `SELECT rowid AS "key of the row", ${names} ${source} > ? ORDER BY rowid`,
  );
  const one = database.prepare<unknown[], Row>(`SELECT ${names} ${source} = ?`);
  const seek = database.prepare(`SELECT rowid ${source} >= ? ORDER BY rowid LIMIT 1`).pluck();
  let key = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const { rows, lastKey, isBroken } = takeRows(next, key);
    if (rows.length > 0) yield { kind: 'rows', rows };
    key = lastKey;
    if (!isBroken && rows.length < rowsAtOnce) return;
    if (!isBroken) continue;
    yield { kind: 'hole' };
    const found = seekBehind(key, (from) => seek.get(from) as number | undefined);
    if (found === undefined) return;
    // The row's key can be read; the row itself perhaps not, when it goes on in other pages.
    const row = tryRead(() => one.get(found));
    if (row !== undefined) yield { kind: 'rows', rows: [row] };
    key = found;
  }
}

/** Reads what can be read of a small table without a key of its own: from its start, then from its end. */
export function readEnds(database: Database, table: string, columns: readonly string[]): Row[] {
  const names = columns.map((name) => `"${name}"`).join(', ');
  const primary = database
    .prepare(`SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk`)
    .pluck()
    .all(table) as string[];
  const rows: Row[] = [];
  for (const direction of ['ASC', 'DESC']) {
    const order = primary.map((name) => `"${name}" ${direction}`).join(', ');
    const isWhole = tryRead(() => {
      const all = database.prepare<unknown[], Row>(
        `SELECT ${names} FROM "${table}" ORDER BY ${order}`,
      );
      for (const row of all.iterate()) rows.push(row);
      return true;
    });
    if (isWhole === true) break;
  }
  return rows;
}

/** What an action gives; undefined when what it reads is damaged. */
export function tryRead<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}

function isDamage(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  // Besides pages that contradict each other: rows that are too large to be true, sectors that the disk lost.
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB|IOERR|TOOBIG|ERROR|NOMEM)/.test(code);
}

interface TakenRows {
  readonly rows: Row[];
  readonly lastKey: number;
  readonly isBroken: boolean;
}

function takeRows(
  next: { iterate(...parameters: unknown[]): IterableIterator<Row> },
  after: number,
): TakenRows {
  const rows: Row[] = [];
  let lastKey = after;
  const isWhole = tryRead(() => {
    for (const row of next.iterate(after)) {
      const key = Number(row['key of the row']);
      // Pages that contradict each other may lead in circles.
      if (!(key > lastKey)) continue;
      rows.push(row);
      lastKey = key;
      if (rows.length >= rowsAtOnce) break;
    }
    return true;
  });
  return { rows, lastKey, isBroken: isWhole !== true };
}

/** The least key behind `key` that can be found; undefined when there is none. */
function seekBehind(key: number, seek: (from: number) => number | undefined): number | undefined {
  const trySeek = (from: number): { readonly found: number | undefined } | undefined =>
    tryRead(() => ({ found: seek(from) }));
  const first = Math.max(key + 1, 0);
  let bad = first - 1;
  let reach = 1;
  let good = trySeek(first);
  let at = first;
  while (good === undefined) {
    bad = at;
    at = first + reach;
    if (at > greatestKey) return undefined;
    reach *= 2;
    good = trySeek(at);
  }
  while (at - bad > 1) {
    const middle = Math.floor(bad + (at - bad) / 2);
    const between = trySeek(middle);
    if (between === undefined) bad = middle;
    else {
      good = between;
      at = middle;
    }
  }
  const { found } = good;
  return found !== undefined && found > key ? found : undefined;
}
