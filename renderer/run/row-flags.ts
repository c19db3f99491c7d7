/** Marks of a row: it announced another attempt; it is a pass over steps; it is a step within a node's execution; its result came from the cache. */
export const rowFlags = { retried: 1, pass: 2, step: 4, cached: 8 } as const;

/** What stands for no row. */
export const noRow = -1;
