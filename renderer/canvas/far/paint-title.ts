import type { Box } from '../../document/frames.ts';
import type { Brush } from './brush.ts';
import { fitText } from './fit-text.ts';
import { showHidden } from '../../ui/visible-text.ts';

/** At this width and more, px on screen, a node's title can be read. */
const titlePx = 66;

/** Writes a node's title where it can be read, else draws a line in its place; margins are px at zoom 1. */
export function paintTitle(
  { context, colours, scale }: Brush,
  { x, y, width }: Box,
  title: string,
  margin: { readonly left: number; readonly right: number },
): void {
  const left = x + margin.left;
  const room = width - margin.left - margin.right;
  if (width * scale < titlePx) {
    context.fillStyle = colours.faint;
    context.fillRect(left, y + 18, Math.min(room, 12 * title.length), 9);
    context.fillRect(left, y + 38, room * 0.75, 6);
    return;
  }
  context.font = `600 ${titleSize(scale)}px ${colours.font}`;
  context.textBaseline = 'middle';
  context.fillStyle = colours.text;
  context.fillText(fitText(context, showHidden(title), room), left, y + 33);
}

/** Titles are written larger than they are, so that they can be read from far; px at zoom 1. */
function titleSize(scale: number): number {
  return Math.round(Math.min(32, Math.max(22, 9.5 / scale)));
}
