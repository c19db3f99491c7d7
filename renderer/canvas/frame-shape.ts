import type { NodePorts, Port } from '../../core/model/port.ts';
import { frameMeasure } from '../document/frames.ts';
import { innerHandle } from '../document/handle-ids.ts';
import { nodeMeasure } from './node-shape.ts';
import type { NodeShape, PlacedPort, WiredPorts } from './node-shape.ts';

const frameGap = 8;

/**
 * Places a container's ports in the strips at its left and right: those to the outside on its edges, those to the nodes
 * in it below them, on the inner side of the strip.
 */
export function shapeFrame(ports: NodePorts | undefined, wired: WiredPorts): NodeShape {
  const inner = ports?.inner ?? { inputs: [], outputs: [] };
  const all = [
    placeRail([ports?.inputs ?? [], inner.outputs], ['input', 'output']),
    placeRail([ports?.outputs ?? [], inner.inputs], ['output', 'input']),
  ];
  const rows = Math.max(...all.map((placed) => placed.length));
  return {
    ports: [...all.flat(), ...placeMissing(all.flat(), wired, rows)],
    baseHeight: frameMeasure.header + rows * nodeMeasure.portRow + frameGap * 3,
  };
}

function placeRail(
  [outer, inner]: readonly [readonly Port[], readonly Port[]],
  [outerSide, innerSide]: readonly [PlacedPort['side'], PlacedPort['side']],
): readonly PlacedPort[] {
  const rowAt = (row: number): number =>
    frameMeasure.header + frameGap + row * nodeMeasure.portRow + nodeMeasure.portRow / 2;
  const known = { missing: false, labelled: true, quiet: false } as const;
  const outside = outer.map((port, row) => ({
    ...known,
    port,
    side: outerSide,
    handleId: port.id,
    y: rowAt(row),
  }));
  const gap = outer.length > 0 && inner.length > 0 ? frameGap : 0;
  const inside = inner.map((port, row) => ({
    ...known,
    port,
    side: innerSide,
    handleId: innerHandle(port.id),
    inset: frameMeasure.rail,
    y: rowAt(outer.length + row) + gap,
  }));
  return [...outside, ...inside];
}

/** Wires that end in ports that are gone still need an end to be seen at. */
function placeMissing(
  there: readonly PlacedPort[],
  wired: WiredPorts,
  rows: number,
): readonly PlacedPort[] {
  const sides = [
    { side: 'input', ids: wired.inputs },
    { side: 'output', ids: wired.outputs },
  ] as const;
  return sides.flatMap(({ side, ids }) =>
    [...ids]
      .filter((id) => !there.some((placed) => placed.side === side && placed.handleId === id))
      .map((handleId, at) => ({
        port: { id: handleId, label: handleId, type: 'any' as const },
        side,
        handleId,
        missing: true,
        labelled: true,
        quiet: false,
        y:
          frameMeasure.header +
          frameGap +
          (rows + at) * nodeMeasure.portRow +
          nodeMeasure.portRow / 2,
      })),
  );
}
