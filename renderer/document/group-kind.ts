import type { FlowDocument, FlowNode } from '../../core/model/flow-document.ts';
import type { Box } from './frames.ts';

/** The kind of a titled frame behind nodes; it has no ports and does not run. Containers are something else. */
export const groupKind = 'group';

/** Measures of a group, px at zoom 1. */
export const groupMeasure = {
  header: 32,
  /** Between what lies in it and its edges. */
  padding: 20,
  /** Where nobody resized it. */
  width: 360,
  height: 240,
} as const;

/** The colours that the kind knows; each group has a title besides, so that no colour stands alone. */
export const groupColors = ['grey', 'blue', 'green', 'yellow', 'red', 'purple'] as const;

export type GroupColor = (typeof groupColors)[number];

/** A group's colour; what the kind does not know is drawn blue. */
export function groupColorOf({ settings }: Pick<FlowNode, 'settings'>): GroupColor {
  return groupColors.find((color) => color === settings['color']) ?? 'blue';
}

export function isGroup(node: Pick<FlowNode, 'kind'> | undefined): boolean {
  return node?.kind === groupKind;
}

/** Where a group stands and how large it is. */
export function groupBox({ layout }: FlowDocument, groupId: string): Box {
  const [x, y, width, height] = layout[groupId] ?? [0, 0];
  return { x, y, width: width ?? groupMeasure.width, height: height ?? groupMeasure.height };
}

/**
 * The innermost group that each node lies in, among nodes that stand side by side: a node by its middle, a group whole.
 */
export function groupsAround(
  groups: ReadonlyMap<string, Box>,
  others: ReadonlyMap<string, Box>,
): ReadonlyMap<string, string> {
  const bySize = [...groups].sort(
    ([idA, a], [idB, b]) => a.width * a.height - b.width * b.height || (idA < idB ? -1 : 1),
  );
  const around = new Map<string, string>();
  for (const [nodeId, box] of others) {
    const inside = bySize.find(([, group]) => holdsMiddle(group, box));
    if (inside !== undefined) around.set(nodeId, inside[0]);
  }
  for (const [at, [groupId, box]] of bySize.entries()) {
    const larger = bySize.slice(at + 1).find(([, group]) => holdsWhole(group, box));
    if (larger !== undefined) around.set(groupId, larger[0]);
  }
  return around;
}

function holdsMiddle(group: Box, box: Box): boolean {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  return x >= group.x && x <= group.x + group.width && y >= group.y && y <= group.y + group.height;
}

function holdsWhole(group: Box, box: Box): boolean {
  return (
    box.x >= group.x &&
    box.y >= group.y &&
    box.x + box.width <= group.x + group.width &&
    box.y + box.height <= group.y + group.height
  );
}
