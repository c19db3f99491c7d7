import type { WiredEdge, Wiring } from '../model/check-wires.ts';
import type { FlowDocument } from '../model/flow-document.ts';
import type { NodePorts, Port } from '../model/port.ts';

/** The source of what enters a plan from outside, and the target of what leaves it. */
const outside = -1;

/** A wire as its target sees it. */
export interface Wire {
  /** Index of the node; -1: a value that enters the plan from outside. */
  readonly source: number;
  readonly sourcePort: string;
  /** Index of the node; -1: a result of the plan. */
  readonly target: number;
  readonly targetPort: Port;
  /** The title of the node that it comes from, for an input that goes by it. */
  readonly sourceTitle?: string;
  /** Whether it brings a container what nodes in it take from outside; `targetPort.id` is then "node.port". */
  readonly isCapture?: true;
}

/** A node that offers tools, as the node that may call them sees it. */
export interface ToolWire {
  readonly sourceId: string;
  readonly targetPort: Port;
}

/** A node as the scheduler sees it; nodes refer to each other by index. */
export interface PlanNode {
  readonly index: number;
  readonly id: string;
  readonly title: string;
  /** False for nodes that only offer tools: they run when a model calls them; and for those without any port. */
  readonly executes: boolean;
  readonly disabled: boolean;
  /** Data wires into the node. */
  readonly inputs: readonly Wire[];
  /** Data wires out of the node, to others of the same plan. */
  readonly outputs: readonly Wire[];
  readonly tools: readonly ToolWire[];
  /** Whether its work counts even if no other node needs it: it gives a result of the plan. */
  readonly isKept: boolean;
  /** What lies in it, for a container. */
  readonly body?: Plan;
}

/** A flow, or the body of a container, compiled for execution; holds no state of any run. */
export interface Plan {
  readonly nodes: readonly PlanNode[];
  /** Wires that bring values from outside the plan; a node's captures have its "node.port" as their source. */
  readonly entry: readonly Wire[];
  /** Wires that carry values out of the plan. */
  readonly results: readonly Wire[];
  /** Whether single nodes may have to be stopped, since a race can make them needless. */
  readonly hasRaces: boolean;
}

interface MutablePlan extends Plan {
  readonly nodes: MutableNode[];
  readonly entry: Wire[];
  readonly results: Wire[];
  hasRaces: boolean;
}

interface MutableNode extends PlanNode {
  readonly plan: MutablePlan;
  readonly body?: MutablePlan;
  readonly inputs: Wire[];
  readonly outputs: Wire[];
  readonly tools: ToolWire[];
  isKept: boolean;
}

/** Compiles a valid document. A document with errors may throw or give a plan that cannot finish: validate first. */
export function compilePlan(wiring: Wiring, isContainer: (nodeId: string) => boolean): Plan {
  const builder = new PlanBuilder(wiring, isContainer);
  for (const wired of wiring.edges) if (wired.toPort) builder.addEdge(wired, wired.toPort);
  return builder.plan;
}

class PlanBuilder {
  readonly plan = emptyPlan();
  readonly #nodes = new Map<string, MutableNode>();
  /** Which values each container is given for the nodes in it, as "container node.port". */
  readonly #captured = new Set<string>();

  constructor({ document, ports, nesting }: Wiring, isContainer: (nodeId: string) => boolean) {
    const bodies = new Map<string, MutablePlan>();
    const bodyOf = (container: string): MutablePlan => {
      const known = bodies.get(container) ?? emptyPlan();
      bodies.set(container, known);
      return known;
    };
    for (const nodeId of Object.keys(document.nodes)) {
      const parent = nesting.parentOf(nodeId);
      const plan = parent === undefined ? this.plan : bodyOf(parent);
      const body = isContainer(nodeId) ? bodyOf(nodeId) : undefined;
      this.#addNode(document, nodeId, ports.get(nodeId), plan, body);
    }
  }

