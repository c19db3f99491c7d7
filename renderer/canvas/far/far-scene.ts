import { groupMeasure } from '../../document/group-kind.ts';
import type { Box } from '../../document/frames.ts';
import type { Point } from '../../document/flow-edits.ts';
import { frameMeasure } from '../../document/frames.ts';
import type { StallVerdict } from '../../../core/contracts/run-history.ts';
import type { NodeState } from '../../run/node-run.ts';
import type { CanvasEdge, CanvasNode } from '../canvas-elements.ts';
import { BoxList, growBox } from './box-list.ts';
import { boxOfCurve, curveBetween, distanceToCurve } from '../../document/wire-curve.ts';
import type { WireCurve } from '../../document/wire-curve.ts';

/** A node with its place on the whole canvas, px at zoom 1; the same object until something in it changes. */
export interface FarNode extends Box {
  readonly element: CanvasNode;
}

/** A wire with its curve; the same object until one of its ends changes. */
export interface FarWire {
  readonly element: CanvasEdge;
  readonly source: FarNode;
  readonly target: FarNode;
  readonly curve: WireCurve;
  readonly box: Box;
}

/** All that lies on the canvas, where it lies, and how each node stands in the shown run. */
export class FarScene {
  #nodes: readonly FarNode[] = [];
  #wires: readonly FarWire[] = [];
  #nodeOf: ReadonlyMap<string, FarNode> = new Map();
  #wireOf: ReadonlyMap<string, FarWire> = new Map();
  #wiresAt: ReadonlyMap<string, readonly FarWire[]> = new Map();
  readonly #states = new Map<string, NodeState>();
  #read: (nodeId: string) => NodeState = () => 'idle';
  #stallOf: (nodeId: string) => StallVerdict | undefined = () => undefined;
  readonly #nodeBoxes = new BoxList();
  readonly #wireBoxes = new BoxList();
  readonly #listeners = new Set<(changed: readonly Box[]) => void>();

  get nodes(): readonly FarNode[] {
    return this.#nodes;
  }

  /** The box around all nodes; undefined when there is none. */
  get bounds(): Box | undefined {
    return this.#nodeBoxes.around();
  }

  stateOf(nodeId: string): NodeState {
    return this.#states.get(nodeId) ?? 'idle';
  }

  /** How fast a node was; undefined while that is not shown. */
  stallOf(nodeId: string): StallVerdict | undefined {
    return this.#stallOf(nodeId);
  }

  /** Asks here how fast each node was from now on. */
  readStallsBy(read: (nodeId: string) => StallVerdict | undefined): void {
    this.#stallOf = read;
    this.#tell(this.#nodes);
  }

  /** Where a node lies; undefined for one that is not there. */
  placeOf(nodeId: string): Box | undefined {
    return this.#nodeOf.get(nodeId);
  }

