import type { Box } from '../../document/frames.ts';

const corners = 4;

/**
 * Boxes by their place in a list, found by where they lie. A flat run over all of them: for the some ten thousand boxes of a
 * large flow that takes microseconds, and nothing has to be kept in order while things move.
 */
export class BoxList {
  #corners = new Float64Array(0);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Takes these boxes instead of those before. */
  fill(boxes: readonly Box[]): void {
    this.#count = boxes.length;
    if (this.#corners.length < boxes.length * corners) {
      this.#corners = new Float64Array(boxes.length * corners * 2);
    }
    for (const [at, { x, y, width, height }] of boxes.entries()) {
      this.#corners.set([x, y, x + width, y + height], at * corners);
    }
  }

  /** Places in the list of all boxes that touch this one, in order. */
  touching({ x, y, width, height }: Box): readonly number[] {
    const found: number[] = [];
    const list = this.#corners;
    const [right, bottom] = [x + width, y + height];
    for (let at = 0; at < this.#count; at++) {
      const base = at * corners;
      if (
        (list[base] ?? 0) <= right &&
        (list[base + 1] ?? 0) <= bottom &&
        (list[base + 2] ?? 0) >= x &&
        (list[base + 3] ?? 0) >= y
      ) {
        found.push(at);
      }
    }
    return found;
  }

  /** The box around all of them; undefined when there is none. */
  around(): Box | undefined {
    if (this.#count === 0) return undefined;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let base = 0; base < this.#count * corners; base += corners) {
      left = Math.min(left, this.#corners[base] ?? 0);
      top = Math.min(top, this.#corners[base + 1] ?? 0);
      right = Math.max(right, this.#corners[base + 2] ?? 0);
      bottom = Math.max(bottom, this.#corners[base + 3] ?? 0);
    }
    return { x: left, y: top, width: right - left, height: bottom - top };
  }
}

/** The smallest box around two. */
export function joinBoxes(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** The box with a margin around it. */
export function growBox({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
