import type { FlowDocument, FlowEdge } from '../../core/model/flow-document.ts';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { Finding } from '../../core/model/finding.ts';
import { portAt } from '../../core/model/check-wires.ts';
import type { NodePorts, PortType } from '../../core/model/port.ts';
import { judgeWire } from '../document/connection-rules.ts';
import { nestingOf } from '../document/families.ts';
import { addNode, edgeId, newNodeId } from '../document/flow-edits.ts';
import type { Point } from '../document/flow-edits.ts';
import { nodeWidth } from '../document/placement.ts';
import { nearestWord } from './nearest-word.ts';
import { containerOf } from './quick-fix.ts';
import type { FixScene, QuickFix } from './quick-fix.ts';

interface EdgeTarget {
  readonly scene: FixScene;
  readonly index: number;
  readonly edge: FlowEdge;
}

/** The edge that a finding names; undefined where it is no longer the flow's. */
function edgeOf(scene: FixScene, { place }: Finding): EdgeTarget | undefined {
  const index = place.edgeIndex;
  const edge = index === undefined ? undefined : scene.document.edges[index];
  return index === undefined || edge === undefined ? undefined : { scene, index, edge };
}

/** Of a wire that cannot stay: it goes. */
export function fixWire(scene: FixScene, finding: Finding): readonly QuickFix[] {
  const target = edgeOf(scene, finding);
  return target === undefined ? [] : [removeWire(target)];
}

/** Of a wire whose port is not there: the port that was meant, or the only one that fits; else it goes. */
export function fixUnknownPort(scene: FixScene, finding: Finding): readonly QuickFix[] {
  const target = edgeOf(scene, finding);
  const side = finding.place.path[2];
  if (target === undefined || (side !== 'from' && side !== 'to')) return [];
  const { edge, index } = target;
  const { nodeId, portId } = splitEndpoint(edge[side]);
  const ports = scene.portsOf(nodeId);
  const list = side === 'from' ? ports?.outputs : ports?.inputs;
  const fitting = (list ?? [])
    .map(({ id }) => id)
    .filter((id) => {
      const wire = { ...edge, [side]: `${nodeId}.${id}` };
      const verdict = judgeWire(scene.document, scene.portsOf, wire, edgeId(edge));
      return verdict.allowed && verdict.replaces.length === 0;
    });
  const port = nearestWord(portId, fitting) ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (port === undefined) return [removeWire(target)];
  const move: QuickFix = {
    id: `move-${port}`,
    word: 'fixMoveWire',
    values: { port: list?.find(({ id }) => id === port)?.label ?? port },
    apply: (flow) => replaceEdge(flow, target, [{ ...edge, [side]: `${nodeId}.${port}` }]),
  };
  return [move, removeWire({ ...target, index })];
}

/** Of a wire between types that do not fit: a node that converts, where there is one, else the wire goes. */
export function fixTypes(scene: FixScene, finding: Finding): readonly QuickFix[] {
  const target = edgeOf(scene, finding);
  if (target === undefined) return [];
  const insert = insertConverter(target);
  return insert === undefined ? [removeWire(target)] : [insert, removeWire(target)];
}

interface Converter {
  readonly kind: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly input: string;
  readonly output: string;
}

/** What makes a value of the type out of any that can be written as text. */
const converters: Partial<Record<PortType, Converter>> = {
  messages: { kind: 'prompt', settings: { output: 'messages' }, input: 'text', output: 'messages' },
  number: { kind: 'json', settings: {}, input: 'text', output: 'value' },
  boolean: { kind: 'json', settings: {}, input: 'text', output: 'value' },
};

function insertConverter(target: EdgeTarget): QuickFix | undefined {
  const { scene, edge } = target;
  const { document } = scene;
  const ports = portsAtEnds(scene, edge);
  const route = nestingOf(document).routeOf(edge, ports);
  const from = portAt(ports, edge, 'from', route);
  const to = portAt(ports, edge, 'to', route);
  const converter = to === undefined ? undefined : converters[to.type];
  const kind = scene.kinds.find((known) => known.kind === converter?.kind);
  if (converter === undefined || kind === undefined || from === undefined || from.type === 'tool')
    return undefined;
  const [source, sink] = [splitEndpoint(edge.from).nodeId, splitEndpoint(edge.to).nodeId];
  const inside = route.kind === 'through' || route.kind === 'result';
  const parent = inside ? sink : containerOf(scene, sink);
  return {
    id: 'insert',
    word: 'fixInsertKind',
    values: { title: scene.titleOf(kind) },
    apply: (flow) => {
      const nodeId = newNodeId(flow);
      const title = scene.titleOf(kind);
      const at = between(flow, source, sink);
      const settings = { ...kind.defaultSettings, ...converter.settings };
      const grown = addNode(
        flow,
        nodeId,
        { ...kind, defaultSettings: settings },
        { title, at, parent },
      );
      return replaceEdge(grown, target, [
        { ...edge, to: `${nodeId}.${converter.input}` },
        { from: `${nodeId}.${converter.output}`, to: edge.to },
      ]);
    },
  };
}

