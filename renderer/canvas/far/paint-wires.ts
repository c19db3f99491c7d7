import type { NodeState } from '../../run/node-run.ts';
import type { FarColours } from './far-colours.ts';
import type { FarWire } from './far-scene.ts';
import type { Brush } from './brush.ts';

type WireLook = 'plain' | 'tool' | 'lit' | 'flowing' | 'error' | 'skipped' | 'selected';

/** In this order, so that what is at work lies above what rests. */
const looks = ['skipped', 'plain', 'tool', 'error', 'lit', 'flowing', 'selected'] as const;

/** Draws wires, all of one look as one stroke: that is many times faster than each by itself. */
export function paintWires(
  { context, colours, scale }: Brush,
  wires: readonly FarWire[],
  stateOf: (nodeId: string) => NodeState,
): void {
  const paths = new Map<WireLook, Path2D>();
  for (const wire of wires) {
    const look = lookOf(wire, stateOf);
    const path = paths.get(look) ?? new Path2D();
    paths.set(look, path);
    const { x1, y1, x2, y2, control1, control2 } = wire.curve;
    path.moveTo(x1, y1);
    // Flat on the screen, a curve is a line; lines are cheaper.
    if (Math.abs(y2 - y1) * scale < 1 && x2 > x1) path.lineTo(x2, y2);
    else path.bezierCurveTo(control1, y1, control2, y2, x2, y2);
  }
  for (const look of looks) {
    const path = paths.get(look);
    if (path === undefined) continue;
    const strong = look === 'flowing' || look === 'selected';
    context.strokeStyle = colourOf(colours, look);
    context.lineWidth = Math.max(strong ? 3 : 2, (strong ? 1.5 : 0.8) / scale);
    context.setLineDash(look === 'skipped' ? [5 / scale, 5 / scale] : []);
    context.stroke(path);
  }
  context.setLineDash([]);
}

function isAtWork(state: NodeState): boolean {
  return state === 'running' || state === 'streaming';
}

/** As a wire's element looks: lit once something passed, flowing while it does. */
function lookOf(
  { element, source, target }: FarWire,
  stateOf: (nodeId: string) => NodeState,
): WireLook {
  if (element.selected === true) return 'selected';
  const from = stateOf(source.element.id);
  const to = stateOf(target.element.id);
  const { tool = false, error = false } = element.data ?? {};
  const passed = error ? from === 'failed' : from === 'done';
  if (tool ? isAtWork(from) : isAtWork(to) && (passed || isAtWork(from))) return 'flowing';
  if (from === 'skipped' || to === 'skipped') return 'skipped';
  if (tool) return 'tool';
  if (passed && to === 'done') return error ? 'error' : 'lit';
  return 'plain';
}

function colourOf(colours: FarColours, look: WireLook): string {
  switch (look) {
    case 'plain':
    case 'skipped':
      return colours.wire;
    case 'tool':
      return colours.wireTool;
    case 'error':
      return colours.wireError;
    case 'lit':
      return colours.wireLit;
    case 'flowing':
      return colours.wireFlowing;
    case 'selected':
      return colours.accent;
  }
}
