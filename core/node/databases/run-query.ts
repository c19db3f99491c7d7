import Database from 'better-sqlite3';
import type { DatabaseResult } from '../../contracts/databases.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { checkStatement, refuse } from './check-statement.ts';
import { locateSqlError } from './locate-sql-error.ts';
import type { QueryRequest } from './query-messages.ts';

const heapBytes = 256 * 1024 * 1024;
const largestFileBytes = 1024 * 1024 * 1024;
const largestResult = 16 * 1024 * 1024;
const longestWaitMs = 5000;
/** What SQLite allows for one statement. */
const mostParameters = 32_766;

type Row = readonly unknown[];
type Bound = string | number | null;

/** Runs one statement on a connection of its own, which is closed again; `addTables` may give it more to read. */
export function runQuery(
  query: QueryRequest,
  addTables?: (database: Database.Database) => void,
): DatabaseResult {
  checkStatement(query.sql, query.mayWrite);
  const database = openDatabase(query);
  try {
    addTables?.(database);
    return execute(database, query);
  } catch (error) {
    throw explain(error, database, query.sql);
  } finally {
    database.close();
  }
}

function openDatabase({ path, mayWrite, timeoutMs }: QueryRequest): Database.Database {
  try {
    const database = new Database(path, {
      readonly: !mayWrite,
      fileMustExist: !mayWrite,
      timeout: Math.min(timeoutMs, longestWaitMs),
    });
    // What sorting needs stays in memory, within a limit, instead of filling the disk.
    database.pragma(`hard_heap_limit = ${heapBytes}`);
    database.pragma('temp_store = memory');
    database.pragma('trusted_schema = off');
    const pageSize = Number(database.pragma('page_size', { simple: true }));
    if (mayWrite) database.pragma(`max_page_count = ${Math.floor(largestFileBytes / pageSize)}`);
    return database;
  } catch (error) {
    throw explain(error);
  }
}

function execute(database: Database.Database, query: QueryRequest): DatabaseResult {
  const statement = prepare(database, query.sql);
  if (!query.mayWrite && !statement.readonly) {
    throw refuse(
      'The statement changes the database, which is only read here.',
      'Use SELECT; a SQL node can be set to write.',
    );
  }
  const values = bind(query.parameters);
  if (!statement.reader) {
    const { changes } = statement.run(...values);
    return { columns: [], rows: [], truncated: false, changes };
  }
  statement.raw(true).safeIntegers(true);
  const columns = nameColumns(statement.columns().map(({ name }) => name));
  const rows: Record<string, JsonValue>[] = [];
  let truncated = false;
  let size = 0;
  for (const row of statement.iterate(...values) as IterableIterator<Row>) {
    truncated = rows.length >= query.maxRows;
    // One that changes rows changes all of them only if it is stepped to its end.
    if (truncated && statement.readonly) break;
    if (truncated) continue;
    const cells = row.map(toJson);
    for (const cell of cells) size += typeof cell === 'string' ? cell.length : 8;
    if (size > largestResult) throw tooLarge();
    rows.push(Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? null])));
  }
  const changes = statement.readonly ? 0 : countChanges(database);
  return { columns, rows, truncated, changes };
}

function prepare(database: Database.Database, sql: string): Database.Statement<Bound[]> {
  try {
    return database.prepare<Bound[]>(sql);
  } catch (error) {
    if (error instanceof RangeError)
      throw refuse('There is more than one statement.', 'Give each statement a node of its own.');
    throw error;
  }
}

function countChanges(database: Database.Database): number {
  return database.prepare<[], number>('SELECT changes()').pluck().get() ?? 0;
}

/** Equal names would leave one value of each: the later ones are numbered. */
function nameColumns(names: readonly string[]): readonly string[] {
  const used = new Map<string, number>();
  return names.map((name) => {
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
}

function bind(parameters: QueryRequest['parameters']): Bound[] {
  if (Array.isArray(parameters)) {
    if (parameters.length > mostParameters) throw tooManyParameters(parameters.length);
    return parameters.map(toBound);
  }
  const entries = Object.entries(parameters).map(([name, value]) => [name, toBound(value)]);
  // The types know values by position only; one object binds by name.
  return entries.length === 0 ? [] : [Object.fromEntries(entries) as never];
}

function toBound(value: unknown): Bound {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}

function toJson(value: unknown): JsonValue {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return typeof value === 'string' ? value : null;
}

function tooManyParameters(count: number): MillraceError {
  return refuse(
    `There are ${count} parameters, and a statement takes at most ${mostParameters}.`,
    'Pass them as one JSON value, and read it with json_each().',
  );
}

function tooLarge(): MillraceError {
  return new MillraceError('sql_too_large', 'The rows are larger than 16 MB together.', {
    action: 'Select fewer columns, or fewer rows.',
  });
}

function explain(error: unknown, database?: Database.Database, sql = ''): MillraceError {
  if (error instanceof MillraceError) return error;
  const { code = '', message } = error as { readonly code?: string; readonly message: string };
  const reason = message.replace(/\.$/, '');
  if (['SQLITE_NOMEM', 'SQLITE_FULL', 'SQLITE_TOOBIG'].includes(code)) {
    return new MillraceError('sql_too_large', `The statement needs too much room: ${reason}.`, {
      action: 'Let it work on fewer rows.',
      cause: error,
    });
  }
  const place = database && locateSqlError(database, sql, message);
  return new MillraceError('sql_error', `The database refused the statement: ${reason}.`, {
    action: 'Check the statement, its parameters and the file.',
    ...(place === undefined ? {} : { details: { ...place } }),
    cause: error,
  });
}