  addEdge({ edge, from, to, route }: WiredEdge, targetPort: Port): void {
    const source = this.#nodes.get(from.nodeId);
    const target = this.#nodes.get(to.nodeId);
    if (!source || !target) return;
    if (targetPort.type === 'tool') {
      target.tools.push({ sourceId: from.nodeId, targetPort });
      return;
    }
    const sourcePort = from.portId;
    if (route.kind === 'plain' && targetPort.keyed !== true) {
      join(source.plan, { source: source.index, sourcePort, target: target.index, targetPort });
      return;
    }
    const titled = targetPort.keyed === true ? { sourceTitle: source.title } : {};
    const start = { source: source.index, sourcePort, ...titled };
    const inside = { source: outside, sourcePort, ...titled };
    switch (route.kind) {
      case 'plain':
        join(source.plan, { ...start, target: target.index, targetPort });
        return;
      case 'result':
        source.isKept = true;
        target.body?.results.push({ ...start, target: outside, targetPort });
        return;
      case 'through':
        target.body?.results.push({ ...inside, target: outside, targetPort });
        return;
      case 'capture':
        this.#descend(source.plan, start, route.into, edge.from, target, targetPort);
        return;
      case 'entry':
        if (source.body)
          this.#descend(source.body, inside, route.into, edge.from, target, targetPort);
        return;
      case 'leaves':
    }
  }

  /** Hands a value down from container to container until it is in the target's plan. */
  #descend(
    plan: MutablePlan,
    start: Pick<Wire, 'source' | 'sourcePort' | 'sourceTitle'>,
    into: readonly string[],
    name: string,
    target: MutableNode,
    targetPort: Port,
  ): void {
    const titled = start.sourceTitle === undefined ? {} : { sourceTitle: start.sourceTitle };
    let from = start;
    let at = plan;
    for (const containerId of into) {
      const container = this.#nodes.get(containerId);
      if (!container?.body) return;
      if (!this.#captured.has(`${containerId} ${name}`)) {
        this.#captured.add(`${containerId} ${name}`);
        const port: Port = { id: name, label: name, type: 'any' };
        join(at, { ...from, target: container.index, targetPort: port, isCapture: true });
      }
      from = { source: outside, sourcePort: name, ...titled };
      at = container.body;
    }
    join(at, { ...from, target: target.index, targetPort });
  }

  #addNode(
    document: FlowDocument,
    nodeId: string,
    ports: NodePorts | undefined,
    plan: MutablePlan,
    body: MutablePlan | undefined,
  ): void {
    const node = document.nodes[nodeId];
    const added: MutableNode = {
      index: plan.nodes.length,
      id: nodeId,
      title: node?.title ?? nodeId,
      executes: doesExecute(ports),
      disabled: node?.disabled === true,
      inputs: [],
      outputs: [],
      tools: [],
      isKept: false,
      plan,
      ...(body === undefined ? {} : { body }),
    };
    plan.nodes.push(added);
    plan.hasRaces ||= ports?.inputs.some((port) => port.race === 'cancel-rest') === true;
    this.#nodes.set(nodeId, added);
  }
}

/** A node that only offers tools runs when a model calls them; one without any port, such as a note, never does. */
function doesExecute(ports: NodePorts | undefined): boolean {
  if (ports === undefined) return true;
  const { inputs, outputs, inner } = ports;
  if (outputs.length > 0) return outputs.some((port) => port.type !== 'tool');
  return inputs.length > 0 || inner !== undefined;
}

function emptyPlan(): MutablePlan {
  return { nodes: [], entry: [], results: [], hasRaces: false };
}

function join(plan: MutablePlan, wire: Wire): void {
  plan.nodes[wire.target]?.inputs.push(wire);
  const leaving = wire.source === outside ? plan.entry : plan.nodes[wire.source]?.outputs;
  leaving?.push(wire);
}
