/** A part of the window, px from its top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How wide and high something is, px. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

const gap = 12;

/** The smallest box around all of these; undefined for none. */
export function boxAround(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}

/** The box with so much around it, as far as the window reaches. */
export function widen(box: Box, by: number, screen: Extent): Box {
  const left = Math.max(0, box.left - by);
  const top = Math.max(0, box.top - by);
  const right = Math.min(screen.width, box.left + box.width + by);
  const bottom = Math.min(screen.height, box.top + box.height + by);
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * Where a card stands: beside what it explains, on the side that has room for it, and always whole in the window. Without
 * anything to explain, or without room beside it, at the bottom in the middle.
 */
export function placeCard(
  target: Box | undefined,
  card: Extent,
  screen: Extent,
): { readonly left: number; readonly top: number } {
  const keepIn = (place: number, size: number, limit: number): number =>
    Math.max(gap, Math.min(place, limit - size - gap));
  const inside = (left: number, top: number): { left: number; top: number } => ({
    left: Math.round(keepIn(left, card.width, screen.width)),
    top: Math.round(keepIn(top, card.height, screen.height)),
  });
  const middle = inside((screen.width - card.width) / 2, screen.height - card.height - 3 * gap);
  if (target === undefined) return middle;
  const right = target.left + target.width + gap;
  const bottom = target.top + target.height + gap;
  const alongX = target.left + target.width / 2 - card.width / 2;
  const alongY = target.top + target.height / 2 - card.height / 2;
  if (bottom + card.height + gap <= screen.height) return inside(alongX, bottom);
  if (right + card.width + gap <= screen.width) return inside(right, alongY);
  if (target.left - card.width - 2 * gap >= 0)
    return inside(target.left - card.width - gap, alongY);
  if (target.top - card.height - 2 * gap >= 0)
    return inside(alongX, target.top - card.height - gap);
  return middle;
}
