import type { Box } from '../../document/frames.ts';
import type { Brush } from '../far/brush.ts';
import { patchPx } from '../far/paint-nodes.ts';
import { paintTitle } from '../far/paint-title.ts';
import type { DifferencePatch, DifferenceScene, DifferenceWire } from './difference-scene.ts';
import type { DifferenceMark } from './draw-difference.ts';

/** The marks of what is different, each with its colour of the page and the sign that says the same. */
const marks = {
  added: { colour: 'var(--state-done)', sign: '+' },
  removed: { colour: 'var(--state-failed)', sign: '−' },
  changed: { colour: 'var(--state-waiting)', sign: '~' },
  moved: { colour: 'var(--muted)', sign: '→' },
} as const;

/** A node too small for a sign is no smaller than this on screen, px, and has a shape for its mark. */
const leastMarkPx = 7;
const radius = 10;

/** Draws what touches the box: containers and groups, wires over them, then what is the same, then what is not. */
export function paintDifference(brush: Brush, scene: DifferenceScene, box: Box): void {
  const patches = Map.groupBy(scene.nodesIn(box), ({ element: { data } }) =>
    data.isFrame ? 'frame' : isMarked(data.mark) ? 'marked' : 'same',
  );
  for (const patch of patches.get('frame') ?? []) paintSheet(brush, patch);
  paintWires(brush, scene.wiresIn(box));
  for (const patch of patches.get('same') ?? []) paintSame(brush, patch);
  for (const patch of patches.get('marked') ?? []) paintMarked(brush, patch);
}

function isMarked(mark: DifferenceMark): mark is keyof typeof marks {
  return mark !== 'same' && mark !== 'ghost';
}

function colourOf({ colours }: Brush, mark: DifferenceMark): string {
  return isMarked(mark) ? colours.resolve(marks[mark].colour) : colours.border;
}

function paintSheet(brush: Brush, { element: { data }, ...box }: DifferencePatch): void {
  const { context, colours, scale } = brush;
  outline(context, box);
  context.globalAlpha = 0.4;
  context.fillStyle = colours.panel;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = colourOf(brush, data.mark);
  context.lineWidth = (isMarked(data.mark) ? 2 : 1) / scale;
  context.setLineDash(data.mark === 'removed' ? [5 / scale, 4 / scale] : []);
  context.stroke();
  context.setLineDash([]);
  if (box.width * scale >= patchPx) paintTitle(brush, box, data.title, { left: 14, right: 14 });
}

/** What did not change, and where something stood before: quiet, so that the rest is seen. */
function paintSame(brush: Brush, { element: { data }, ...box }: DifferencePatch): void {
  const { context, colours, scale } = brush;
  const isGhost = data.mark === 'ghost';
  if (box.width * scale < patchPx && !isGhost) {
    context.fillStyle = colours.faint;
    context.fillRect(box.x, box.y, box.width, box.height);
    return;
  }
  outline(context, box);
  if (!isGhost) {
    context.fillStyle = colours.panel;
    context.fill();
  }
  context.strokeStyle = colours.border;
  context.lineWidth = 1 / scale;
  context.setLineDash(isGhost ? [2 / scale, 3 / scale] : []);
  context.stroke();
  context.setLineDash([]);
  if (!isGhost) paintTitle(brush, box, data.title, { left: 14, right: 10 });
}

function paintMarked(brush: Brush, { element: { data }, ...box }: DifferencePatch): void {
  const { context, colours, scale } = brush;
  if (!isMarked(data.mark)) return;
  const colour = colourOf(brush, data.mark);
  if (box.width * scale < patchPx) {
    paintShape(brush, box, data.mark, colour);
    return;
  }
  outline(context, box);
  context.fillStyle = colours.panel;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 2 / scale;
  context.setLineDash(data.mark === 'removed' ? [5 / scale, 4 / scale] : []);
  context.stroke();
  context.setLineDash([]);
  const sign = Math.min(box.height * 0.7, Math.max(28, 13 / scale));
  paintTitle(brush, box, data.title, { left: 14, right: sign + 10 });
  context.font = `700 ${sign}px ${colours.font}`;
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  context.fillText(marks[data.mark].sign, box.x + box.width - sign - 4, box.y + 33);
}

/** Not by its colour alone: full for what came, hollow for what went, a diamond for what changed, a triangle for what moved. */
function paintShape(
  { context, colours, scale }: Brush,
  box: Box,
  mark: keyof typeof marks,
  colour: string,
): void {
  const least = leastMarkPx / scale;
  const [width, height] = [Math.max(box.width, least), Math.max(box.height, least)];
  const [x, y] = [box.x + (box.width - width) / 2, box.y + (box.height - height) / 2];
  context.fillStyle = colour;
  context.beginPath();
  if (mark === 'changed') {
    context.moveTo(x + width / 2, y);
    context.lineTo(x + width, y + height / 2);
    context.lineTo(x + width / 2, y + height);
    context.lineTo(x, y + height / 2);
  } else if (mark === 'moved') {
    context.moveTo(x, y);
    context.lineTo(x + width, y + height / 2);
    context.lineTo(x, y + height);
  } else {
    context.rect(x, y, width, height);
  }
  context.fill();
  if (mark !== 'removed') return;
  const edge = 1.75 / scale;
  context.fillStyle = colours.canvas;
  context.fillRect(x + edge, y + edge, width - 2 * edge, height - 2 * edge);
}

function outline(context: CanvasRenderingContext2D, { x, y, width, height }: Box): void {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
}

/** In this order, so that what is different lies above what is not. */
const looks = [
  { mark: 'same', colour: 'var(--faint)', width: 0.8, dash: [] },
  { mark: 'move', colour: 'var(--muted)', width: 1, dash: [2, 4] },
  { mark: 'removed', colour: 'var(--state-failed)', width: 1.5, dash: [6, 5] },
  { mark: 'added', colour: 'var(--state-done)', width: 1.75, dash: [] },
] as const;

/** Draws wires, all of one mark as one stroke. */
function paintWires({ context, colours, scale }: Brush, wires: readonly DifferenceWire[]): void {
  const byMark = Map.groupBy(wires, ({ mark }) => mark);
  for (const { mark, colour, width, dash } of looks) {
    const path = new Path2D();
    for (const { curve } of byMark.get(mark) ?? []) {
      const { x1, y1, x2, y2, control1, control2 } = curve;
      path.moveTo(x1, y1);
      path.bezierCurveTo(control1, y1, control2, y2, x2, y2);
    }
    context.strokeStyle = colours.resolve(colour);
    context.lineWidth = width / scale;
    context.setLineDash(dash.map((length) => length / scale));
    context.stroke(path);
  }
  context.setLineDash([]);
}
