/** Rows that are folded, with how many rows each of them and what lies in it are. */
export type FoldedRows = ReadonlyMap<number, number>;

/** Where a list of rows, each before those in it, has its folds: the outermost ones, from the top. */
export interface Folds {
  readonly count: number;
  readonly folds: readonly Fold[];
}

interface Fold {
  /** The row that is folded, and its place among those that are shown. */
  readonly row: number;
  readonly place: number;
  /** Rows that it hides. */
  readonly hidden: number;
}

/** Lays out folds; `rowCount` counts all rows, shown or not. */
export function layOutFolds(rowCount: number, folded: FoldedRows): Folds {
  const folds: Fold[] = [];
  let [hiddenBefore, end] = [0, 0];
  for (const [row, size] of [...folded].toSorted(([one], [other]) => one - other)) {
    // A fold within another one hides nothing by itself.
    if (row < end || row >= rowCount) continue;
    end = row + size;
    folds.push({ row, place: row - hiddenBefore, hidden: size - 1 });
    hiddenBefore += size - 1;
  }
  return { count: rowCount - hiddenBefore, folds };
}

/** The row at a place of what is shown. */
export function rowAtPlace({ folds }: Folds, place: number): number {
  let row = place;
  for (const fold of folds) {
    if (fold.place >= place) break;
    row += fold.hidden;
  }
  return row;
}

/** The place of a row among those that are shown: its own, or that of the fold that hides it. */
export function placeOfRow({ folds }: Folds, row: number): number {
  let place = row;
  for (const fold of folds) {
    if (fold.row >= row) break;
    if (row <= fold.row + fold.hidden) return fold.place;
    place -= fold.hidden;
  }
  return place;
}
