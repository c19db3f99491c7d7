import type { Edge, Node } from '@xyflow/react';
import type { ComparedNode, StepAspect } from '../../core/contracts/comparison/run-comparison.ts';
import { splitEndpoint, type FlowDocument } from '../../core/model/flow-document.ts';
import { heldFlow } from '../document/flow-path.ts';
import { edgeId } from '../document/flow-edits.ts';
import { boxOf, childrenByParent } from '../document/frames.ts';
import { nodeWidth } from '../document/placement.ts';
import { paceOf } from './compare-figures.ts';

/** `none`: neither run came to it. */
export type ComparedMark = ComparedNode['mark'] | 'none';

interface ComparedNodeData extends Record<string, unknown> {
  readonly mark: ComparedMark;
  readonly title: string;
  readonly kind: string;
  readonly differs: readonly StepAspect[];
  readonly pace: ReturnType<typeof paceOf>;
  /** How often each run came to it. */
  readonly countA: number;
  readonly countB: number;
  /** The first row of it; undefined where neither run came to it. */
  readonly row: number | undefined;
  readonly isFrame: boolean;
  /** It holds a flow that can be entered. */
  readonly isHolder: boolean;
}

export type DrawnNode = Node<ComparedNodeData, 'compared'>;

const nodeHeight = 84;

interface Drawn {
  readonly a: FlowDocument;
  readonly b: FlowDocument;
  /** What stands before the ids of these flows' nodes in the comparison. */
  readonly prefix: string;
  readonly nodes: ReadonlyMap<string, ComparedNode>;
}

/** Two flows that ran in one drawing, each node with what became of it in both runs. */
export function drawComparison(
  { a, b, prefix, nodes }: Drawn,
  isContainer: (kind: string) => boolean,
): { readonly nodes: readonly DrawnNode[]; readonly edges: readonly Edge[] } {
  const union: FlowDocument = {
    ...b,
    nodes: { ...a.nodes, ...b.nodes },
    layout: { ...a.layout, ...b.layout },
  };
  const children = childrenByParent(union);
  const isFrame = (id: string): boolean =>
    isContainer(union.nodes[id]?.kind ?? '') || union.layout[id]?.length === 4;
  const drawn = Object.entries(union.nodes).map(([id, { title, kind }]): DrawnNode => {
    const found = nodes.get(prefix + id);
    const framed = isFrame(id);
    const { x, y, ...size } = boxOf(union, id, isFrame, children);
    const { width, height } = framed ? size : { width: nodeWidth, height: nodeHeight };
    const data: ComparedNodeData = {
      mark: found?.mark ?? 'none',
      title: title || id,
      kind,
      differs: found?.differs ?? [],
      pace: found && paceOf(found),
      countA: found?.countA ?? 0,
      countB: found?.countB ?? 0,
      row: found?.row,
      isFrame: framed,
      isHolder: heldFlow(union, id) !== undefined,
    };
    const place = { id, type: 'compared' as const, position: { x, y }, width, height };
    return {
      ...place,
      data,
      measured: { width, height },
      selectable: found !== undefined,
      ...(framed ? { zIndex: -1 } : {}),
    };
  });
  return { nodes: drawn, edges: drawEdges(a, b, union) };
}

function drawEdges(a: FlowDocument, b: FlowDocument, union: FlowDocument): readonly Edge[] {
  const wires = new Map([...a.edges, ...b.edges].map((edge) => [edgeId(edge), edge]));
  return [...wires].flatMap(([id, edge]) => {
    const [source, target] = [splitEndpoint(edge.from).nodeId, splitEndpoint(edge.to).nodeId];
    if (union.nodes[source] === undefined || union.nodes[target] === undefined) return [];
    const ends = {
      source,
      target,
      // A container hands its values to what lies in it from its left side, and takes them at its right.
      sourceHandle: union.nodes[target].parent === source ? 'inner' : 'outer',
      targetHandle: union.nodes[source].parent === target ? 'inner' : 'outer',
    };
    return [{ id, ...ends, className: 'compared-wire', focusable: false }];
  });
}
