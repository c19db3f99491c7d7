import { frameMeasure } from '../../document/frames.ts';
import type { NodeState } from '../../run/node-run.ts';
import type { FarNode } from './far-scene.ts';
import { fitText } from './fit-text.ts';
import { titleSize } from './paint-nodes.ts';
import type { Brush } from './paint-nodes.ts';

const radius = 10;

/** Draws a container: its ground, its border and its title bar. */
export function paintFrame(brush: Brush, node: FarNode, state: NodeState): void {
  const { context, colours, scale } = brush;
  const { x, y, width, height, element } = node;
  const family = colours.family(element.data.kind?.category ?? 'io');
  const isAtWork = state === 'running' || state === 'streaming';
  const resting = state === 'skipped' || element.data.disabled;
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fillStyle = family.ground;
  context.fill();
  const title = new Path2D();
  title.roundRect(x, y, width, frameMeasure.header, [radius, radius, 0, 0]);
  context.fillStyle = colours.panel;
  context.fill(title);
  context.fillStyle = family.ground;
  context.fill(title);
  context.strokeStyle =
    state === 'failed' ? colours.failed : isAtWork ? colours.running : family.border;
  context.lineWidth = (isAtWork ? 2 : 1.25) / scale;
  if (resting) context.setLineDash([4 / scale, 4 / scale]);
  context.stroke();
  context.setLineDash([]);
  if (element.selected === true) outline(brush, node);
  paintTitle(brush, node, family.plain);
}

/** Draws a note: a tinted sheet with lines. */
export function paintNote(brush: Brush, node: FarNode): void {
  const { context, colours, scale } = brush;
  const { x, y, width, height } = node;
  context.beginPath();
  context.roundRect(x, y, width, height, [radius, radius, 0, radius]);
  context.fillStyle = colours.note;
  context.fill();
  context.strokeStyle = colours.noteBorder;
  context.lineWidth = 1 / scale;
  context.stroke();
  context.fillStyle = colours.noteBorder;
  const shares = [0.9, 0.78, 0.86, 0.55];
  const rows = Math.min(shares.length, Math.floor((height - 24) / 22));
  for (let row = 0; row < rows; row++) {
    context.fillRect(x + 14, y + 16 + row * 22, (width - 28) * (shares[row] ?? 0.5), 7);
  }
  if (node.element.selected === true) outline(brush, node);
}

/** In the colour of its family, grown so that it can be read over a large frame. */
function paintTitle({ context, colours, scale }: Brush, node: FarNode, colour: string): void {
  const { x, y, width } = node;
  const size = Math.min(titleSize(scale), frameMeasure.header - 6);
  if (size * scale < 7 || width * scale < 40) return;
  context.font = `600 ${size}px ${colours.font}`;
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  const { title } = node.element.data.node;
  context.fillText(fitText(context, title, width - 24), x + 12, y + frameMeasure.header / 2 + 1);
}

function outline({ context, colours, scale }: Brush, { x, y, width, height }: FarNode): void {
  const gap = 3 / scale;
  context.beginPath();
  context.roundRect(x - gap, y - gap, width + 2 * gap, height + 2 * gap, radius + gap);
  context.strokeStyle = colours.accent;
  context.lineWidth = 2 / scale;
  context.stroke();
}
