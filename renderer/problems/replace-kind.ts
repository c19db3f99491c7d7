import type { FlowDocument, FlowEdge } from '../../core/model/flow-document.ts';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import type { NodePorts, Port, PortType } from '../../core/model/port.ts';
import { refuseConnection } from '../../core/model/port.ts';

/**
 * Makes a node one of another kind, with that kind's default settings but for those that both have; title, place and wires
 * stay. A wire keeps its port where the kind has one of that name that fits, else it takes the next that does; one without a port left goes.
 */
export function replaceKind(
  flow: FlowDocument,
  nodeId: string,
  kind: KindDescriptor,
  portsOf: (nodeId: string) => NodePorts | undefined,
): FlowDocument {
  const node = flow.nodes[nodeId];
  if (node === undefined) return flow;
  const next: typeof node = {
    ...node,
    kind: kind.kind,
    kindVersion: kind.version,
    settings: Object.assign(
      structuredClone(kind.defaultSettings) as typeof node.settings,
      sharedSettings(node.settings, kind),
    ),
  };
  const taken = new Set<string>();
  const edges = flow.edges.flatMap((edge): FlowEdge[] => {
    const from = splitEndpoint(edge.from);
    const to = splitEndpoint(edge.to);
    if (from.nodeId === nodeId && to.nodeId === nodeId) return [];
    if (to.nodeId === nodeId) {
      const given = typeAt(portsOf(from.nodeId)?.outputs, from.portId);
      const free = kind.ports.inputs.filter(
        ({ id, multiple }) => multiple === true || !taken.has(id),
      );
      const port = choosePort(free, to.portId, (type) => refuseConnection(given, type));
      if (port === undefined) return [];
      taken.add(port);
      return [{ ...edge, to: `${nodeId}.${port}` }];
    }
    if (from.nodeId !== nodeId) return [edge];
    const wanted = typeAt(portsOf(to.nodeId)?.inputs, to.portId);
    const port = choosePort(kind.ports.outputs, from.portId, (type) =>
      refuseConnection(type, wanted),
    );
    return port === undefined ? [] : [{ ...edge, from: `${nodeId}.${port}` }];
  });
  return { ...flow, nodes: { ...flow.nodes, [nodeId]: next }, edges };
}

/** Settings of the old kind that the new one has, too, with a value of the same type. */
function sharedSettings(
  settings: FlowDocument['nodes'][string]['settings'],
  { defaultSettings }: KindDescriptor,
): FlowDocument['nodes'][string]['settings'] {
  return Object.fromEntries(
    Object.entries(settings).filter(([key, value]) => {
      const standard = defaultSettings[key];
      return typeof standard === typeof value && Array.isArray(standard) === Array.isArray(value);
    }),
  );
}

function typeAt(ports: readonly Port[] | undefined, portId: string): PortType {
  return ports?.find(({ id }) => id === portId)?.type ?? 'any';
}

function choosePort(
  ports: readonly Port[],
  wished: string,
  refuse: (type: PortType) => string | undefined,
): string | undefined {
  const fitting = ports.filter(({ type }) => refuse(type) === undefined);
  return (fitting.find(({ id }) => id === wished) ?? fitting[0])?.id;
}