function portsAtEnds(scene: FixScene, edge: FlowEdge): ReadonlyMap<string, NodePorts> {
  const ends = [edge.from, edge.to].map((end) => splitEndpoint(end).nodeId);
  return new Map(
    ends.flatMap((nodeId) => {
      const ports = scene.portsOf(nodeId);
      return ports === undefined ? [] : [[nodeId, ports] as const];
    }),
  );
}

/** In the middle of two nodes, a little lower where they stand too close. */
function between(flow: FlowDocument, source: string, sink: string): Point {
  const [left, top] = flow.layout[source] ?? [0, 0];
  const [right, bottom] = flow.layout[sink] ?? [left, top];
  const roomy = Math.abs(right - left) >= 2 * nodeWidth + 80;
  return { x: (left + right) / 2, y: (top + bottom) / 2 + (roomy ? 0 : 140) };
}

/** Of nodes that wait for each other: the wires from one of them that, gone, open each circle at the named node. */
export function fixCycle(scene: FixScene, { place }: Finding): readonly QuickFix[] {
  const { nodeId } = place;
  const { nodes, edges } = scene.document;
  if (nodeId === undefined) return [];
  const reached = reachedFrom(edges, nodeId);
  const joins = (source: string, { from, to }: FlowEdge): boolean =>
    splitEndpoint(from).nodeId === source && splitEndpoint(to).nodeId === nodeId;
  return [...reached].flatMap((source): readonly QuickFix[] => {
    const rest = edges.filter((edge) => !joins(source, edge));
    if (rest.length === edges.length || closesAt(rest, nodeId)) return [];
    const titleOf = (id: string): string => nodes[id]?.title ?? id;
    return [
      {
        id: `open-${source}`,
        word: 'fixRemoveWire',
        values: { from: titleOf(source), to: titleOf(nodeId) },
        apply: (flow) => ({ ...flow, edges: flow.edges.filter((edge) => !joins(source, edge)) }),
      },
    ];
  });
}

function closesAt(edges: readonly FlowEdge[], nodeId: string): boolean {
  const reached = reachedFrom(edges, nodeId);
  return edges.some(
    ({ from, to }) =>
      splitEndpoint(to).nodeId === nodeId && reached.has(splitEndpoint(from).nodeId),
  );
}

function reachedFrom(edges: readonly FlowEdge[], start: string): ReadonlySet<string> {
  const next = Map.groupBy(edges, ({ from }) => splitEndpoint(from).nodeId);
  const reached = new Set<string>([start]);
  for (const nodeId of reached)
    for (const { to } of next.get(nodeId) ?? []) reached.add(splitEndpoint(to).nodeId);
  return reached;
}

function removeWire(target: EdgeTarget): QuickFix {
  const { scene, edge, index } = target;
  const nameOf = (end: string): string => {
    const { nodeId } = splitEndpoint(end);
    return scene.document.nodes[nodeId]?.title ?? nodeId;
  };
  return {
    id: `remove-${index}`,
    word: 'fixRemoveWire',
    values: { from: nameOf(edge.from), to: nameOf(edge.to) },
    apply: (flow) => replaceEdge(flow, target, []),
  };
}

/** Puts others in the place of an edge; of two that are alike only the one at its index goes. */
function replaceEdge(
  flow: FlowDocument,
  { index, edge }: EdgeTarget,
  others: readonly FlowEdge[],
): FlowDocument {
  const isThere = (at: FlowEdge | undefined): boolean =>
    at?.from === edge.from && at.to === edge.to;
  const at = isThere(flow.edges[index]) ? index : flow.edges.findIndex(isThere);
  return at < 0 ? flow : { ...flow, edges: flow.edges.toSpliced(at, 1, ...others) };
}
