import type { Point } from '../document/flow-edits.ts';
import type { Box } from '../document/frames.ts';
import { boundsOf } from '../document/align.ts';

/** A line that shows what something snapped to, px at zoom 1. */
export interface Guide {
  /** `edge`: edges or middles in one line; `gap`: one of several equal gaps. */
  readonly kind: 'edge' | 'gap';
  readonly direction: 'horizontal' | 'vertical';
  /** Its y where it is horizontal, its x where it is vertical. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** How far to move to snap, and the lines that say to what. */
export interface Snap {
  readonly shift: Point;
  readonly guides: readonly Guide[];
}

/** A stretch along one axis, with where it lies on the other one. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly acrossStart: number;
  readonly acrossEnd: number;
}

/**
 * Snaps a box to the edges and middles of others, and to gaps like those between others, where that is no further than
 * `reach`; each axis for itself, lines before gaps.
 */
export function snapBox(box: Box, others: readonly Box[], reach: number): Snap {
  const across = others.map(along);
  const down = others.map(flip).map(along);
  const x = snapStretch(along(box), across, reach);
  const y = snapStretch(along(flip(box)), down, reach);
  const shift = { x: x ?? 0, y: y ?? 0 };
  const moved = { ...box, x: box.x + shift.x, y: box.y + shift.y };
  return {
    shift,
    guides: [
      ...(x === undefined ? [] : findGuides(along(moved), across, 'vertical')),
      ...(y === undefined ? [] : findGuides(along(flip(moved)), down, 'horizontal')),
    ],
  };
}

function along({ x, y, width, height }: Box): Stretch {
  return { start: x, end: x + width, acrossStart: y, acrossEnd: y + height };
}

function flip({ x, y, width, height }: Box): Box {
  return { x: y, y: x, width: height, height: width };
}

function linesOf({ start, end }: Stretch): readonly number[] {
  return [start, (start + end) / 2, end];
}

function snapStretch(own: Stretch, others: readonly Stretch[], reach: number): number | undefined {
  let best: number | undefined;
  const offer = (shift: number): void => {
    if (Math.abs(shift) <= reach && (best === undefined || Math.abs(shift) < Math.abs(best)))
      best = shift;
  };
  const lines = linesOf(own);
  for (const other of others) {
    for (const line of linesOf(other)) for (const mine of lines) offer(line - mine);
  }
  if (best !== undefined) return best;
  for (const start of gapStarts(own, others)) offer(start - own.start);
  return best;
}

/** The neighbours in the row (or column) that a stretch stands in. */
function neighboursOf(
  own: Stretch,
  others: readonly Stretch[],
): { readonly before: Stretch | undefined; readonly after: Stretch | undefined } {
  let before: Stretch | undefined;
  let after: Stretch | undefined;
  const middle = (own.start + own.end) / 2;
  for (const other of others) {
    if (other.acrossStart >= own.acrossEnd || other.acrossEnd <= own.acrossStart) continue;
    if (other.end <= middle && (before === undefined || other.end > before.end)) before = other;
    if (other.start >= middle && (after === undefined || other.start < after.start)) after = other;
  }
  return { before, after };
}

/** Where a stretch would start so that the gap to its neighbour is like that neighbour's next one, or like its own other gap. */
function gapStarts(own: Stretch, others: readonly Stretch[]): readonly number[] {
  const { before, after } = neighboursOf(own, others);
  const length = own.end - own.start;
  const starts: number[] = [];
  if (before !== undefined && after !== undefined) {
    starts.push((before.end + after.start - length) / 2);
  }
  const further = before && neighboursOf(before, others).before;
  if (before !== undefined && further !== undefined) {
    starts.push(before.end + (before.start - further.end));
  }
  const beyond = after && neighboursOf(after, others).after;
  if (after !== undefined && beyond !== undefined) {
    starts.push(after.start - (beyond.start - after.end) - length);
  }
  return starts;
}

const sameWithin = 0.75;

function findGuides(
  own: Stretch,
  others: readonly Stretch[],
  direction: Guide['direction'],
): readonly Guide[] {
  const guides: Guide[] = [];
  for (const at of [own.start, own.end, (own.start + own.end) / 2]) {
    // Between two equal boxes whose edges meet, the middle says nothing more.
    if (guides.length === 2) break;
    const met = others.filter((other) =>
      linesOf(other).some((line) => Math.abs(line - at) < sameWithin),
    );
    if (met.length === 0) continue;
    const around = boundsOf(
      [own, ...met].map(({ acrossStart, acrossEnd }) => ({
        x: acrossStart,
        y: 0,
        width: acrossEnd - acrossStart,
        height: 0,
      })),
    );
    guides.push({ kind: 'edge', direction, at, from: around.x, to: around.x + around.width });
  }
  return guides.length > 0 ? guides : findGapGuides(own, others, direction);
}

/** The equal gaps themselves: they lie across the lines that edges would make. */
function findGapGuides(
  own: Stretch,
  others: readonly Stretch[],
  direction: Guide['direction'],
): readonly Guide[] {
  const { before, after } = neighboursOf(own, others);
  const further = before && neighboursOf(before, others).before;
  const beyond = after && neighboursOf(after, others).after;
  const row = [further, before, own, after, beyond].filter((each) => each !== undefined);
  const gaps = row.slice(1).map((each, at) => [row[at]?.end ?? 0, each.start] as const);
  const nearest = gaps.find(
    (gap) =>
      (gap[0] === own.end || gap[1] === own.start) &&
      gaps.some((other) => other !== gap && isAsLong(other, gap)),
  );
  if (nearest === undefined) return [];
  return gaps
    .filter((gap) => isAsLong(gap, nearest))
    .map(([from, to]) => ({
      kind: 'gap',
      direction: direction === 'vertical' ? 'horizontal' : 'vertical',
      at: (own.acrossStart + own.acrossEnd) / 2,
      from,
      to,
    }));
}

function isAsLong(a: readonly [number, number], b: readonly [number, number]): boolean {
  return Math.abs(a[1] - a[0] - (b[1] - b[0])) < sameWithin;
}
