import { describeLeaving, portAt } from '../../core/model/check-wires.ts';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument, FlowNode } from '../../core/model/flow-document.ts';
import type { EdgeRoute } from '../../core/model/nesting.ts';
import { refuseConnection } from '../../core/model/port.ts';
import type { NodePorts, Port } from '../../core/model/port.ts';
import { nestingOf, withParent } from './families.ts';
import { edgeId } from './flow-edits.ts';
import { graphOf } from './wire-graph.ts';
import type { Wires } from './wire-graph.ts';

/** A wire that somebody wants to draw; ends are written "node.port". */
export interface Wire {
  readonly from: string;
  readonly to: string;
  /** Whether the end is a container's port on the inside; absent: as the flow file would read it. */
  readonly isFromInside?: boolean;
  readonly isToInside?: boolean;
}

/** Why a wire cannot be drawn. `sentence` is there when the model says it. */
export type Refusal =
  | { readonly reason: 'same-node' | 'exists' | 'cycle' | 'no-port' }
  | { readonly reason: 'types'; readonly from: Port; readonly to: Port; readonly sentence: string }
  /** It would lead out of a container to somewhere else. */
  | {
      readonly reason: 'leaves';
      readonly inside: string;
      readonly container: string;
      readonly sentence: string;
    }
  /** The port on a container's inside is for the nodes in it, the one on its outside for all others. */
  | { readonly reason: 'only-inside' | 'only-outside'; readonly container: string };

/** Whether a wire may be drawn, and which wires (ids) make way for it. */
export type WireVerdict =
  | { readonly allowed: true; readonly replaces: readonly string[] }
  | { readonly allowed: false; readonly refusal: Refusal };

type PortsOf = (nodeId: string) => NodePorts | undefined;

/**
 * Judges a wire by its ports' types, by the containers it crosses and by the flow around it. An input that takes one
 * wire lets go of its old one. `moving` is the wire that is being pulled elsewhere: it does not count.
 */
export function judgeWire(
  document: FlowDocument,
  portsOf: PortsOf,
  wire: Wire,
  moving?: string,
): WireVerdict {
  return judgeWireAmong(graphOf(document), document, portsOf, wire, moving);
}

/** As `judgeWire`, where other wires are drawn than the document says. */
export function judgeWireAmong(
  wires: Wires,
  document: FlowDocument,
  portsOf: PortsOf,
  wire: Wire,
  moving?: string,
): WireVerdict {
  const { ports, route } = routeWire(document, portsOf, wire);
  const misplaced = refuseRoute(document, wire, route);
  if (misplaced !== undefined) return refuse(misplaced);
  const output = portAt(ports, wire, 'from', route);
  const input = portAt(ports, wire, 'to', route);
  if (output === undefined || input === undefined) return refuse({ reason: 'no-port' });
  const sentence = refuseConnection(output.type, input.type);
  if (sentence !== undefined) return refuse({ reason: 'types', from: output, to: input, sentence });
  const others = wires.wiresTo(wire.to).filter((edge) => edgeId(edge) !== moving);
  if (others.some((edge) => edge.from === wire.from)) return refuse({ reason: 'exists' });
  const replaced = input.multiple === true ? [] : others;
  const moved =
    moving === undefined ? [] : document.edges.filter((edge) => edgeId(edge) === moving);
  if (wires.closesCircle(wire, [...replaced, ...moved])) return refuse({ reason: 'cycle' });
  return { allowed: true, replaces: replaced.map((edge) => edgeId(edge)) };
}

/** Why a wire that is there could not stay; undefined when it can. For looking at a flow before nodes move in it. */
export function refuseStay(
  document: FlowDocument,
  portsOf: PortsOf,
  wire: Pick<Wire, 'from' | 'to'>,
): Refusal | undefined {
  const { ports, route } = routeWire(document, portsOf, wire);
  const left = refuseRoute(document, wire, route);
  if (left !== undefined) return left;
  const hasEnds =
    portAt(ports, wire, 'from', route) !== undefined &&
    portAt(ports, wire, 'to', route) !== undefined;
  return hasEnds ? undefined : { reason: 'no-port' };
}

/** Why a wire to a node that is not there yet, in `parent`, would cross a container's border where none may. */
export function refuseWireTo(
  document: FlowDocument,
  wire: Wire,
  newNode: { readonly id: string; readonly parent: string | undefined },
): Refusal | undefined {
  const node: FlowNode = { kind: '', kindVersion: 1, title: '', settings: {} };
  const placed = withParent(node, newNode.parent);
  const next = { ...document, nodes: { ...document.nodes, [newNode.id]: placed } };
  return refuseRoute(next, wire, nestingOf(next).routeOf(wire, noPorts));
}

function routeWire(
  document: FlowDocument,
  portsOf: PortsOf,
  wire: Pick<Wire, 'from' | 'to'>,
): { readonly ports: ReadonlyMap<string, NodePorts>; readonly route: EdgeRoute } {
  const ports = new Map<string, NodePorts>();
  for (const end of [wire.from, wire.to]) {
    const { nodeId } = splitEndpoint(end);
    const known = portsOf(nodeId);
    if (known !== undefined) ports.set(nodeId, known);
  }
  return { ports, route: nestingOf(document).routeOf(wire, ports) };
}

function refuseRoute(document: FlowDocument, wire: Wire, route: EdgeRoute): Refusal | undefined {
  const from = splitEndpoint(wire.from);
  const to = splitEndpoint(wire.to);
  const titleOf = (nodeId: string): string => document.nodes[nodeId]?.title ?? nodeId;
  if (from.nodeId === to.nodeId && route.kind !== 'through') {
    const isHalfInside = wire.isFromInside !== wire.isToInside;
    if (isHalfInside) return { reason: 'only-inside', container: titleOf(from.nodeId) };
    return { reason: 'same-node' };
  }
  if (route.kind === 'leaves') {
    const { message, action } = describeLeaving(document, wire, route.container);
    const inside = titleOf(from.nodeId);
    const container = titleOf(route.container);
    return { reason: 'leaves', inside, container, sentence: `${message} ${action}` };
  }
  const startsInside = route.kind === 'entry' || route.kind === 'through';
  const endsInside = route.kind === 'result' || route.kind === 'through';
  return (
    refuseSide(wire.isFromInside, startsInside, titleOf(from.nodeId)) ??
    refuseSide(wire.isToInside, endsInside, titleOf(to.nodeId))
  );
}

function refuseSide(
  wanted: boolean | undefined,
  needed: boolean,
  container: string,
): Refusal | undefined {
  if (wanted === undefined || wanted === needed) return undefined;
  return { reason: wanted ? 'only-inside' : 'only-outside', container };
}

function refuse(refusal: Refusal): WireVerdict {
  return { allowed: false, refusal };
}

const noPorts: ReadonlyMap<string, NodePorts> = new Map();
