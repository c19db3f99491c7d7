import { groupColorOf } from '../../document/group-kind.ts';
import type { GroupColor } from '../../document/group-kind.ts';
import { frameMeasure } from '../../document/frames.ts';
import type { NodeState } from '../../run/node-run.ts';
import type { FarNode } from './far-scene.ts';
import { fitText } from './fit-text.ts';
import type { Brush } from './brush.ts';
import { strokeAround } from './stroke-around.ts';

const radius = 10;

/** Draws a container: its ground, its border and its title bar. */
export function paintFrame(brush: Brush, node: FarNode, state: NodeState): void {
  const { context, colours, scale } = brush;
  const { x, y, width, height, element } = node;
  const family = colours.family(element.data.kind?.category ?? 'io');
  const isAtWork = state === 'running' || state === 'streaming';
  const resting = state === 'skipped' || element.data.disabled;
  context.beginPath();
  context.roundRect(x, y, width, frameMeasure.header, [radius, radius, 0, 0]);
  context.fillStyle = colours.panel;
  context.fill();
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fillStyle = family.ground;
  context.fill();
  context.strokeStyle =
    state === 'failed' ? colours.failed : isAtWork ? colours.running : family.border;
  context.lineWidth = (isAtWork ? 2 : 1.25) / scale;
  if (resting) context.setLineDash([4 / scale, 4 / scale]);
  context.stroke();
  context.setLineDash([]);
  if (element.selected === true) strokeAround(brush, node, colours.accent, 2, 4);
}

const groupVariables: Readonly<Record<GroupColor, string>> = {
  grey: '--family-io',
  blue: '--family-tools',
  green: '--state-done',
  yellow: '--family-flow',
  red: '--state-failed',
  purple: '--family-models',
};

/** Draws a group: a tinted ground behind its nodes. */
export function paintGroup(brush: Brush, node: FarNode): void {
  const { context, colours, scale } = brush;
  const { x, y, width, height, element } = node;
  const variable = groupVariables[groupColorOf(element.data.node)];
  const tint = (share: number): string =>
    colours.resolve(`color-mix(in srgb, var(${variable}) ${share}%, transparent)`);
  context.beginPath();
  context.roundRect(x, y, width, height, radius + 2);
  context.fillStyle = tint(9);
  context.fill();
  context.strokeStyle = tint(55);
  context.lineWidth = 1.5 / scale;
  context.stroke();
  if (element.selected === true) strokeAround(brush, node, colours.accent, 2, 4);
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
  if (node.element.selected === true) strokeAround(brush, node, colours.accent, 2, 4);
}

/** How high a sheet's name is written, px on screen: as on a map, the same at every zoom. */
const namePx = 11.5;
/** On a sheet that is less wide on screen there is no room for a name. */
const leastPx = 56;

/** Writes the name of a container or a group over its upper edge, with a seam that sets it off from what lies there. */
export function paintName(brush: Brush, node: FarNode): void {
  const { context, colours, scale } = brush;
  const { x, y, width } = node;
  if (width * scale < leastPx) return;
  context.font = `600 ${namePx / scale}px ${colours.font}`;
  context.textBaseline = 'alphabetic';
  const text = fitText(context, node.element.data.node.title, width);
  context.lineJoin = 'round';
  context.lineWidth = 3.5 / scale;
  context.strokeStyle = colours.canvas;
  context.strokeText(text, x, y - 4 / scale);
  context.fillStyle = colours.text;
  context.fillText(text, x, y - 4 / scale);
}
