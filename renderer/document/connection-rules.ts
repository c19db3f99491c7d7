import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { refuseConnection } from '../../core/model/port.ts';
import type { NodePorts, Port } from '../../core/model/port.ts';
import { edgeId } from './flow-edits.ts';

/** A wire that somebody wants to draw; ends are written "node.port". */
export interface Wire {
  readonly from: string;
  readonly to: string;
}

/** Why a wire cannot be drawn. `sentence` is there when the ports' types say it. */
export type Refusal =
  | { readonly reason: 'same-node' | 'exists' | 'cycle' | 'no-port' }
  | { readonly reason: 'types'; readonly from: Port; readonly to: Port; readonly sentence: string };

/** Whether a wire may be drawn, and which wires (ids) make way for it. */
export type WireVerdict =
  | { readonly allowed: true; readonly replaces: readonly string[] }
  | { readonly allowed: false; readonly refusal: Refusal };

type PortsOf = (nodeId: string) => NodePorts | undefined;

/**
 * Judges a wire by its ports' types and by the flow around it. An input that takes one wire lets go of its old one.
 * `moving` is the wire that is being pulled elsewhere: it does not count.
 */
export function judgeWire(
  document: FlowDocument,
  portsOf: PortsOf,
  wire: Wire,
  moving?: string,
): WireVerdict {
  const from = splitEndpoint(wire.from);
  const to = splitEndpoint(wire.to);
  if (from.nodeId === to.nodeId) return refuse({ reason: 'same-node' });
  const output = portsOf(from.nodeId)?.outputs.find((port) => port.id === from.portId);
  const input = portsOf(to.nodeId)?.inputs.find((port) => port.id === to.portId);
  if (output === undefined || input === undefined) return refuse({ reason: 'no-port' });
  const sentence = refuseConnection(output.type, input.type);
  if (sentence !== undefined) return refuse({ reason: 'types', from: output, to: input, sentence });
  const others = document.edges.filter((edge) => edgeId(edge) !== moving);
  if (others.some((edge) => edge.from === wire.from && edge.to === wire.to)) {
    return refuse({ reason: 'exists' });
  }
  const replaced = input.multiple === true ? [] : others.filter((edge) => edge.to === wire.to);
  const staying = others.filter((edge) => !replaced.includes(edge));
  if (reaches(staying, to.nodeId, from.nodeId)) return refuse({ reason: 'cycle' });
  return { allowed: true, replaces: replaced.map((edge) => edgeId(edge)) };
}

function refuse(refusal: Refusal): WireVerdict {
  return { allowed: false, refusal };
}

function reaches(edges: readonly Wire[], start: string, goal: string): boolean {
  const next = Map.groupBy(edges, (edge) => splitEndpoint(edge.from).nodeId);
  const seen = new Set([start]);
  const open = [start];
  for (let nodeId = open.pop(); nodeId !== undefined; nodeId = open.pop()) {
    if (nodeId === goal) return true;
    for (const edge of next.get(nodeId) ?? []) {
      const target = splitEndpoint(edge.to).nodeId;
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return false;
}
