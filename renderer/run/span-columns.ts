/** The facts of all rows of a trace, one array for each fact; `SpanTable` says which rows are in use. */
export interface SpanColumns {
  /** The tree: rows, or -1 for none. */
  readonly parent: Int32Array;
  readonly firstChild: Int32Array;
  readonly lastChild: Int32Array;
  readonly next: Int32Array;
  /** Place in `spanStates`. */
  readonly state: Uint8Array;
  /** Sum of `rowFlags`. */
  readonly flags: Uint8Array;
  /** From 1; 255 stands for all above. */
  readonly attempt: Uint8Array;
  /** Places among the table's names. */
  readonly node: Int32Array;
  readonly kind: Int32Array;
  readonly title: Int32Array;
  /** The number in a span's id; of a pass, its number. */
  readonly number: Int32Array;
  /** µs since the Unix epoch. */
  readonly openedUs: Float64Array;
  /** NaN while it runs. */
  readonly durationUs: Float64Array;
  /** From its opening; NaN for what streams nothing. */
  readonly firstTokenUs: Float32Array;
  readonly lastTokenUs: Float32Array;
  readonly tokens: Uint32Array;
  /** NaN where no price is known. */
  readonly costUsd: Float32Array;
  /** Place of its opening in the record; how far behind it its first and last trace entry and its end stand, 0 for none. */
  readonly openedSeq: Float64Array;
  readonly startedAfter: Uint32Array;
  readonly finishedAfter: Uint32Array;
  readonly closedAfter: Uint32Array;
}

type ColumnType = new (length: number) => SpanColumns[keyof SpanColumns];

const types: { readonly [Name in keyof SpanColumns]: ColumnType } = {
  parent: Int32Array,
  firstChild: Int32Array,
  lastChild: Int32Array,
  next: Int32Array,
  state: Uint8Array,
  flags: Uint8Array,
  attempt: Uint8Array,
  node: Int32Array,
  kind: Int32Array,
  title: Int32Array,
  number: Int32Array,
  openedUs: Float64Array,
  durationUs: Float64Array,
  firstTokenUs: Float32Array,
  lastTokenUs: Float32Array,
  tokens: Uint32Array,
  costUsd: Float32Array,
  openedSeq: Float64Array,
  startedAfter: Uint32Array,
  finishedAfter: Uint32Array,
  closedAfter: Uint32Array,
};

/** Columns for so many rows; with the first `kept` rows of `old`, which must not be more. */
export function makeColumns(
  capacity: number,
  old?: SpanColumns,
  kept = old?.parent.length ?? 0,
): SpanColumns {
  const made = Object.entries(types).map(([name, Type]) => {
    const column = new Type(capacity);
    if (old !== undefined) column.set(old[name as keyof SpanColumns].subarray(0, kept));
    return [name, column] as const;
  });
  // Every name of the interface stands in `types`, with its type: the compiler loses that in the entries.
  return Object.fromEntries(made) as unknown as SpanColumns;
}
