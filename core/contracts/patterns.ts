import type { JsonValue } from '../shared/json.ts';

/** One use of a regular expression that somebody wrote. */
interface PatternCall {
  /** `match`: all matches; a match is its only group or itself, a list of its groups, or an object of named ones. */
  readonly work: 'match' | 'replace' | 'split';
  readonly text: string;
  readonly pattern: string;
  /** JavaScript's, such as `gi`; `match` needs the `g`. */
  readonly flags: string;
  readonly replacement?: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Applies regular expressions where one that never ends can be ended. */
export interface Patterns {
  /** A list for `match` and `split`, text for `replace`. Throws `invalid_pattern`, `pattern_timeout` or `cancelled`. */
  apply(call: PatternCall): Promise<JsonValue>;
}
