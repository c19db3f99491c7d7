import type { Box } from '../../document/frames.ts';
import type { FarScene } from './far-scene.ts';
import { paintNode } from './paint-nodes.ts';
import type { Brush } from './brush.ts';
import { paintFrame, paintGroup, paintName, paintNote } from './paint-sheets.ts';
import { paintWires } from './paint-wires.ts';

/** Draws what touches the box: groups, containers and notes, wires over them, nodes on top, and then the names. */
export function paintScene(brush: Brush, scene: FarScene, box: Box): void {
  const byType = Map.groupBy(scene.nodesIn(box), ({ element }) => element.type ?? 'flow');
  const frames = byType.get('frame') ?? [];
  const groups = byType.get('titled-group') ?? [];
  for (const node of groups) paintGroup(brush, node);
  for (const node of frames) paintFrame(brush, node, scene.stateOf(node.element.id));
  for (const node of byType.get('note') ?? []) paintNote(brush, node);
  paintWires(brush, scene.wiresIn(box), (nodeId) => scene.stateOf(nodeId));
  for (const node of byType.get('flow') ?? []) {
    const { id } = node.element;
    paintNode(brush, node, scene.stateOf(id), scene.stallOf(id));
  }
  for (const node of [...groups, ...frames]) paintName(brush, node);
}

const dotGap = 20;
/** Dots closer than this on screen would be a grey haze. */
const leastDotPx = 14;

/** The distance between the ground's dots, px at zoom 1: at a smaller zoom every second, fourth, … is left. */
export function dotGapAt(zoom: number): number {
  let gap = dotGap;
  while (gap * zoom < leastDotPx) gap *= 2;
  return gap;
}

/** Draws the canvas's ground with its dots. */
export function paintGround({ context, colours, scale }: Brush, box: Box, gap: number): void {
  context.fillStyle = colours.canvas;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.fillStyle = colours.dot;
  const size = 1.5 / scale;
  const half = gap / 2;
  for (let x = Math.ceil((box.x - half) / gap) * gap + half; x < box.x + box.width; x += gap) {
    for (let y = Math.ceil((box.y - half) / gap) * gap + half; y < box.y + box.height; y += gap) {
      context.fillRect(x, y, size, size);
    }
  }
}
