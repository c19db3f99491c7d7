import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { Finding } from '../../core/model/finding.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import { refuseConnection } from '../../core/model/port.ts';
import type { Port, PortType } from '../../core/model/port.ts';
import type { JsonObject } from '../../core/shared/json.ts';
import { judgeWire } from '../document/connection-rules.ts';
import { addNode, connect, newNodeId } from '../document/flow-edits.ts';
import { nodeWidth } from '../document/placement.ts';
import { disableNode } from './node-fixes.ts';
import { containerOf } from './quick-fix.ts';
import type { FixScene, QuickFix } from './quick-fix.ts';

interface MissingInput {
  readonly scene: FixScene;
  readonly nodeId: string;
  readonly port: Port;
  /** On a container's inside. */
  readonly isInner: boolean;
}

/** Of an input that needs a wire: the output that fits, a new node that gives it a value, or a run without the node. */
export function fixMissingInput(scene: FixScene, { place }: Finding): readonly QuickFix[] {
  const { nodeId, portId } = place;
  if (nodeId === undefined || portId === undefined) return [];
  const ports = scene.portsOf(nodeId);
  const outer = ports?.inputs.find(({ id }) => id === portId);
  const port = outer ?? ports?.inner?.inputs.find(({ id }) => id === portId);
  if (port === undefined) return [disableNode(nodeId)];
  const missing = { scene, nodeId, port, isInner: outer === undefined };
  return [...connectFitting(missing), ...addSource(missing), disableNode(nodeId)];
}

const mostOffers = 2;
/** Every one is judged by the whole flow: further ones are not worth the time. */
const mostJudged = 60;

/** The only output that fits, else those that nothing takes yet; the nearest first. */
function connectFitting({ scene, nodeId, port }: MissingInput): readonly QuickFix[] {
  const { document } = scene;
  const to = `${nodeId}.${port.id}`;
  const taken = new Set(document.edges.map(({ from }) => from));
  const typed = listOutputs(scene)
    .filter(({ type, from }) => refuseConnection(type, port.type) === undefined && from !== to)
    .toSorted(
      (a, b) => distanceTo(document, a.nodeId, nodeId) - distanceTo(document, b.nodeId, nodeId),
    )
    .slice(0, mostJudged);
  const fitting = typed.filter(
    ({ from }) => judgeWire(document, scene.portsOf, { from, to }).allowed,
  );
  // Of one node's outputs the first is its result.
  const byNode = [...Map.groupBy(fitting, (output) => output.nodeId).values()].flatMap(
    (outputs) => outputs.find(({ type }) => type === port.type) ?? outputs.slice(0, 1),
  );
  const offered = byNode.length === 1 ? byNode : byNode.filter(({ from }) => !taken.has(from));
  return offered.slice(0, mostOffers).map(({ nodeId: source, from }) => ({
    id: `connect-${from}`,
    word: 'fixConnectInput',
    values: { title: document.nodes[source]?.title ?? source },
    apply: (flow) => connect(flow, { from, to }),
  }));
}

interface Output {
  readonly nodeId: string;
  readonly from: string;
  readonly type: PortType;
}

function listOutputs(scene: FixScene): readonly Output[] {
  return Object.keys(scene.document.nodes).flatMap((nodeId) => {
    const ports = scene.portsOf(nodeId);
    return [...(ports?.outputs ?? []), ...(ports?.inner?.outputs ?? [])].map(({ id, type }) => ({
      nodeId,
      from: `${nodeId}.${id}`,
      type,
    }));
  });
}

function distanceTo({ layout }: FlowDocument, a: string, b: string): number {
  const [left, top] = layout[a] ?? [0, 0];
  const [x, y] = layout[b] ?? [0, 0];
  return Math.hypot(left - x, top - y);
}

/** What a new constant holds until somebody writes something else. */
const constants: Partial<Record<PortType, JsonObject>> = {
  text: { type: 'text' },
  any: { type: 'text' },
  number: { type: 'number', value: '0' },
  boolean: { type: 'boolean', value: 'false' },
  json: { type: 'json', value: '{}' },
};

const inputTypes: ReadonlySet<PortType> = new Set(['text', 'number', 'json', 'any']);

/** The run's own input where the flow has none yet, else a value that stands in the flow. */
function addSource(missing: MissingInput): readonly QuickFix[] {
  const { scene, port, isInner } = missing;
  const hasInput = Object.values(scene.document.nodes).some(
    (node) => scene.kinds.find(({ kind }) => kind === node.kind)?.role === 'run-input',
  );
  const input = scene.kinds.find(({ role }) => role === 'run-input');
  const constant = scene.kinds.find(({ kind }) => kind === 'constant');
  const offers: QuickFix[] = [];
  if (input !== undefined && !hasInput && !isInner && inputTypes.has(port.type))
    offers.push(sourceFix(missing, input, { type: port.type }));
  const settings = constants[port.type];
  if (constant !== undefined && settings !== undefined)
    offers.push(sourceFix(missing, constant, settings));
  return offers;
}

function sourceFix(missing: MissingInput, kind: KindDescriptor, settings: JsonObject): QuickFix {
  const { scene, nodeId, port, isInner } = missing;
  const title = scene.titleOf(kind);
  const own = { ...kind, defaultSettings: { ...kind.defaultSettings, ...settings } };
  // The ends of a flow lie in no container; a wire from outside reaches into one.
  const around = isInner ? nodeId : containerOf(scene, nodeId);
  const parent = kind.role === undefined ? around : undefined;
  return {
    id: `add-${kind.kind}`,
    word: 'fixAddSource',
    values: { title },
    apply: (flow) => {
      const sourceId = newNodeId(flow);
      const [x, y] = flow.layout[nodeId] ?? [0, 0];
      const at = isInner ? { x: x + 100, y: y + 80 } : { x: x - nodeWidth - 80, y };
      const grown = addNode(flow, sourceId, own, { title, at, parent });
      const output = kind.ports.outputs[0]?.id ?? 'value';
      return connect(grown, { from: `${sourceId}.${output}`, to: `${nodeId}.${port.id}` });
    },
  };
}
