import type { Box } from '../../document/frames.ts';
import type { NodeState } from '../../run/node-run.ts';
import { growBox, joinBoxes } from './box-list.ts';
import type { FarColours } from './far-colours.ts';
import type { FarScene } from './far-scene.ts';

/** What is on screen of the canvas, and how the map shows it: px of the map a px at zoom 1, and where its corner lies. */
export interface MapFrame {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Fits all nodes and the part in sight into a map of this size, with a margin. */
export function frameMap(
  nodes: Box | undefined,
  sight: Box,
  size: { readonly width: number; readonly height: number },
): MapFrame {
  const all = nodes === undefined ? sight : joinBoxes(nodes, sight);
  const box = growBox(all, Math.max(all.width, all.height) * 0.04);
  const scale = Math.min(size.width / box.width, size.height / box.height);
  return {
    scale,
    x: box.x - (size.width / scale - box.width) / 2,
    y: box.y - (size.height / scale - box.height) / 2,
  };
}

/** All nodes as patches, drawn once and kept until one changes: the map moves with every move of the view. */
export class MapPicture {
  readonly #surface = document.createElement('canvas');
  #bounds: Box | undefined;

  /** Draws the nodes anew, as large as a map of this size can ever show them. */
  draw(
    scene: FarScene,
    colours: FarColours,
    size: { readonly width: number; readonly height: number },
  ): void {
    this.#bounds = scene.bounds;
    const bounds = this.#bounds;
    const context = this.#surface.getContext('2d');
    if (bounds === undefined || context === null) return;
    const scale = Math.min(size.width / bounds.width, size.height / bounds.height);
    this.#surface.width = Math.ceil(bounds.width * scale);
    this.#surface.height = Math.ceil(bounds.height * scale);
    context.setTransform(scale, 0, 0, scale, -bounds.x * scale, -bounds.y * scale);
    let before: string | undefined;
    for (const node of scene.nodes) {
      const { type, id, selected } = node.element;
      const { x, y, width, height } = node;
      const colour = type === 'flow' ? patchColour(colours, scene.stateOf(id)) : colours.mapSheet;
      // Reading a colour's name takes longer than the patch itself.
      if (colour !== before) context.fillStyle = colour;
      before = colour;
      // A patch is never so small that it would vanish.
      context.fillRect(x, y, Math.max(width, 1 / scale), Math.max(height, 1 / scale));
      if (selected !== true) continue;
      context.strokeStyle = colours.accent;
      context.lineWidth = 2 / scale;
      context.strokeRect(x, y, width, height);
    }
  }

  /** Copies the nodes onto a map. */
  copyTo(context: CanvasRenderingContext2D, { scale, x, y }: MapFrame): void {
    if (this.#bounds === undefined) return;
    const { x: left, y: top, width, height } = this.#bounds;
    context.drawImage(
      this.#surface,
      (left - x) * scale,
      (top - y) * scale,
      width * scale,
      height * scale,
    );
  }
}

function patchColour(colours: FarColours, state: NodeState): string {
  switch (state) {
    case 'running':
    case 'streaming':
      return colours.running;
    case 'asking':
    case 'held':
      return colours.waiting;
    case 'failed':
    case 'interrupted':
      return colours.failed;
    case 'done':
      return colours.mapDone;
    case 'idle':
    case 'skipped':
    case 'cancelled':
      return colours.mapNode;
  }
}
