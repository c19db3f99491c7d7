import type { GraphIndex } from './graph-index.ts';
import { NodeMapping } from './node-mapping.ts';
import type { SourceNode } from './source-graph.ts';

/** Kinds whose result is an answer. */
const answering: ReadonlySet<string> = new Set(['llm', 'agent', 'summarize', 'extract']);

/** An output for every answer that nobody reads: there, what the last node says is the flow’s result. */
export function addOutputs(
  mappings: ReadonlyMap<string, NodeMapping>,
  index: GraphIndex,
): readonly NodeMapping[] {
  const read = new Set<string>();
  for (const mapping of mappings.values()) {
    for (const { ref } of mapping.wants) read.add(ref.node);
  }
  return [...mappings.values()].flatMap((mapping) => {
    const { node } = mapping;
    const isAnswer =
      mapping.outcome === 'nodes' && mapping.parts.some(({ kind }) => answering.has(kind));
    const goesOn = index.outOf(node.id).some(({ to }) => index.node(to) !== undefined);
    if (!isAnswer || goesOn || read.has(node.id) || node.parent !== undefined) return [];
    const added = new NodeMapping({ ...addedNode(node, 'answer', 'Answer'), ...beside(node, 340) });
    const part = added.add('output', {});
    added.want(part, 'value', { node: node.id, field: '' });
    added.note('added_output');
    return [added];
  });
}

/** An input that the program takes for granted, such as what a person says in a chat. */
export function addInput(id: string, title: string, readers: readonly SourceNode[]): NodeMapping {
  const [first] = readers;
  const node = first === undefined ? {} : beside(first, -340);
  const added = new NodeMapping({ id, type: 'input', title, settings: {}, ...node });
  const part = added.add('input', {});
  added.offer('', part, 'value');
  added.note('added_input');
  return added;
}

function addedNode(node: SourceNode, suffix: string, title: string): SourceNode {
  return { id: `${node.id}_${suffix}`, type: 'output', title, settings: {} };
}

function beside(
  { position }: SourceNode,
  distance: number,
): { readonly position?: readonly [number, number] } {
  return position === undefined ? {} : { position: [position[0] + distance, position[1]] };
}
