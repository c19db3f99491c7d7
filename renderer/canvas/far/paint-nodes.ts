import type { StallVerdict } from '../../../core/contracts/run-history.ts';
import type { NodeState } from '../../run/node-run.ts';
import type { Brush } from './brush.ts';
import type { FamilyColours, FarColours } from './far-colours.ts';
import type { FarNode } from './far-scene.ts';
import { paintTitle } from './paint-title.ts';
import { strokeAround } from './stroke-around.ts';

/** Less wide than this on screen, a node is a patch of colour. */
export const patchPx = 22;

const radius = 10;
/** Width of the strip in the colour of the node's family, px at zoom 1. */
const stripWidth = 14;

/** Draws a node as small as it is. */
export function paintNode(
  brush: Brush,
  node: FarNode,
  state: NodeState,
  stall?: StallVerdict,
): void {
  const { context, colours, scale } = brush;
  const { data, selected = false } = node.element;
  const family = colours.family(data.kind?.category ?? 'io');
  const resting = state === 'skipped' || (data.disabled && state === 'idle');
  context.globalAlpha = resting ? 0.5 : 1;
  if (node.width * scale < patchPx) paintPatch(brush, node, family, state);
  else paintCard(brush, node, family, state);
  context.globalAlpha = 1;
  if (stall !== undefined) paintStall(brush, node, stall);
  if (data.problems > 0 && state === 'idle') paintProblem(brush, node);
  if (selected) strokeAround(brush, node, colours.accent, 2, 4);
}

function paintPatch(
  { context, colours, scale }: Brush,
  node: FarNode,
  family: FamilyColours,
  state: NodeState,
): void {
  const { x, y, width, height } = node;
  const isAtWork =
    state === 'running' || state === 'streaming' || state === 'asking' || state === 'held';
  if (isAtWork) {
    const ring = 2 / scale;
    context.fillStyle = colours.runningHalo;
    context.fillRect(x - ring, y - ring, width + 2 * ring, height + 2 * ring);
  }
  context.fillStyle = stateColour(colours, state) ?? family.patch;
  context.fillRect(x, y, width, height);
  if (state === 'failed' || state === 'interrupted') {
    // Not by its colour alone: a failed patch has a bar across.
    context.fillStyle = colours.panel;
    context.fillRect(x + width * 0.2, y + height * 0.42, width * 0.6, height * 0.16);
  }
}

/** A tint over the node, with one bar along its foot for a slow one and two for a very slow one. */
function paintStall({ context, colours }: Brush, node: FarNode, stall: StallVerdict): void {
  const { x, y, width, height } = node;
  const bars = stall === 'slow' ? 1 : stall === 'very-slow' ? 2 : 0;
  if (stall === 'no-history') return;
  context.fillStyle = [colours.done, colours.waiting, colours.failed][bars] ?? colours.done;
  context.globalAlpha = bars === 0 ? 0.12 : 0.4;
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
  const bar = height * 0.12;
  for (let at = 1; at <= bars; at += 1) {
    context.fillRect(x, y + height - (2 * at - 1) * bar, width, bar);
  }
}

function paintCard(brush: Brush, node: FarNode, family: FamilyColours, state: NodeState): void {
  const { context, colours, scale } = brush;
  const { x, y, width, height } = node;
  const { data } = node.element;
  const colour = stateColour(colours, state);
  const isAtWork =
    state === 'running' || state === 'streaming' || state === 'asking' || state === 'held';
  if (isAtWork) strokeAround(brush, node, colours.runningHalo, 3, 3);
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fillStyle = colours.panel;
  context.fill();
  context.strokeStyle = colour ?? colours.border;
  context.lineWidth = (colour === undefined ? 1 : 1.75) / scale;
  context.stroke();
  context.beginPath();
  context.roundRect(x, y, stripWidth, height, [radius, 0, 0, radius]);
  context.fillStyle = family.plain;
  context.fill();
  const margin = { left: stripWidth + 12, right: colour === undefined ? 10 : 40 };
  paintTitle(brush, node, data.node.title, margin);
  if (colour !== undefined) paintState(brush, node, colour, state);
}

/** A red triangle in the upper corner of a node that something is wrong with, never too small to be seen. */
function paintProblem({ context, colours, scale }: Brush, { x, y, width, height }: FarNode): void {
  const side = Math.min(height, Math.max(30, 5 / scale));
  context.beginPath();
  context.moveTo(x + width - side, y);
  context.lineTo(x + width, y);
  context.lineTo(x + width, y + side);
  context.closePath();
  context.fillStyle = colours.failed;
  context.fill();
}

/** A dot for a good end or work under way, a square with a bar for a bad one. */
function paintState(
  { context, colours }: Brush,
  { x, y, width }: FarNode,
  colour: string,
  state: NodeState,
): void {
  const [middleX, middleY, reach] = [x + width - 22, y + 32, 10];
  context.fillStyle = colour;
  context.beginPath();
  if (state === 'failed' || state === 'interrupted' || state === 'cancelled') {
    context.rect(middleX - reach, middleY - reach, 2 * reach, 2 * reach);
    context.fill();
    context.fillStyle = colours.panel;
    context.fillRect(middleX - reach * 0.6, middleY - 2, reach * 1.2, 4);
    return;
  }
  context.arc(middleX, middleY, reach, 0, Math.PI * 2);
  context.fill();
}

/** Undefined where nothing is known of the node's run. */
function stateColour(colours: FarColours, state: NodeState): string | undefined {
  switch (state) {
    case 'running':
    case 'streaming':
      return colours.running;
    case 'asking':
    case 'held':
    case 'cancelled':
      return colours.waiting;
    case 'done':
      return colours.done;
    case 'failed':
    case 'interrupted':
      return colours.failed;
    case 'idle':
    case 'skipped':
      return undefined;
  }
}
