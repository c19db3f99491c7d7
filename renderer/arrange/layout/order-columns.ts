import { countCrossings, untangleNeighbours } from './crossings.ts';
import type { Arrangement, Joint } from './crossings.ts';
import type { Lanes } from './make-lanes.ts';

const mostSweeps = 8;

/**
 * The slots of each column so that few wires cross. The order in which they read now stays wherever another one would
 * not cross fewer wires.
 */
export function orderColumns(lanes: Lanes): readonly (readonly number[])[] {
  const arrangement = arrange(lanes);
  untangleNeighbours(arrangement);
  let best = snapshot(arrangement);
  let fewest = countCrossings(arrangement);
  for (let sweep = 0; sweep < mostSweeps && fewest > 0; sweep += 1) {
    sweepColumns(arrangement, sweep % 2 === 0 ? 'right' : 'left');
    untangleNeighbours(arrangement);
    const crossings = countCrossings(arrangement);
    if (crossings >= fewest) {
      // From the same start the other direction gets its turn; then there is nothing more to gain.
      if (sweep % 2 === 1) break;
      restore(arrangement, best);
      continue;
    }
    best = snapshot(arrangement);
    fewest = crossings;
  }
  return best;
}

function arrange({ slots, segments, columns }: Lanes): Arrangement {
  const before: Joint[][] = slots.map(() => []);
  const after: Joint[][] = slots.map(() => []);
  const share = (slot: number, y: number): number => {
    const height = slots[slot]?.height ?? 0;
    return height === 0 ? 0.5 : Math.min(0.99, Math.max(0, y / height));
  };
  for (const { from, to, fromY, toY } of segments) {
    const [out, into] = [share(from, fromY), share(to, toY)];
    after[from]?.push({ slot: to, share: into, own: out });
    before[to]?.push({ slot: from, share: out, own: into });
  }
  const places = new Float64Array(slots.length);
  const arrangement = { columns: columns.map((column) => [...column]), before, after, places };
  for (const column of arrangement.columns) number(column, places);
  return arrangement;
}

function number(column: readonly number[], places: Float64Array): void {
  for (const [place, slot] of column.entries()) places[slot] = place;
}

function snapshot({ columns }: Arrangement): readonly (readonly number[])[] {
  return columns.map((column) => [...column]);
}

function restore(arrangement: Arrangement, columns: readonly (readonly number[])[]): void {
  for (const [at, column] of columns.entries()) {
    arrangement.columns[at] = [...column];
    number(column, arrangement.places);
  }
}

/** Brings each slot to the height of what it is wired to in the column before; what has no wire there keeps its place. */
function sweepColumns({ columns, before, after, places }: Arrangement, to: 'left' | 'right'): void {
  const joints = to === 'right' ? before : after;
  const middles = new Float64Array(places.length);
  for (const column of to === 'right' ? columns : columns.toReversed()) {
    const wired = column.filter((slot) => (joints[slot]?.length ?? 0) > 0);
    for (const slot of wired) {
      const ends = joints[slot] ?? [];
      const sum = ends.reduce((total, end) => total + (places[end.slot] ?? 0) + end.share, 0);
      middles[slot] = sum / ends.length;
    }
    const sorted = wired.toSorted((a, b) => (middles[a] ?? 0) - (middles[b] ?? 0));
    let next = 0;
    for (const [place, slot] of column.entries()) {
      if ((joints[slot]?.length ?? 0) === 0) continue;
      column[place] = sorted[next] ?? slot;
      next += 1;
    }
    number(column, places);
  }
}