  /** Called with the places that look otherwise, at each change. Returns the way to stop. */
  subscribe(listener: (changed: readonly Box[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes the canvas as it is now. */
  take(nodes: readonly CanvasNode[], edges: readonly CanvasEdge[]): void {
    const changed: Box[] = [];
    this.#takeNodes(nodes, changed);
    this.#takeWires(edges, changed);
    this.#tell(changed);
    // Nodes that have just come may have run already.
    this.takeStates();
  }

  /** Asks here for the state of every node from now on. */
  readStatesBy(read: (nodeId: string) => NodeState): void {
    this.#read = read;
    this.takeStates();
  }

  /** Asks for the state of every node once more. */
  takeStates(): void {
    const changed: Box[] = [];
    for (const node of this.#nodes) {
      const { id } = node.element;
      const state = this.#read(id);
      if (state === this.stateOf(id)) continue;
      this.#states.set(id, state);
      changed.push(node);
      for (const wire of this.#wiresAt.get(id) ?? []) changed.push(wire.box);
    }
    this.#tell(changed);
  }

  /** The nodes that touch a box, those in front last. */
  nodesIn(box: Box): readonly FarNode[] {
    return pick(this.#nodes, this.#nodeBoxes.touching(box));
  }

  wiresIn(box: Box): readonly FarWire[] {
    return pick(this.#wires, this.#wireBoxes.touching(box));
  }

  /** The wires that start or end at one of these nodes. */
  wiresOf(nodeIds: ReadonlySet<string>): readonly FarWire[] {
    return this.#wires.filter(
      ({ source, target }) => nodeIds.has(source.element.id) || nodeIds.has(target.element.id),
    );
  }

  /** The node in front at a point, or one that is no farther than `reach` away; containers and groups are held by their titles alone. */
  nodeAt(point: Point, reach: number): FarNode | undefined {
    const near = this.nodesIn(growBox({ ...point, width: 0, height: 0 }, reach));
    const held = near.filter((node) => distanceTo(handleOf(node), point) <= reach);
    const inside = held.findLast((node) => distanceTo(handleOf(node), point) === 0);
    return inside ?? held.at(-1);
  }

  /** The wire nearest to a point, no farther than `reach` away. */
  wireAt(point: Point, reach: number): FarWire | undefined {
    let nearest: FarWire | undefined;
    let least = reach;
    for (const wire of this.wiresIn(growBox({ ...point, width: 0, height: 0 }, reach))) {
      const distance = distanceToCurve(wire.curve, point);
      if (distance > least) continue;
      least = distance;
      nearest = wire;
    }
    return nearest;
  }

  #tell(changed: readonly Box[]): void {
    if (changed.length === 0) return;
    for (const listener of this.#listeners) listener(changed);
  }

  #takeNodes(elements: readonly CanvasNode[], changed: Box[]): void {
    const before = this.#nodeOf;
    const nodeOf = new Map<string, FarNode>();
    for (const element of elements) {
      const old = before.get(element.id);
      const { x, y } = placeOf(element, nodeOf);
      if (old?.element === element && old.x === x && old.y === y) {
        nodeOf.set(element.id, old);
        continue;
      }
      const { width = 0, height = 0 } = element.measured ?? {};
      const node = { element, x, y, width, height };
      nodeOf.set(element.id, node);
      changed.push(node);
      if (old !== undefined) changed.push(old);
    }
    for (const [nodeId, node] of before) if (!nodeOf.has(nodeId)) changed.push(node);
    this.#nodeOf = nodeOf;
    this.#nodes = [...nodeOf.values()];
    this.#nodeBoxes.fill(this.#nodes);
  }

  #takeWires(elements: readonly CanvasEdge[], changed: Box[]): void {
    const before = this.#wireOf;
    const wireOf = new Map<string, FarWire>();
    const wiresAt = new Map<string, FarWire[]>();
    for (const element of elements) {
      const source = this.#nodeOf.get(element.source);
      const target = this.#nodeOf.get(element.target);
      if (source === undefined || target === undefined) continue;
      const old = before.get(element.id);
      const same = old?.element === element && old.source === source && old.target === target;
      const wire = same ? old : makeWire(element, source, target);
      wireOf.set(element.id, wire);
      for (const { id } of [source.element, target.element]) {
        const list = wiresAt.get(id);
        if (list) list.push(wire);
        else wiresAt.set(id, [wire]);
      }
      if (same || (old !== undefined && looksSame(old, wire))) continue;
      changed.push(wire.box);
      if (old !== undefined) changed.push(old.box);
    }
    for (const [id, wire] of before) if (!wireOf.has(id)) changed.push(wire.box);
    this.#wireOf = wireOf;
    this.#wiresAt = wiresAt;
    this.#wires = [...wireOf.values()];
    this.#wireBoxes.fill(this.#wires.map(({ box }) => box));
  }
}

function pick<Item>(items: readonly Item[], places: readonly number[]): readonly Item[] {
  return places.flatMap((at) => items[at] ?? []);
}

/** React Flow places what lies in a container from its corner; containers come before what lies in them. */
function placeOf(element: CanvasNode, placed: ReadonlyMap<string, FarNode>): Point {
  const { x, y } = element.position;
  const around = element.parentId === undefined ? undefined : placed.get(element.parentId);
  return around === undefined ? { x, y } : { x: around.x + x, y: around.y + y };
}

function handleOf(node: FarNode): Box {
  const { type } = node.element;
  if (type === 'frame') return { ...node, height: frameMeasure.header };
  return type === 'titled-group' ? { ...node, height: groupMeasure.header } : node;
}

function distanceTo(box: Box, { x, y }: Point): number {
  const aside = Math.max(box.x - x, x - box.x - box.width, 0);
  const above = Math.max(box.y - y, y - box.y - box.height, 0);
  return Math.hypot(aside, above);
}

/** Room for the stroke of a wire, px at zoom 1. */
const stroke = 12;

function makeWire(element: CanvasEdge, source: FarNode, target: FarNode): FarWire {
  const from = portPlace(source, 'source', element.sourceHandle);
  const to = portPlace(target, 'target', element.targetHandle);
  const curve = curveBetween(from, to);
  return { element, source, target, curve, box: growBox(boxOfCurve(curve), stroke) };
}

function portPlace(
  node: FarNode,
  type: 'source' | 'target',
  handleId: string | null | undefined,
): Point {
  const handle = node.element.handles?.find((each) => each.type === type && each.id === handleId);
  const { x = type === 'source' ? node.width : 0, y = node.height / 2 } = handle ?? {};
  const { width = 0, height = 0 } = handle ?? {};
  return { x: node.x + x + (type === 'source' ? width : 0), y: node.y + y + height / 2 };
}

function looksSame(a: FarWire, b: FarWire): boolean {
  const [from, to] = [a.curve, b.curve];
  return (
    a.element === b.element &&
    from.x1 === to.x1 &&
    from.y1 === to.y1 &&
    from.x2 === to.x2 &&
    from.y2 === to.y2
  );
}
