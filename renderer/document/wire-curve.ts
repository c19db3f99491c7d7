import type { Point } from './flow-edits.ts';
import type { Box } from './frames.ts';

/** A wire from an output to an input, as the curve that React Flow draws: two ends and the x of their controls. */
export interface WireCurve {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly control1: number;
  readonly control2: number;
}

/** The curve between two ports; a wire that runs backwards swings out. */
export function curveBetween(from: Point, to: Point): WireCurve {
  const distance = to.x - from.x;
  const reach = distance >= 0 ? distance / 2 : 6.25 * Math.sqrt(-distance);
  return {
    x1: from.x,
    y1: from.y,
    x2: to.x,
    y2: to.y,
    control1: from.x + reach,
    control2: to.x - reach,
  };
}

/** A box that the whole curve lies in. */
export function boxOfCurve({ x1, y1, x2, y2, control1, control2 }: WireCurve): Box {
  const x = Math.min(x1, x2, control1, control2);
  const y = Math.min(y1, y2);
  return {
    x,
    y,
    width: Math.max(x1, x2, control1, control2) - x,
    height: Math.max(y1, y2) - y,
  };
}

const steps = 24;

/** How far a point is from the curve, in the measure of its places. */
export function distanceToCurve(curve: WireCurve, { x, y }: Point): number {
  let least = Infinity;
  let [beforeX, beforeY] = [curve.x1, curve.y1];
  for (let step = 1; step <= steps; step++) {
    const share = step / steps;
    const rest = 1 - share;
    const [a, b, c, d] = [rest ** 3, 3 * rest * rest * share, 3 * rest * share * share, share ** 3];
    const nextX = a * curve.x1 + b * curve.control1 + c * curve.control2 + d * curve.x2;
    const nextY = (a + b) * curve.y1 + (c + d) * curve.y2;
    least = Math.min(least, distanceToLine(x, y, beforeX, beforeY, nextX, nextY));
    [beforeX, beforeY] = [nextX, nextY];
  }
  return least;
}

function distanceToLine(
  x: number,
  y: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): number {
  const [wide, high] = [x2 - x1, y2 - y1];
  const length = wide * wide + high * high;
  const along = length === 0 ? 0 : ((x - x1) * wide + (y - y1) * high) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x1 - share * wide, y - y1 - share * high);
}
