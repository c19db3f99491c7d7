/** One thing that is wrong, or may be, in a tool's code. */
export interface ToolFinding {
  /** An error keeps the tool from running; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** Stable, snake_case. */
  readonly code: string;
  /** One plain sentence: what is wrong. */
  readonly message: string;
  /** One plain sentence: what to do about it. */
  readonly action?: string;
  /** 1-based, in the code; absent when it concerns the code as a whole. */
  readonly line?: number;
  readonly column?: number;
}

/** A place in the code, both 1-based. */
export interface CodePlace {
  readonly line: number;
  readonly column: number;
}
