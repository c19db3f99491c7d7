import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument, FlowEdge } from '../../core/model/flow-document.ts';
import type { NodePorts, Port } from '../../core/model/port.ts';
import { judgeWire, judgeWireAmong } from './connection-rules.ts';
import { connect, deleteElements, edgeId } from './flow-edits.ts';
import { childrenByParent } from './frames.ts';
import { WireDraft } from './wire-draft.ts';

type PortsOf = (nodeId: string) => NodePorts | undefined;

/** The two wires that take the place of one when a node comes between its ends. */
export interface Splice {
  /** The wire (id) that makes way. */
  readonly edge: string;
  readonly into: Pick<FlowEdge, 'from' | 'to'>;
  readonly out: Pick<FlowEdge, 'from' | 'to'>;
}

/**
 * How a node fits into a wire, by ports that nothing is wired to yet; undefined when it does not, or when values flow
 * through the node already. Ports of the wire's very types come before those that convert.
 */
export function findSplice(
  document: FlowDocument,
  portsOf: PortsOf,
  wireId: string,
  nodeId: string,
): Splice | undefined {
  const edge = document.edges.find((known) => edgeId(known) === wireId);
  const ports = portsOf(nodeId);
  if (edge === undefined || ports === undefined || isInFlow(document, ports, nodeId))
    return undefined;
  const [source, target] = [splitEndpoint(edge.from), splitEndpoint(edge.to)];
  if (source.nodeId === nodeId || target.nodeId === nodeId) return undefined;
  const without = deleteElements(document, { nodeIds: [], edgeIds: [wireId] });
  const fits = (wire: Splice['into']): boolean => judgeWire(without, portsOf, wire).allowed;
  const find = (
    list: readonly Port[],
    wireOf: (portId: string) => Splice['into'],
    type: Port['type'] | undefined,
  ): Splice['into'] | undefined => {
    const fitting = list.filter((port) => port.type !== 'tool' && fits(wireOf(port.id)));
    const best = fitting.find((port) => port.type === type) ?? fitting[0];
    return best && wireOf(best.id);
  };
  const into = find(
    ports.inputs,
    (portId) => ({ from: edge.from, to: `${nodeId}.${portId}` }),
    typeOf(portsOf(source.nodeId), 'outputs', source.portId),
  );
  const out = find(
    ports.outputs,
    (portId) => ({ from: `${nodeId}.${portId}`, to: edge.to }),
    typeOf(portsOf(target.nodeId), 'inputs', target.portId),
  );
  return into === undefined || out === undefined ? undefined : { edge: wireId, into, out };
}

function typeOf(
  ports: NodePorts | undefined,
  side: 'inputs' | 'outputs',
  portId: string,
): Port['type'] | undefined {
  const all = [...(ports?.[side] ?? []), ...(ports?.inner?.[side] ?? [])];
  return all.find(({ id }) => id === portId)?.type;
}

/** Whether a wire carries a value into or out of the node; a tool that is plugged in is no value. */
function isInFlow(document: FlowDocument, ports: NodePorts, nodeId: string): boolean {
  const isTool = (side: 'inputs' | 'outputs', portId: string): boolean =>
    ports[side].find(({ id }) => id === portId)?.type === 'tool';
  return document.edges.some(({ from, to }) => {
    const [source, target] = [splitEndpoint(from), splitEndpoint(to)];
    return (
      (source.nodeId === nodeId && !isTool('outputs', source.portId)) ||
      (target.nodeId === nodeId && !isTool('inputs', target.portId))
    );
  });
}

/** Puts a node into a wire. */
export function spliceNode(document: FlowDocument, { edge, into, out }: Splice): FlowDocument {
  return connect(connect(document, into, [edge]), out);
}

/**
 * Removes nodes and wires what fed the main input of each (the first wired one that is no tool) to all that it fed
 * itself, as far as the types fit.
 */
export function bypassNodes(
  document: FlowDocument,
  portsOf: PortsOf,
  nodeIds: readonly string[],
): FlowDocument {
  const draft = new WireDraft(document);
  const children = childrenByParent(document);
  const gone = new Set<string>();
  const isThere = (end: string): boolean => !gone.has(splitEndpoint(end).nodeId);
  for (const nodeId of nodeIds) {
    const inputs = portsOf(nodeId)?.inputs.filter(({ type }) => type !== 'tool') ?? [];
    const feeds = inputs.flatMap(({ id }) => draft.wiresTo(`${nodeId}.${id}`));
    const fed = draft.wiresFrom(nodeId);
    for (const member of withInside(children, nodeId)) {
      draft.cutOff(member);
      gone.add(member);
    }
    const from = feeds.map((edge) => edge.from).find(isThere);
    if (from === undefined) continue;
    for (const { to } of fed) {
      if (!isThere(to)) continue;
      const verdict = judgeWireAmong(draft, document, portsOf, { from, to });
      if (verdict.allowed) draft.connect({ from, to }, verdict.replaces);
    }
  }
  return { ...deleteElements(document, { nodeIds, edgeIds: [] }), edges: draft.edges };
}

/** A node with all that lies in it. */
function withInside(
  children: ReadonlyMap<string, readonly string[]>,
  nodeId: string,
): readonly string[] {
  const inside = children.get(nodeId) ?? [];
  return [nodeId, ...inside.flatMap((child) => withInside(children, child))];
}
