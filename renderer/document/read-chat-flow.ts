import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';

/** How a flow can be talked with. */
export interface ChatFlow {
  /** The input that takes what the person says; undefined: the flow takes no text. */
  readonly messageNodeId: string | undefined;
  /** The input that takes the earlier turns: one whose every wire leads to a port for chat messages. */
  readonly historyNodeId: string | undefined;
  /** A port for chat messages, `node.port`, that could take the earlier turns where none does. */
  readonly freeHistoryPort: string | undefined;
  /** The nodes whose text is the answer; what others say on the way is shown folded. */
  readonly speakerIds: ReadonlySet<string>;
}

type KindOf = (nodeId: string) => KindDescriptor | undefined;

/** Finds how a flow can be talked with. */
export function readChatFlow(document: FlowDocument, kinds: readonly KindDescriptor[]): ChatFlow {
  const kindOf = kindsOf(document, kinds);
  const historyNodeId = findHistoryInput(document, kinds);
  const texts = inputsOf(document, kindOf).filter(
    (nodeId) => nodeId !== historyNodeId && ['text', 'any'].includes(typeOf(document, nodeId)),
  );
  const promptSources = new Set(
    document.edges
      .filter(({ to }) => splitEndpoint(to).portId === 'prompt')
      .map(({ from }) => splitEndpoint(from).nodeId),
  );
  const speakerIds = findSpeakers(document, kindOf);
  const wired = new Set(document.edges.map(({ to }) => to));
  const ports = [...speakerIds].flatMap((nodeId) =>
    (kindOf(nodeId)?.ports.inputs ?? []).map(({ id }) => `${nodeId}.${id}`),
  );
  return {
    messageNodeId: texts.find((nodeId) => promptSources.has(nodeId)) ?? texts[0],
    historyNodeId,
    freeHistoryPort: ports.find((end) => takesMessages(kindOf, end) && !wired.has(end)),
    speakerIds,
  };
}

/** The input that takes the earlier turns of a conversation; undefined where the flow has none. */
export function findHistoryInput(
  document: FlowDocument,
  kinds: readonly KindDescriptor[],
): string | undefined {
  const kindOf = kindsOf(document, kinds);
  return inputsOf(document, kindOf).find((nodeId) => {
    if (typeOf(document, nodeId) === 'text') return false;
    const wires = document.edges.filter(({ from }) => splitEndpoint(from).nodeId === nodeId);
    return wires.length > 0 && wires.every(({ to }) => takesMessages(kindOf, to));
  });
}

function kindsOf({ nodes }: FlowDocument, kinds: readonly KindDescriptor[]): KindOf {
  const byKind = new Map(kinds.map((kind) => [kind.kind, kind]));
  return (nodeId) => byKind.get(nodes[nodeId]?.kind ?? '');
}

function inputsOf({ nodes }: FlowDocument, kindOf: KindOf): readonly string[] {
  return Object.entries(nodes)
    .filter(([nodeId, node]) => node.disabled !== true && kindOf(nodeId)?.role === 'run-input')
    .map(([nodeId]) => nodeId);
}

function takesMessages(kindOf: KindOf, end: string): boolean {
  const { nodeId, portId } = splitEndpoint(end);
  return kindOf(nodeId)?.ports.inputs.find(({ id }) => id === portId)?.type === 'messages';
}

function typeOf({ nodes }: FlowDocument, nodeId: string): string {
  const type = nodes[nodeId]?.settings['type'];
  return typeof type === 'string' ? type : 'text';
}

/** Walks back from the run's outputs to the nearest nodes that speak by themselves. */
function findSpeakers({ nodes, edges }: FlowDocument, kindOf: KindOf): ReadonlySet<string> {
  const sourcesOf = new Map<string, string[]>();
  const sources = new Set<string>();
  for (const { from, to } of edges) {
    const { nodeId } = splitEndpoint(to);
    const source = splitEndpoint(from).nodeId;
    sources.add(source);
    sourcesOf.set(nodeId, [...(sourcesOf.get(nodeId) ?? []), source]);
  }
  const outputs = Object.keys(nodes).filter((nodeId) => kindOf(nodeId)?.role === 'run-output');
  const ends = Object.keys(nodes).filter((nodeId) => !sources.has(nodeId));
  const speakers = new Set<string>();
  const seen = new Set<string>();
  const queue = outputs.length > 0 ? outputs : ends;
  for (let nodeId = queue.pop(); nodeId !== undefined; nodeId = queue.pop()) {
    if (seen.has(nodeId)) continue;
    seen.add(nodeId);
    if (speaks(kindOf(nodeId))) speakers.add(nodeId);
    else queue.push(...(sourcesOf.get(nodeId) ?? []));
  }
  return speakers;
}

function speaks(kind: KindDescriptor | undefined): boolean {
  if (kind === undefined) return false;
  const { category, isContainer } = kind;
  return (
    isContainer === true ||
    category === 'models' ||
    category === 'agents' ||
    kind.kind === 'sub-flow'
  );
}
