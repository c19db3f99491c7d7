import type { FlowDocument } from '../../core/model/flow-document.ts';
import { boxOf, frameMeasure } from '../document/frames.ts';
import type { Box, IsContainer } from '../document/frames.ts';

/** A node of a drawing. */
export interface DrawnNode extends Box {
  readonly id: string;
  readonly kind: string;
  readonly isFrame: boolean;
}

/** A flow as a few shapes, px at zoom 1. */
export interface FlowSketch {
  /** All that is drawn, and some room around it. */
  readonly view: Box;
  /** Containers, drawn below all else. */
  readonly frames: readonly DrawnNode[];
  /** All other nodes, drawn over the wires. */
  readonly nodes: readonly DrawnNode[];
  /** The wires as SVG paths, in the document's order. */
  readonly wires: readonly string[];
}

/** Height of a node that shows nothing of a run. */
const quietHeight = 96;
const margin = 40;
/** A flow of three nodes is not drawn larger than others. */
const leastView = { width: 1240, height: 460 };

/** The shapes of a flow as its layout places them; a flow without nodes has none. */
export function drawFlow(document: FlowDocument, isContainer: IsContainer): FlowSketch {
  const nodes = Object.entries(document.nodes).map(([id, { kind }]): DrawnNode => {
    const box = boxOf(document, id, isContainer);
    const isFrame = isContainer(id);
    const isSized = isFrame || document.layout[id]?.[3] !== undefined;
    return { id, kind, isFrame, ...box, height: isSized ? box.height : quietHeight };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = (id: string): string | undefined => document.nodes[id]?.parent;
  const wires = document.edges.flatMap(({ from, to }) => {
    const [source, target] = [byId.get(nodeOf(from)), byId.get(nodeOf(to))];
    if (source === undefined || target === undefined) return [];
    const startsInside = parentOf(target.id) === source.id;
    const endsInside = parentOf(source.id) === target.id;
    return [
      drawWire(
        startsInside ? source.x + frameMeasure.rail : source.x + source.width,
        source.y + source.height / 2,
        endsInside ? target.x + target.width - frameMeasure.rail : target.x,
        target.y + target.height / 2,
      ),
    ];
  });
  return {
    view: viewOf(nodes),
    frames: nodes.filter(({ isFrame }) => isFrame),
    nodes: nodes.filter(({ isFrame }) => !isFrame),
    wires,
  };
}

function nodeOf(end: string): string {
  return end.slice(0, end.indexOf('.'));
}

function drawWire(x: number, y: number, toX: number, toY: number): string {
  const reach = Math.max(40, Math.abs(toX - x) / 2);
  return `M${x} ${y}C${x + reach} ${y} ${toX - reach} ${toY} ${toX} ${toY}`;
}

function viewOf(nodes: readonly Box[]): Box {
  if (nodes.length === 0) return { x: 0, y: 0, ...leastView };
  const left = Math.min(...nodes.map(({ x }) => x)) - margin;
  const top = Math.min(...nodes.map(({ y }) => y)) - margin;
  const right = Math.max(...nodes.map(({ x, width }) => x + width)) + margin;
  const bottom = Math.max(...nodes.map(({ y, height }) => y + height)) + margin;
  const width = Math.max(leastView.width, right - left);
  const height = Math.max(leastView.height, bottom - top);
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
}
