import type { JsonValue } from '../shared/json.ts';

/** One evaluation of an expression over a value. */
export interface ExpressionCall {
  /** The expression, as a person wrote it. */
  readonly source: string;
  /** What `$` and plain names stand for. */
  readonly input: unknown;
  /** Values of `$name`, by name without the `$`; undefined ones are as good as absent. */
  readonly bindings?: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Evaluates expressions, however they are written, without ever holding up the engine's thread for long. */
export interface Expressions {
  /**
   * The expression's value; undefined when it selects nothing. Throws MillraceError: `invalid_expression` (cannot be
   * read), `expression_failed` (does not fit the value), `expression_limit` (time, depth, memory or size), `cancelled`,
   * `not_available` (this host has no threads for expressions that need one).
   */
  evaluate(call: ExpressionCall): Promise<JsonValue | undefined>;
  /** Ends what still runs with `cancelled`. */
  close(): Promise<void>;
}
