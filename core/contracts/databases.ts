import type { JsonValue } from '../shared/json.ts';

/** One statement on a SQLite file. */
export interface DatabaseQuery {
  /** The real path of the file; must exist unless the query may write. */
  readonly path: string;
  /** One statement. */
  readonly sql: string;
  /** For `?` by position, or for `:name`, `$name` and `@name` by name. Lists and objects are bound as JSON text. */
  readonly parameters: readonly JsonValue[] | Readonly<Record<string, JsonValue | undefined>>;
  /** False: only statements that read, on a connection that cannot write. */
  readonly mayWrite: boolean;
  /** Rows beyond are left out. */
  readonly maxRows: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface DatabaseResult {
  readonly columns: readonly string[];
  /** Objects by column name; blobs as base64 text, integers beyond 2^53 as text. */
  readonly rows: readonly Readonly<Record<string, JsonValue>>[];
  /** Whether there were more rows than asked for. */
  readonly truncated: boolean;
  /** Rows that the statement changed. */
  readonly changes: number;
}

/** Queries SQLite files apart from the engine's thread and process, where any query can be ended. */
export interface Databases {
  /**
   * Throws MillraceError: `sql_refused` (more than one statement, or one that may not run), `sql_error`,
   * `sql_too_large`, `sql_timeout`, `sql_busy`, `file_missing`, `cancelled`.
   */
  query(query: DatabaseQuery): Promise<DatabaseResult>;
  close(): Promise<void>;
}
