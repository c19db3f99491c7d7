import type { Point } from '../../document/flow-edits.ts';
import { frameMeasure, type Box } from '../../document/frames.ts';
import { nodeWidth } from '../../document/placement.ts';
import { boxOfCurve, curveBetween, type WireCurve } from '../../document/wire-curve.ts';
import { BoxList, growBox } from '../far/box-list.ts';
import { wireHeight, type DifferenceEdge, type DifferenceNode } from './draw-difference.ts';

/** A node of either flow with its place, px at zoom 1. */
export interface DifferencePatch extends Box {
  readonly element: DifferenceNode;
}

/** A wire of either flow, or the way that a node was moved, with its curve. */
export interface DifferenceWire {
  readonly mark: NonNullable<DifferenceEdge['data']>['mark'];
  readonly curve: WireCurve;
}

/** Room for the stroke of a wire, px at zoom 1. */
const stroke = 12;

/** Two flows in one drawing, found by where its parts lie. */
export class DifferenceScene {
  readonly #patchOf: ReadonlyMap<string, DifferencePatch>;
  readonly #patches: readonly DifferencePatch[];
  readonly #wires: readonly DifferenceWire[];
  readonly #patchBoxes = new BoxList();
  readonly #wireBoxes = new BoxList();

  constructor(nodes: readonly DifferenceNode[], edges: readonly DifferenceEdge[]) {
    this.#patches = nodes.map(toPatch);
    this.#patchOf = new Map(this.#patches.map((patch) => [patch.element.id, patch]));
    this.#wires = edges.flatMap((edge) => {
      const source = this.#patchOf.get(edge.source);
      const target = this.#patchOf.get(edge.target);
      return source === undefined || target === undefined ? [] : [makeWire(edge, source, target)];
    });
    this.#patchBoxes.fill(this.#patches);
    this.#wireBoxes.fill(this.#wires.map(({ curve }) => growBox(boxOfCurve(curve), stroke)));
  }

  /** Where a node lies; undefined for one that is not there. */
  placeOf(nodeId: string): Box | undefined {
    return this.#patchOf.get(nodeId);
  }

  /** The nodes that touch a box, those in front last. */
  nodesIn(box: Box): readonly DifferencePatch[] {
    return this.#patchBoxes.touching(box).flatMap((at) => this.#patches[at] ?? []);
  }

  wiresIn(box: Box): readonly DifferenceWire[] {
    return this.#wireBoxes.touching(box).flatMap((at) => this.#wires[at] ?? []);
  }

  /** The node in front within `reach` of a point; containers and groups are held by their titles alone. */
  nodeAt(point: Point, reach: number): DifferencePatch | undefined {
    const near = growBox({ ...point, width: 0, height: 0 }, reach);
    return this.nodesIn(near).findLast(
      ({ element: { data }, y }) =>
        data.mark !== 'ghost' && (!data.isFrame || point.y <= y + frameMeasure.header + reach),
    );
  }
}

function toPatch(element: DifferenceNode): DifferencePatch {
  const { position, width = 0, height = 0 } = element;
  return { element, x: position.x, y: position.y, width, height };
}

function makeWire(edge: DifferenceEdge, source: Box, target: Box): DifferenceWire {
  const mark = edge.data?.mark ?? 'same';
  const [fromY, toY] = [source.y + wireHeight, target.y + wireHeight];
  if (mark === 'move') {
    const from = { x: source.x + source.width - nodeWidth / 2, y: fromY };
    const to = { x: target.x + nodeWidth / 2, y: toY };
    const straight = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
    return { mark, curve: { ...straight, control1: from.x, control2: to.x } };
  }
  const from = { x: source.x + source.width, y: fromY };
  return { mark, curve: curveBetween(from, { x: target.x, y: toY }) };
}
