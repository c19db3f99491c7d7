import type { Database, Statement } from 'better-sqlite3';
import type { RunState } from '../../contracts/events.ts';
import type { RunSummary } from '../../contracts/record.ts';
import type { JsonValue } from '../../shared/json.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { LogReader, RunPlace } from './log-reader.ts';
import type { PendingStart } from './pending-run.ts';
import { hashText } from './recorded-value.ts';

interface RunRow {
  readonly id: number;
  readonly run_id: string;
  readonly flow_id: string;
  readonly flow_name: string;
  readonly state: RunState;
  readonly started_us: number;
  readonly ended_us: number | null;
  readonly first_seq: number;
  readonly last_seq: number | null;
  readonly error: string | null;
  readonly input: string;
  readonly output: string | null;
  readonly owner: string;
  readonly origin: string | null;
}

const columns =
  'id, run_id, flow_id, flow_name, state, started_us, ended_us, first_seq, last_seq, error, input, output, owner, origin';

/** Stands in place of the owning process of a run that came from a file. */
export const importedOwner = 'imported';

/** The rows of runs and what hangs on them: flow texts, large values. */
export class RunTable {
  readonly #reader: LogReader;
  readonly #exists: Statement;
  readonly #insertFlow: Statement;
  readonly #insertRun: Statement;
  readonly #one: Statement<unknown[], RunRow>;
  readonly #newest: Statement<unknown[], RunRow>;
  readonly #place: Statement<unknown[], { id: number; first_seq: number; last_seq: number | null }>;
  readonly #flow: Statement;
  readonly #value: Statement;
  #lastFlow = { text: '', hash: hashText('') };

  constructor(database: Database, reader: LogReader) {
    this.#reader = reader;
    this.#exists = database.prepare('SELECT 1 FROM runs WHERE run_id = ?').pluck();
    this.#insertFlow = database.prepare('INSERT OR IGNORE INTO flows VALUES (?, ?)');
    this.#insertRun = database.prepare(
      `INSERT INTO runs (run_id, flow_id, flow_name, flow_hash, owner, state, started_us, input, origin)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#one = database.prepare(`SELECT ${columns} FROM runs WHERE run_id = ?`);
    this.#newest = database.prepare(
      `SELECT ${columns} FROM runs WHERE started_us < ? ORDER BY started_us DESC, id DESC LIMIT ?`,
    );
    this.#place = database.prepare('SELECT id, first_seq, last_seq FROM runs WHERE run_id = ?');
    this.#flow = database
      .prepare('SELECT text FROM flows JOIN runs ON flow_hash = hash WHERE run_id = ?')
      .pluck();
    this.#value = database.prepare('SELECT json FROM large_values WHERE hash = ?').pluck();
  }

  /** Throws run_exists for an id that the record knows already. */
  assertNew(runId: string): void {
    if (this.#exists.get(runId) === undefined) return;
    throw new MillraceError('run_exists', `A run with the id ${runId} is in the record already.`, {
      action: 'Give the new run an id of its own.',
    });
  }

  /** Inserts a running run and gives its row; call inside a transaction. */
  insert({ run, input }: PendingStart, ownerToken: string): number {
    const { runId, flowId, flowName, flow, startedUs } = run;
    // A flow is mostly run again as it was.
    if (flow !== this.#lastFlow.text) this.#lastFlow = { text: flow, hash: hashText(flow) };
    const { hash } = this.#lastFlow;
    this.#insertFlow.run(hash, flow);
    // Until all of an imported run is here it counts as one that was interrupted.
    const [owner, state] =
      run.imported === true ? [importedOwner, 'interrupted'] : [ownerToken, 'running'];
    const origin = run.origin === undefined ? null : JSON.stringify(run.origin);
    const values = [runId, flowId, flowName, hash, owner, state, startedUs, input, origin];
    const added = this.#insertRun.run(...values);
    return Number(added.lastInsertRowid);
  }

  find(runId: string): RunSummary | undefined {
    const row = this.#one.get(runId);
    return row === undefined ? undefined : this.#summarise(row);
  }

  list(options: { readonly limit: number; readonly beforeUs?: number }): RunSummary[] {
    const before = options.beforeUs ?? Number.MAX_VALUE;
    return this.#newest.all(before, options.limit).map((row) => this.#summarise(row));
  }

  place(runId: string): RunPlace | undefined {
    const row = this.#place.get(runId);
    if (row === undefined) return undefined;
    const lastSeq = row.last_seq ?? Number.POSITIVE_INFINITY;
    return { row: row.id, runId, firstSeq: row.first_seq, lastSeq };
  }

  flowOf(runId: string): string | undefined {
    return this.#flow.get(runId) as string | undefined;
  }

  readValue(hash: string): JsonValue | undefined {
    const json = this.readValueText(hash);
    return json === undefined ? undefined : (JSON.parse(json) as JsonValue);
  }

  readValueText(hash: string): string | undefined {
    return this.#value.get(hash) as string | undefined;
  }

  #summarise(row: RunRow): RunSummary {
    return {
      runId: row.run_id,
      flowId: row.flow_id,
      flowName: row.flow_name,
      state: row.state,
      startedUs: row.started_us,
      ...(row.ended_us === null ? {} : { endedUs: row.ended_us }),
      input: JSON.parse(row.input) as RunSummary['input'],
      ...(row.output === null ? {} : { output: JSON.parse(row.output) as RunSummary['input'] }),
      ...(row.error === null
        ? {}
        : { error: JSON.parse(row.error) as NonNullable<RunSummary['error']> }),
      ...(row.origin === null
        ? {}
        : { origin: JSON.parse(row.origin) as NonNullable<RunSummary['origin']> }),
      ...(row.owner === importedOwner ? { imported: true } : {}),
      firstSeq: row.first_seq,
      lastSeq: row.last_seq ?? this.#reader.lastSeqOf(row.id, row.first_seq),
    };
  }
}
