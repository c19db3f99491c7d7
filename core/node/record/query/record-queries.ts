import type { Databases } from '../../../contracts/databases.ts';
import type { RecordQuery, RecordQueryResult } from '../../../contracts/record-query.ts';
import { MillraceError } from '../../../shared/errors.ts';
import { createDatabases } from '../../databases/create-databases.ts';

const mostRows = 10_000;
const standardTimeoutMs = 10_000;

/** Runs people's own statements on the record, apart from the engine and on connections that cannot write. */
export class RecordQueries {
  readonly #path: string;
  readonly #workerUrl: URL | undefined;
  #databases: Databases | undefined;

  /** `workerUrl`: the script of the queries' process in a bundle. */
  constructor(path: string, workerUrl?: URL) {
    this.#path = path;
    this.#workerUrl = workerUrl;
  }

  async run(query: RecordQuery): Promise<RecordQueryResult> {
    if (this.#path === ':memory:' || this.#path === '') throw nowhere();
    const workerUrl = this.#workerUrl ?? new URL('./record-query-process.ts', import.meta.url);
    this.#databases ??= createDatabases({ workerUrl });
    const startMs = performance.now();
    const { columns, rows, truncated } = await this.#databases.query({
      path: this.#path,
      sql: query.sql,
      parameters: query.parameters ?? [],
      mayWrite: false,
      maxRows: Math.min(query.limit, mostRows),
      timeoutMs: query.timeoutMs ?? standardTimeoutMs,
      signal: query.signal ?? new AbortController().signal,
    });
    return {
      columns,
      rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
      isCut: truncated,
      durationMs: performance.now() - startMs,
    };
  }

  close(): void {
    void this.#databases?.close();
  }
}

function nowhere(): MillraceError {
  return new MillraceError('sql_refused', 'A record in memory cannot be queried.', {
    action: 'Open one that is a file.',
  });
}
