/** The other end of a wire's piece, seen from one of its slots. */
export interface Joint {
  readonly slot: number;
  /** How far down the other slot it ends, 0 to 1. */
  readonly share: number;
  /** How far down this one. */
  readonly own: number;
}

/** Columns of slots that are being put into an order. */
export interface Arrangement {
  readonly columns: number[][];
  readonly before: readonly (readonly Joint[])[];
  readonly after: readonly (readonly Joint[])[];
  /** The place of each slot in its column. */
  readonly places: Float64Array;
}

const mostRounds = 12;

/** How often wires cross, all columns together. */
export function countCrossings({ columns, after, places }: Arrangement): number {
  let crossings = 0;
  for (const column of columns) {
    const ends = column.flatMap((slot) =>
      (after[slot] ?? []).map((end) => ({
        start: (places[slot] ?? 0) + end.own,
        end: (places[end.slot] ?? 0) + end.share,
      })),
    );
    ends.sort((a, b) => a.start - b.start || a.end - b.end);
    crossings += countInversions(ends.map(({ end }) => end));
  }
  return crossings;
}

function countInversions(values: number[]): number {
  if (values.length < 2) return 0;
  const half = values.length >> 1;
  const [left, right] = [values.slice(0, half), values.slice(half)];
  let count = countInversions(left) + countInversions(right);
  let [a, b] = [0, 0];
  for (let at = 0; at < values.length; at += 1) {
    const fromLeft = left[a];
    const fromRight = right[b];
    if (fromRight === undefined || (fromLeft !== undefined && fromLeft <= fromRight)) {
      values[at] = fromLeft ?? 0;
      a += 1;
    } else {
      values[at] = fromRight;
      b += 1;
      count += left.length - a;
    }
  }
  return count;
}

/** Swaps neighbours as long as that makes fewer wires cross. */
export function untangleNeighbours(arrangement: Arrangement): void {
  const { columns, places } = arrangement;
  for (let round = 0, swapped = true; swapped && round < mostRounds; round += 1) {
    swapped = false;
    for (const column of columns) {
      for (let place = 0; place + 1 < column.length; place += 1) {
        const [upper, lower] = [column[place] ?? 0, column[place + 1] ?? 0];
        if (gainOfSwap(arrangement, upper, lower) <= 0) continue;
        column[place] = lower;
        column[place + 1] = upper;
        places[lower] = place;
        places[upper] = place + 1;
        swapped = true;
      }
    }
  }
}

/** How many crossings fewer there are with the lower one above. */
function gainOfSwap({ before, after, places }: Arrangement, upper: number, lower: number): number {
  let gain = 0;
  for (const joints of [before, after]) {
    const heights = (slot: number): readonly number[] =>
      (joints[slot] ?? []).map((end) => (places[end.slot] ?? 0) + end.share);
    const [above, below] = [heights(upper), heights(lower)];
    for (const a of above) for (const b of below) gain += Math.sign(a - b);
  }
  return gain;
}
