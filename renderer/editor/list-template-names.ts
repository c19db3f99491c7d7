import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { NodePorts } from '../../core/model/port.ts';
import type { TemplateName } from './template-completion.ts';

interface NameScene {
  readonly document: FlowDocument;
  readonly portsOf: (nodeId: string) => NodePorts | undefined;
  /** Says that a value comes from a node that is not wired yet. */
  readonly notWired: (title: string) => string;
  readonly noValue: string;
}

/** Names that mean something in a node's templates: its inputs, and the nodes before it that could be wired to it. */
export function listTemplateNames(nodeId: string, scene: NameScene): readonly TemplateName[] {
  const { document, portsOf } = scene;
  const sources = new Map(
    document.edges
      .filter(({ to }) => splitEndpoint(to).nodeId === nodeId)
      .map(({ from, to }) => [splitEndpoint(to).portId, splitEndpoint(from).nodeId]),
  );
  const titleOf = (id: string): string => document.nodes[id]?.title ?? id;
  const own = (portsOf(nodeId)?.inputs ?? [])
    .filter(({ type, id, label }) => type !== 'tool' && (id === label || sources.has(id)))
    .map(({ id }): TemplateName => {
      const source = sources.get(id);
      return source === undefined
        ? { name: id, from: scene.noValue, rank: 1 }
        : { name: id, from: titleOf(source), rank: 0 };
    });
  const taken = new Set(own.map(({ name }) => name));
  const wired = new Set(sources.values());
  const after = nodesAfter(document, nodeId);
  const others = Object.keys(document.nodes)
    .filter((id) => !after.has(id) && !wired.has(id) && givesData(portsOf(id)))
    .flatMap((id): readonly TemplateName[] => {
      const name = nameFrom(titleOf(id));
      if (name === '' || taken.has(name)) return [];
      taken.add(name);
      return [{ name, from: scene.notWired(titleOf(id)), rank: 2 }];
    });
  return [...own, ...others];
}

function givesData(ports: NodePorts | undefined): boolean {
  return ports?.outputs.some(({ type }) => type !== 'tool') === true;
}

/** The node and all that waits for it: what they give cannot come back to it. */
function nodesAfter({ edges }: FlowDocument, nodeId: string): ReadonlySet<string> {
  const next = Map.groupBy(edges, ({ from }) => splitEndpoint(from).nodeId);
  const after = new Set([nodeId]);
  for (const id of after)
    for (const { to } of next.get(id) ?? []) after.add(splitEndpoint(to).nodeId);
  return after;
}

/** A title as a name: `Search results` becomes `search_results`. */
function nameFrom(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^[_\p{N}]+/u, '')
    .replace(/_+$/, '');
}
