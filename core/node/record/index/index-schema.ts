import type { Database } from 'better-sqlite3';

// What is read from the events of ended runs stands in tables of its own, so that a run that is under way writes its
// log and nothing else. `run_facts` is narrow: filters walk it without touching inputs and outputs.
const tables = `
  ALTER TABLE runs ADD COLUMN origin TEXT;
  ALTER TABLE runs ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX runs_waiting ON runs (id) WHERE indexed = 0 AND ended_us IS NOT NULL;
  CREATE INDEX runs_by_flow_id ON runs (flow_id, started_us);
  CREATE TABLE run_facts (
    run INTEGER PRIMARY KEY,
    star INTEGER NOT NULL DEFAULT 0,
    events INTEGER NOT NULL DEFAULT 0,
    spans INTEGER NOT NULL DEFAULT 0,
    input_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    reasoning_tokens INTEGER NOT NULL DEFAULT 0,
    cost REAL,
    models TEXT NOT NULL DEFAULT '[]',
    note TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX run_facts_starred ON run_facts (run) WHERE star = 1;
  CREATE TABLE spans (
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    span_id TEXT NOT NULL,
    parent_span_id TEXT NOT NULL,
    node_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    iteration TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    state TEXT NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    started_us REAL NOT NULL,
    ended_us REAL NOT NULL,
    model TEXT,
    connection TEXT,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    reasoning_tokens INTEGER NOT NULL,
    cost REAL,
    first_token_us REAL,
    token_count INTEGER NOT NULL,
    longest_gap_us REAL,
    queue_us REAL,
    reused INTEGER NOT NULL,
    PRIMARY KEY (run, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX spans_by_node ON spans (run, node_id);
  CREATE TABLE labels (
    id INTEGER PRIMARY KEY, facet TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (facet, value)
  ) STRICT;
  CREATE TABLE run_labels (
    label INTEGER NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (label, run)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX run_labels_by_run ON run_labels (run);
  CREATE TABLE search_texts (
    id INTEGER PRIMARY KEY, field INTEGER NOT NULL, span_id TEXT NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL
  ) STRICT;
  CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE TABLE removals (
    run INTEGER PRIMARY KEY, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL
  ) STRICT;
`;

// Stable: programs of other people read them. Columns may be added at the end, never taken away.
const views = `
  CREATE VIEW run_list AS
    SELECT run_id, flow_id, flow_name, state,
      strftime('%Y-%m-%dT%H:%M:%fZ', started_us / 1e6, 'unixepoch') AS started_at,
      started_us, ended_us, (ended_us - started_us) / 1e3 AS duration_ms,
      coalesce(star, 0) AS starred, coalesce(note, '') AS note,
      coalesce(events, 0) AS events, coalesce(spans, 0) AS spans,
      coalesce(input_tokens, 0) AS input_tokens, coalesce(output_tokens, 0) AS output_tokens,
      coalesce(reasoning_tokens, 0) AS reasoning_tokens, cost AS cost_usd, coalesce(models, '[]') AS models,
      error ->> '$.code' AS error_code, error ->> '$.message' AS error_message,
      origin ->> '$.kind' AS origin_kind, origin ->> '$.runId' AS origin_run_id,
      coalesce(input -> '$.value', input ->> '$.preview') AS input,
      coalesce(output -> '$.value', output ->> '$.preview') AS output,
      indexed
    FROM runs LEFT JOIN run_facts ON run = id;
  CREATE VIEW node_runs AS
    SELECT run_id, flow_id, flow_name, span_id, parent_span_id, node_id, kind, title, iteration, attempt,
      spans.state AS state, reused,
      strftime('%Y-%m-%dT%H:%M:%fZ', spans.started_us / 1e6, 'unixepoch') AS started_at,
      spans.started_us AS started_us, spans.ended_us AS ended_us,
      (spans.ended_us - spans.started_us) / 1e3 AS duration_ms,
      model, connection, input_tokens, output_tokens, reasoning_tokens, cost AS cost_usd,
      first_token_us / 1e3 AS first_token_ms, token_count,
      CASE WHEN output_tokens > 0 AND first_token_us IS NOT NULL
        AND spans.ended_us - spans.started_us > first_token_us
        THEN output_tokens * 1e6 / (spans.ended_us - spans.started_us - first_token_us) END AS tokens_per_second,
      longest_gap_us / 1e3 AS longest_gap_ms, queue_us / 1e3 AS queue_ms,
      spans.first_seq AS first_seq, spans.last_seq AS last_seq
    FROM spans JOIN runs ON runs.id = spans.run;
  CREATE VIEW token_usage AS
    SELECT strftime('%Y-%m-%d', spans.started_us / 1e6, 'unixepoch') AS day, run_id, flow_id, flow_name, node_id, title,
      model, connection, count(*) AS turns, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
      sum(reasoning_tokens) AS reasoning_tokens, sum(cost) AS cost_usd
    FROM spans JOIN runs ON runs.id = spans.run
    WHERE input_tokens > 0 OR output_tokens > 0
    GROUP BY day, run_id, node_id, model, connection;
  CREATE VIEW models AS
    SELECT model, connection, count(DISTINCT run) AS runs, count(*) AS turns, sum(state = 'failed') AS failed,
      sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(cost) AS cost_usd,
      avg(first_token_us) / 1e3 AS mean_first_token_ms, avg(ended_us - started_us) / 1e3 AS mean_duration_ms
    FROM spans WHERE model IS NOT NULL
    GROUP BY model, connection;
`;

/** The second version: what lists, searches and statistics read, filled from the events of runs that have ended. */
export function createIndexTables(database: Database): void {
  database.exec(tables);
  database.exec(views);
}
