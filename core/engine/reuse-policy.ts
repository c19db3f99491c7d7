import { splitEndpoint, type FlowDocument, type FlowNode } from '../model/flow-document.ts';
import type { RunOrigin } from '../model/run-request.ts';
import { MillraceError } from '../shared/errors.ts';
import type { Plan, PlanNode } from './plan.ts';

/** How far a node's earlier work may be taken over. */
interface Reuse {
  /** Its outputs, where its inputs are the same. */
  readonly whole: boolean;
  /** The work of what lies in it, each for itself, even where its inputs differ. */
  readonly parts: boolean;
  /** Whether the run goes on when it fails: then its failure is a result like any other. */
  readonly recovers: boolean;
  /** How often it is tried again. */
  readonly retries: number;
}

/** What of an earlier run may be taken over, node by node. */
export interface ReusePolicy {
  /** By the node's path; what lies in a sub-flow follows the sub-flow's node. */
  reuseOf(nodePath: string): Reuse;
  /** Whether what people pinned, or changed while it was held, still counts; otherwise what is pinned now decides. */
  readonly keepsGiven: boolean;
}

const nothing: Reuse = { whole: false, parts: false, recovers: false, retries: 0 };

interface PolicyParts {
  readonly origin: RunOrigin;
  /** The flow that runs now, and as it ran before. */
  readonly document: FlowDocument;
  readonly before: FlowDocument | undefined;
  readonly plan: Plan;
  /** Whether nodes of a kind are where flows end. */
  isOutput(kind: string): boolean;
  /** Whether a node would give the same once more for the same inputs, as far as is known. */
  isRepeatable(node: FlowNode): boolean;
}

/** Throws `unknown_node` for a fork at a node that the flow has not. */
export function createReusePolicy(parts: PolicyParts): ReusePolicy {
  const { origin, plan } = parts;
  const redone = new Set<string>();
  const touched = new Set<string>();
  if (origin.kind === 'fork') redoFrom(plan, origin.node ?? '', redone, touched);
  const known = new Map<string, Reuse>();
  const nodes = new Map<string, PlanNode>();
  collect(plan, nodes);
  const decide = (id: string): Reuse => {
    if (redone.has(id)) return nothing;
    const node = nodes.get(id);
    const isSame =
      isSameNode(id, parts) && (node?.tools ?? []).every((wire) => reuse(wire.sourceId).whole);
    const settings = parts.document.nodes[id]?.settings ?? {};
    const recovers = (settings['onError'] ?? 'fail') !== 'fail';
    const retries = Number(settings['retries'] ?? 0);
    if (node?.body === undefined)
      return { whole: isSame, parts: isSame && isSubFlow(id, parts), recovers, retries };
    const whole = isSame && !touched.has(id) && isClosed(node, parts, reuse);
    return { whole, parts: true, recovers, retries };
  };
  const reuse = (id: string): Reuse => {
    const found = known.get(id) ?? decide(id);
    known.set(id, found);
    return found;
  };
  return {
    reuseOf: (path) => reuse(path.split('/', 1)[0] ?? path),
    keepsGiven: origin.kind === 'resume',
  };
}

/** Whether a container gives the same for the same inputs, and nothing besides: then it need not be looked into. */
function isClosed(node: PlanNode, parts: PolicyParts, reuse: (id: string) => Reuse): boolean {
  if (node.inputs.some((wire) => wire.isCapture === true)) return false;
  const { document, before } = parts;
  if (before === undefined || describeInside(node.id, document) !== describeInside(node.id, before))
    return false;
  return (node.body?.nodes ?? []).every(
    ({ id }) => reuse(id).whole && !parts.isOutput(parts.document.nodes[id]?.kind ?? ''),
  );
}

/** What makes the inside of a container besides its nodes' settings: which nodes, their names and wires. */
function describeInside(id: string, { nodes, edges }: FlowDocument): string {
  const inside = new Map(Object.entries(nodes).filter(([, { parent }]) => parent === id));
  const wires = edges.filter((edge) =>
    [edge.from, edge.to].some((end) => inside.has(splitEndpoint(end).nodeId)),
  );
  const through = edges.filter(({ from, to }) =>
    [from, to].every((end) => splitEndpoint(end).nodeId === id),
  );
  return JSON.stringify([
    [...inside].map(([nodeId, { title }]) => [nodeId, title]),
    [...wires, ...through].map(({ from, to }) => [from, to]),
  ]);
}

function isSameNode(id: string, { document, before, isRepeatable }: PolicyParts): boolean {
  const node = document.nodes[id];
  const earlier = before?.nodes[id];
  if (node === undefined || earlier === undefined || !isRepeatable(node)) return false;
  return (
    node.kind === earlier.kind &&
    node.kindVersion === earlier.kindVersion &&
    node.disabled === earlier.disabled &&
    JSON.stringify(node.settings) === JSON.stringify(earlier.settings)
  );
}

function isSubFlow(id: string, { document }: PolicyParts): boolean {
  return document.nodes[id]?.kind === 'sub-flow';
}

function collect(plan: Plan, into: Map<string, PlanNode>): void {
  for (const node of plan.nodes) {
    into.set(node.id, node);
    if (node.body) collect(node.body, into);
  }
}

/** Notes a node and all that comes after it, and the containers around them, which do a part of their work anew. */
function redoFrom(plan: Plan, nodeId: string, redone: Set<string>, touched: Set<string>): void {
  const path = findPath(plan, nodeId);
  if (path === undefined) {
    throw new MillraceError(
      'unknown_node',
      `There is no node "${nodeId}" that runs in this flow.`,
      {
        action: 'Choose a node that is in the flow as it is now.',
      },
    );
  }
  path.forEach(({ plan: around, node }, depth) => {
    if (depth === path.length - 1) redo(around, node, redone);
    else {
      touched.add(node.id);
      for (const wire of node.outputs) redoTarget(around, wire.target, redone);
    }
  });
}

function redo(plan: Plan, node: PlanNode, redone: Set<string>): void {
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (redone.has(next.id)) continue;
    redone.add(next.id);
    const inside = new Map<string, PlanNode>();
    if (next.body) collect(next.body, inside);
    for (const id of inside.keys()) redone.add(id);
    for (const { target } of next.outputs) {
      const after = plan.nodes[target];
      if (after) waiting.push(after);
    }
  }
}

function redoTarget(plan: Plan, target: number, redone: Set<string>): void {
  const node = plan.nodes[target];
  if (node) redo(plan, node, redone);
}

interface PathStep {
  readonly plan: Plan;
  readonly node: PlanNode;
}

/** The containers around a node, from outside, and the node itself. */
export function findPath(plan: Plan, nodeId: string): readonly PathStep[] | undefined {
  for (const node of plan.nodes) {
    if (node.id === nodeId) return [{ plan, node }];
    const inner = node.body && findPath(node.body, nodeId);
    if (inner) return [{ plan, node }, ...inner];
  }
  return undefined;
}
