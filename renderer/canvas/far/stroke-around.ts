import type { Box } from '../../document/frames.ts';
import type { Brush } from './brush.ts';

const radius = 10;

/** Draws a ring around a box; its width and its distance in px on screen. */
export function strokeAround(
  { context, scale }: Brush,
  { x, y, width, height }: Box,
  colour: string,
  widthPx: number,
  gapPx: number,
): void {
  const gap = gapPx / scale;
  context.beginPath();
  context.roundRect(x - gap, y - gap, width + 2 * gap, height + 2 * gap, radius + gap);
  context.strokeStyle = colour;
  context.lineWidth = widthPx / scale;
  context.stroke();
}
