import type { FlowDifference, ValueChange } from '../../core/model/flow-difference.ts';

/** One difference as a person would say it. */
export interface DifferenceRow {
  readonly key: string;
  readonly change: 'added' | 'removed' | 'changed' | 'moved';
  readonly about: 'flow' | 'node' | 'wire' | 'order';
  /** The node's title or the wire's name; '' where it is about a whole flow. */
  readonly title: string;
  /** The id of the node's kind; '' for all else. */
  readonly kind: string;
  readonly nodeId: string | undefined;
  /** The nodes whose held flows it lies in, outermost first, and their titles. */
  readonly path: readonly string[];
  readonly within: readonly string[];
  readonly values: readonly ValueChange[];
}

interface Level {
  readonly path: readonly string[];
  readonly within: readonly string[];
}

const top: Level = { path: [], within: [] };

/** All that is different as one list: each flow's own settings, its nodes, its wires, then what was only moved. */
export function listDifferences(
  difference: FlowDifference,
  level: Level = top,
): readonly DifferenceRow[] {
  const { flow, added, removed, changed, moved } = difference;
  const row = (
    change: DifferenceRow['change'],
    about: DifferenceRow['about'],
    parts: Partial<DifferenceRow>,
  ): DifferenceRow => ({
    key: [...level.path, change, about, parts.nodeId ?? parts.title ?? ''].join('/'),
    change,
    about,
    title: '',
    kind: '',
    nodeId: undefined,
    values: [],
    ...level,
    ...parts,
  });
  const lone = (change: 'added' | 'removed', nodes: FlowDifference['added']): DifferenceRow[] =>
    nodes.map(({ nodeId, node }) =>
      row(change, 'node', { nodeId, title: node.title || nodeId, kind: node.kind }),
    );
  const wires = (change: 'added' | 'removed', edges: FlowDifference['addedEdges']) =>
    edges.map(({ name }, at) => ({
      ...row(change, 'wire', { title: name }),
      key: [...level.path, change, name, at].join('/'),
    }));
  return [
    ...(flow.length === 0 ? [] : [row('changed', 'flow', { values: flow })]),
    ...lone('added', added),
    ...lone('removed', removed),
    ...changed.flatMap((node) => {
      const { nodeId, kind, values, held } = node;
      const title = node.title || nodeId;
      const inner = { path: [...level.path, nodeId], within: [...level.within, title] };
      return [
        ...(values.length === 0 ? [] : [row('changed', 'node', { nodeId, title, kind, values })]),
        ...(held === undefined ? [] : listDifferences(held, inner)),
      ];
    }),
    ...wires('added', difference.addedEdges),
    ...wires('removed', difference.removedEdges),
    ...(difference.reordered ? [row('changed', 'order', {})] : []),
    ...moved
      .filter(({ only }) => only)
      .map(({ nodeId, title }) => row('moved', 'node', { nodeId, title: title || nodeId })),
  ];
}
