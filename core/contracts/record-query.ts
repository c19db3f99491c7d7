import type { JsonValue } from '../shared/json.ts';

/** A statement that reads the record. */
export interface RecordQuery {
  readonly sql: string;
  /** For `?` by position, or for `:name` by name. */
  readonly parameters?: readonly JsonValue[] | Readonly<Record<string, JsonValue>>;
  /** Rows beyond are left out; at most 10,000. */
  readonly limit: number;
  /** Default 10,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** The rows of a statement. */
export interface RecordQueryResult {
  readonly columns: readonly string[];
  /** One value per column; blobs as base64 text, integers beyond 2^53 as text. */
  readonly rows: readonly (readonly JsonValue[])[];
  /** Whether there were more rows than asked for. */
  readonly isCut: boolean;
  readonly durationMs: number;
}

/** Where a statement is wrong; in the `details` of `sql_error` where it can be told. */
export interface SqlPlace {
  /** In UTF-16 units from the beginning. */
  readonly offset: number;
  readonly length: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** A view or a function of the record that statements may read. */
export interface RecordView {
  readonly name: string;
  /** Names of its arguments when it is a function that stands in FROM; empty for a view. */
  readonly parameters: readonly string[];
  readonly about: string;
  readonly columns: readonly { readonly name: string; readonly about: string }[];
}

/** A statement to begin with. */
export interface QueryExample {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly sql: string;
}

export interface RecordSchema {
  readonly views: readonly RecordView[];
  readonly examples: readonly QueryExample[];
}
