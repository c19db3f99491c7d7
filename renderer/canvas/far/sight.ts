import type { Box } from '../../document/frames.ts';

/** What part of the canvas is on screen: React Flow's transform, and the size in px on screen. */
export interface View {
  readonly left: number;
  readonly top: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the canvas that is on screen, px at zoom 1. */
export function boxInSight({ left, top, zoom, width, height }: View): Box {
  return { x: -left / zoom, y: -top / zoom, width: width / zoom, height: height / zoom };
}

/** Cells of half a screen that are kept ready beside the one with the corner: a screen and a margin on either side. */
const cellsAcross = 5;

/**
 * A box around all that is on screen, with half a screen to spare on each side. It moves by half screens only, so that what
 * lies in it stays the same through most moves.
 */
export function boxAround({ left, top, zoom, width, height }: View): Box {
  // A zoom between two powers of two is taken for the smaller one, at which more is in sight.
  const step = 2 ** Math.floor(Math.log2(zoom));
  const [wide, high] = [width / step / 2, height / step / 2];
  if (wide === 0 || high === 0) return { x: 0, y: 0, width: 0, height: 0 };
  return {
    x: (Math.floor(-left / zoom / wide) - 1) * wide,
    y: (Math.floor(-top / zoom / high) - 1) * high,
    width: wide * cellsAcross,
    height: high * cellsAcross,
  };
}
