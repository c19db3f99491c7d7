import { splitEndpoint, type FlowDocument } from '../model/flow-document.ts';
import type { NodePorts, Port } from '../model/port.ts';
import type { KindRegistry } from '../module/kind-registry.ts';

/** A wire as its target sees it. */
export interface Wire {
  readonly source: number;
  readonly sourcePort: string;
  readonly target: number;
  readonly targetPort: Port;
}

/** A node as the scheduler sees it; nodes refer to each other by index. */
export interface PlanNode {
  readonly index: number;
  readonly id: string;
  /** False for nodes that only offer tools: they run when a model calls them. */
  readonly executes: boolean;
  readonly disabled: boolean;
  /** Data wires into the node. */
  readonly inputs: readonly Wire[];
  /** Data wires out of the node. */
  readonly outputs: readonly Wire[];
  /** Wires from nodes that offer tools. */
  readonly tools: readonly Wire[];
  /** Whether its work counts even if no other node needs it. */
  readonly isKept: boolean;
}

/** A flow compiled for execution; holds no state of any run. */
export interface Plan {
  readonly nodes: readonly PlanNode[];
  /** Wires that bring values from outside the plan; their source is -1. */
  readonly entry: readonly Wire[];
  /** Whether single nodes may have to be stopped, since a race can make them needless. */
  readonly hasRaces: boolean;
}

interface MutableNode extends PlanNode {
  readonly inputs: Wire[];
  readonly outputs: Wire[];
  readonly tools: Wire[];
}

/** Compiles a valid document. A document with errors may throw or give a plan that cannot finish: validate first. */
export function compilePlan(document: FlowDocument, kinds: KindRegistry): Plan {
  const index = new Map<string, number>();
  const ports: NodePorts[] = [];
  const nodes: MutableNode[] = Object.entries(document.nodes).map(([id, node], position) => {
    const nodePorts = kinds.find(node.kind)?.ports(node.settings) ?? { inputs: [], outputs: [] };
    index.set(id, position);
    ports.push(nodePorts);
    return {
      index: position,
      id,
      executes:
        nodePorts.outputs.length === 0 || nodePorts.outputs.some((port) => port.type !== 'tool'),
      disabled: node.disabled === true,
      inputs: [],
      outputs: [],
      tools: [],
      isKept: false,
    };
  });
  for (const edge of document.edges) {
    const from = splitEndpoint(edge.from);
    const to = splitEndpoint(edge.to);
    const source = nodes[index.get(from.nodeId) ?? -1];
    const target = nodes[index.get(to.nodeId) ?? -1];
    const targetPort = target && ports[target.index]?.inputs.find((port) => port.id === to.portId);
    if (!source || !target || !targetPort) continue;
    const wire: Wire = {
      source: source.index,
      sourcePort: from.portId,
      target: target.index,
      targetPort,
    };
    if (targetPort.type === 'tool') target.tools.push(wire);
    else {
      target.inputs.push(wire);
      source.outputs.push(wire);
    }
  }
  const hasRaces = ports.some(({ inputs }) => inputs.some((port) => port.race === 'cancel-rest'));
  return { nodes, entry: [], hasRaces };
}
