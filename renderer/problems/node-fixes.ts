import type { FlowDocument } from '../../core/model/flow-document.ts';
import { changeNode, deleteElements, disableNodes } from '../document/flow-edits.ts';
import { withParent } from '../document/families.ts';
import { nearestWord } from './nearest-word.ts';
import type { FixTarget, QuickFix } from './quick-fix.ts';

/** Of a kind that nobody knows: the kind that was meant, else the node goes. */
export function fixUnknownKind({ scene, nodeId, node }: FixTarget): readonly QuickFix[] {
  const meant = nearestWord(
    node.kind,
    scene.kinds.map(({ kind }) => kind),
  );
  const kind = scene.kinds.find((known) => known.kind === meant);
  return [
    ...(kind === undefined
      ? []
      : [
          {
            id: `kind-${kind.kind}`,
            word: 'fixChangeKind',
            values: { title: scene.titleOf(kind) },
            // Only its name was wrong: settings and wires were made for the kind that was meant.
            apply: (flow: FlowDocument) =>
              changeNode(flow, nodeId, (old) => ({ ...old, kind: kind.kind })),
          } as const,
        ]),
    deleteNode(nodeId),
  ];
}

/** Of a node that stands for another program's: it goes. Another kind is chosen at the node itself. */
export function fixPlaceholder({ nodeId }: FixTarget): readonly QuickFix[] {
  return [deleteNode(nodeId)];
}

function deleteNode(nodeId: string): QuickFix {
  return {
    id: 'delete',
    word: 'fixDeleteNode',
    values: {},
    apply: (flow) => deleteElements(flow, { nodeIds: [nodeId], edgeIds: [] }),
  };
}

/** Of a node that nothing needs: it takes no part in runs, or goes. */
export function fixLooseNode({ nodeId }: FixTarget): readonly QuickFix[] {
  return [disableNode(nodeId), deleteNode(nodeId)];
}

/** Of a node that is named as another one is: the same name with the first number that is free. */
export function fixEqualTitle({ scene, nodeId, node }: FixTarget): readonly QuickFix[] {
  const taken = new Set(Object.values(scene.document.nodes).map(({ title }) => title));
  let number = 2;
  while (taken.has(`${node.title} ${number}`)) number += 1;
  const title = `${node.title} ${number}`;
  return [
    {
      id: 'rename',
      word: 'fixRename',
      values: { title },
      apply: (flow) => changeNode(flow, nodeId, (old) => ({ ...old, title })),
    },
  ];
}

/** Takes a node out of runs: what it lacks is not asked for then. */
export function disableNode(nodeId: string): QuickFix {
  return {
    id: 'disable',
    word: 'fixDisableNode',
    values: {},
    apply: (flow) => disableNodes(flow, [nodeId], true),
  };
}

/** Of a node that a newer program made: it counts as one of the version that is known here. */
export function fixNewerKind({ nodeId, kind }: FixTarget): readonly QuickFix[] {
  if (kind === undefined) return [];
  const { version } = kind;
  return [
    {
      id: 'version',
      word: 'fixUseKnownVersion',
      values: { version },
      apply: (flow) => changeNode(flow, nodeId, (node) => ({ ...node, kindVersion: version })),
    },
  ];
}

/** Of a node that lies where it may not: it lies in nothing. */
export function fixParent({ nodeId }: FixTarget): readonly QuickFix[] {
  return [
    {
      id: 'leave',
      word: 'fixLeaveContainer',
      values: {},
      apply: (flow) => changeNode(flow, nodeId, (node) => withParent(node, undefined)),
    },
  ];
}
