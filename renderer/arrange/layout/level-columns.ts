import type { Lanes } from './make-lanes.ts';

/** Where something would like to be, and how much it matters. */
interface Wish {
  readonly at: number;
  readonly weight: number;
}

/** Slots that touch each other and move as one. */
interface Block {
  readonly wishes: readonly Wish[];
  readonly level: number;
  readonly count: number;
}

const gaps = { items: 40, mixed: 24, passing: 16 } as const;

/** From which side a round looks at the wires; the last ones settle what both sides want. */
const rounds = ['before', 'after', 'before', 'after', 'both', 'both'] as const;

/** The top of each slot, px: wires are as level as the order of the columns allows, the main path's exactly so. */
export function levelColumns(
  lanes: Lanes,
  columns: readonly (readonly number[])[],
): Float64Array<ArrayBuffer> {
  const tops = new Float64Array(lanes.slots.length);
  const stacks = columns.map((column) => stackColumn(lanes, column));
  for (const [at, column] of columns.entries()) {
    for (const [place, slot] of column.entries()) tops[slot] = stacks[at]?.[place] ?? 0;
  }
  const joints = collectJoints(lanes);
  for (const side of rounds) {
    const all = columns.map((column, at) => ({ column, stack: stacks[at] ?? [] }));
    for (const { column, stack } of side === 'after' ? all.toReversed() : all) {
      const wishes = column.map((slot, place): readonly Wish[] => {
        const wired = [
          ...(side === 'after' ? [] : (joints.before[slot] ?? [])),
          ...(side === 'before' ? [] : (joints.after[slot] ?? [])),
        ];
        const start = stack[place] ?? 0;
        if (wired.length === 0) return [{ at: (tops[slot] ?? 0) - start, weight: 0.001 }];
        return wired
          .map(({ slot: other, shift, weight }) => ({
            at: (tops[other] ?? 0) + shift - start,
            weight,
          }))
          .sort((a, b) => a.at - b.at);
      });
      const levels = settle(wishes);
      for (const [place, slot] of column.entries()) {
        tops[slot] = (stack[place] ?? 0) + (levels[place] ?? 0);
      }
    }
  }
  return tops;
}

/** The tops of a column's slots if they stood as close as they may, from 0 on. */
function stackColumn({ slots }: Lanes, column: readonly number[]): readonly number[] {
  const tops: number[] = [];
  let bottom = 0;
  let last: boolean | undefined;
  for (const slot of column) {
    const isItem = slots[slot]?.item !== undefined;
    const gap =
      isItem && last === true ? gaps.items : isItem || last === true ? gaps.mixed : gaps.passing;
    const top = last === undefined ? 0 : bottom + gap;
    tops.push(top);
    bottom = top + (slots[slot]?.height ?? 0);
    last = isItem;
  }
  return tops;
}

interface LevelJoint {
  readonly slot: number;
  /** From the other slot's top to the top that makes the wire level. */
  readonly shift: number;
  readonly weight: number;
}

function collectJoints({ slots, segments }: Lanes): {
  readonly before: readonly (readonly LevelJoint[])[];
  readonly after: readonly (readonly LevelJoint[])[];
} {
  const before: LevelJoint[][] = slots.map(() => []);
  const after: LevelJoint[][] = slots.map(() => []);
  for (const { from, to, fromY, toY, weight } of segments) {
    after[from]?.push({ slot: to, shift: toY - fromY, weight });
    before[to]?.push({ slot: from, shift: fromY - toY, weight });
  }
  return { before, after };
}

/** Grants wishes as far as each level is no less than the one before it: what collides goes on as one block. */
function settle(wishes: readonly (readonly Wish[])[]): readonly number[] {
  const blocks: Block[] = [];
  for (const own of wishes) {
    let block: Block = { wishes: own, level: weightedMedian(own), count: 1 };
    for (
      let last = blocks.at(-1);
      last !== undefined && last.level > block.level;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      const joined = [...last.wishes, ...block.wishes].sort((a, b) => a.at - b.at);
      const count = last.count + block.count;
      block = { wishes: joined, level: weightedMedian(joined), count };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ level, count }) => Array.from({ length: count }, () => level));
}

function weightedMedian(sorted: readonly Wish[]): number {
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { at, weight } of sorted) {
    sum += weight;
    if (sum >= half) return at;
  }
  return 0;
}
