import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { refuseConnection } from '../../core/model/port.ts';
import type { NodePorts, Port } from '../../core/model/port.ts';
import { judgeWire } from '../document/connection-rules.ts';
import type { Wire } from '../document/connection-rules.ts';
import type { Box } from '../document/frames.ts';

/** A port that a wire can start or end at. */
export interface PortEnd {
  readonly nodeId: string;
  readonly port: Port;
  /** On the inside of a container. */
  readonly isInner: boolean;
}

/** Which end of a wire is fixed. */
export type WireSide = 'output' | 'input';

/** A port that takes the wire, and the wires (ids) that make way for it. */
export interface WireTarget extends PortEnd {
  readonly wire: Wire;
  readonly replaces: readonly string[];
}

type PortsOf = (nodeId: string) => NodePorts | undefined;

/** The outputs (or inputs) of a node, those on a container's inside last. */
export function listEnds(portsOf: PortsOf, nodeId: string, side: WireSide): readonly PortEnd[] {
  const ports = portsOf(nodeId);
  const key = side === 'output' ? 'outputs' : 'inputs';
  const ends = (list: readonly Port[], isInner: boolean): readonly PortEnd[] =>
    list.map((port) => ({ nodeId, port, isInner }));
  return [...ends(ports?.[key] ?? [], false), ...ends(ports?.inner?.[key] ?? [], true)];
}

/** More than these nobody walks through. */
const mostTargets = 40;

/** The ports that take a wire from a fixed end: the nearest first, what lies on the far side of it last. */
export function listTargets(
  document: FlowDocument,
  portsOf: PortsOf,
  fixed: PortEnd,
  options: { readonly side: WireSide; readonly boxOf: (nodeId: string) => Box },
): readonly WireTarget[] {
  const { side, boxOf } = options;
  const other = side === 'output' ? 'input' : 'output';
  const waiting = collectWaiting(document, fixed.nodeId, side);
  const nearest = Object.keys(document.nodes)
    .filter((nodeId) => !waiting.has(nodeId))
    .map((nodeId) => ({ nodeId, distance: distanceFrom(boxOf(fixed.nodeId), boxOf(nodeId), side) }))
    .sort((a, b) => a.distance - b.distance || (a.nodeId < b.nodeId ? -1 : 1));
  const targets: WireTarget[] = [];
  for (const { nodeId } of nearest) {
    for (const end of listEnds(portsOf, nodeId, other)) {
      const [out, into] = side === 'output' ? [fixed, end] : [end, fixed];
      if (refuseConnection(out.port.type, into.port.type) !== undefined) continue;
      const wire = {
        from: `${out.nodeId}.${out.port.id}`,
        to: `${into.nodeId}.${into.port.id}`,
        isFromInside: out.isInner,
        isToInside: into.isInner,
      };
      const verdict = judgeWire(document, portsOf, wire);
      if (verdict.allowed) targets.push({ ...end, wire, replaces: verdict.replaces });
    }
    if (targets.length >= mostTargets) break;
  }
  return targets;
}

/** What a node waits for (or what waits for it), besides itself: a wire there would close a circle. */
function collectWaiting(
  { edges }: FlowDocument,
  start: string,
  side: WireSide,
): ReadonlySet<string> {
  const ends = edges.map(({ from, to }) => {
    const [source, target] = [splitEndpoint(from).nodeId, splitEndpoint(to).nodeId];
    return side === 'output' ? { at: target, next: source } : { at: source, next: target };
  });
  const nexts = Map.groupBy(ends, ({ at }) => at);
  const found = new Set<string>();
  const open = [start];
  for (let nodeId = open.pop(); nodeId !== undefined; nodeId = open.pop()) {
    for (const { next } of nexts.get(nodeId) ?? []) {
      if (next === start || found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

function distanceFrom(start: Box, box: Box, side: WireSide): number {
  const across = side === 'output' ? box.x - start.x - start.width : start.x - box.x - box.width;
  const down = box.y - start.y;
  return Math.hypot(across < 0 ? 3 * across - 600 : across, down);
}
