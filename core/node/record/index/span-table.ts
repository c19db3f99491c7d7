import type { Database, Statement } from 'better-sqlite3';
import type { SpanFigures } from '../../../contracts/run-history.ts';

interface SpanRecord {
  readonly span_id: string;
  readonly parent_span_id: string;
  readonly node_id: string;
  readonly kind: string;
  readonly title: string;
  readonly iteration: string;
  readonly attempt: number;
  readonly state: SpanFigures['state'];
  readonly first_seq: number;
  readonly last_seq: number;
  readonly started_us: number;
  readonly ended_us: number;
  readonly model: string | null;
  readonly connection: string | null;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly reasoning_tokens: number;
  readonly cost: number | null;
  readonly first_token_us: number | null;
  readonly token_count: number;
  readonly longest_gap_us: number | null;
  readonly queue_us: number | null;
  readonly reused: number;
}

/** The spans of runs that are in the index. */
export class SpanTable {
  readonly #insert: Statement;
  readonly #ofRun: Statement<unknown[], SpanRecord>;
  readonly #ofNode: Statement<unknown[], SpanRecord>;
  readonly #earlier: Statement<unknown[], number>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT OR REPLACE INTO spans VALUES (${Array.from({ length: 25 }, () => '?').join(', ')})`,
    );
    this.#ofRun = database.prepare('SELECT * FROM spans WHERE run = ? ORDER BY number');
    this.#ofNode = database.prepare(
      'SELECT * FROM spans WHERE run = ? AND node_id = ? ORDER BY number',
    );
    this.#earlier = database
      .prepare<unknown[], number>(
        `SELECT id FROM runs WHERE flow_id = ? AND started_us < ? AND indexed = 1 AND id <> ?
         ORDER BY started_us DESC LIMIT ?`,
      )
      .pluck();
  }

  /** `number`: the span's place among those of its run, from 1 in the order they ended. */
  insert(row: number, number: number, span: SpanFigures): void {
    this.#insert.run(
      row,
      number,
      span.spanId,
      span.parentSpanId,
      span.nodeId,
      span.kind,
      span.title,
      span.iteration,
      span.attempt,
      span.state,
      span.firstSeq,
      span.lastSeq,
      span.startedUs,
      span.endedUs,
      span.model ?? null,
      span.connection ?? null,
      span.inputTokens,
      span.outputTokens,
      span.reasoningTokens,
      span.costUsd ?? null,
      span.firstTokenUs ?? null,
      span.tokenCount,
      span.longestGapUs ?? null,
      span.queueUs ?? null,
      span.isReused ? 1 : 0,
    );
  }

  ofRun(row: number): readonly SpanFigures[] {
    return this.#ofRun.all(row).map(toFigures);
  }

  ofNode(row: number, nodeId: string): readonly SpanFigures[] {
    return this.#ofNode.all(row, nodeId).map(toFigures);
  }

  /** The rows of the last runs of a flow that began before one of them and are in the index. */
  earlierRuns(
    flowId: string,
    run: { readonly row: number; readonly startedUs: number },
    limit: number,
  ): readonly number[] {
    return this.#earlier.all(flowId, run.startedUs, run.row, limit);
  }
}

function toFigures(row: SpanRecord): SpanFigures {
  return {
    spanId: row.span_id,
    parentSpanId: row.parent_span_id,
    nodeId: row.node_id,
    kind: row.kind,
    title: row.title,
    iteration: row.iteration,
    attempt: row.attempt,
    state: row.state,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    startedUs: row.started_us,
    endedUs: row.ended_us,
    ...(row.model === null ? {} : { model: row.model }),
    ...(row.connection === null ? {} : { connection: row.connection }),
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    reasoningTokens: row.reasoning_tokens,
    ...(row.cost === null ? {} : { costUsd: row.cost }),
    ...(row.first_token_us === null ? {} : { firstTokenUs: row.first_token_us }),
    tokenCount: row.token_count,
    ...(row.longest_gap_us === null ? {} : { longestGapUs: row.longest_gap_us }),
    ...(row.queue_us === null ? {} : { queueUs: row.queue_us }),
    isReused: row.reused === 1,
  };
}
