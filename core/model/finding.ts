/** Where in a flow file something stands. */
export interface Place {
  /** Keys and indexes from the document's root, such as ["nodes", "a1", "settings", "model"]. */
  readonly path: readonly (string | number)[];
  readonly nodeId?: string;
  readonly edgeIndex?: number;
  /** The input of the node that lacks a wire. */
  readonly portId?: string;
  /** 1-based, where the text of the file is known. */
  readonly line?: number;
  readonly column?: number;
}

/** One thing that is wrong, or may be, in a flow. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** Stable, snake_case. */
  readonly code: string;
  /** One plain sentence: what is wrong. */
  readonly message: string;
  /** One plain sentence: what to do about it. */
  readonly action?: string;
  readonly place: Place;
}
