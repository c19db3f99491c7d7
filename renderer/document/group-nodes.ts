import type { FlowDocument, FlowNode, Placement } from '../../core/model/flow-document.ts';
import { nestingOf, outermostOf, withParent } from './families.ts';
import { deleteElements } from './flow-edits.ts';
import { freeTitle } from './free-titles.ts';
import type { Point } from './flow-edits.ts';
import type { Box } from './frames.ts';
import { boundsOf } from './align.ts';
import type { Places } from './align.ts';
import { groupBox, groupKind, groupMeasure, groupsAround, isGroup } from './group-kind.ts';

type BoxOf = (nodeId: string) => Box;

/** What stands on each group, nodes and smaller groups, at any depth. */
function collectMembers(
  document: FlowDocument,
  boxOf: BoxOf,
): ReadonlyMap<string, readonly string[]> {
  const nesting = nestingOf(document);
  const ids = Object.keys(document.nodes);
  const groupIds = ids.filter((nodeId) => isGroup(document.nodes[nodeId]));
  const members = new Map<string, string[]>();
  if (groupIds.length === 0) return members;
  const byParent = Map.groupBy(ids, (nodeId) => nesting.parentOf(nodeId));
  for (const parent of new Set(groupIds.map((groupId) => nesting.parentOf(groupId)))) {
    const groups = new Map<string, Box>();
    const others = new Map<string, Box>();
    for (const nodeId of byParent.get(parent) ?? []) {
      if (isGroup(document.nodes[nodeId])) groups.set(nodeId, groupBox(document, nodeId));
      else others.set(nodeId, boxOf(nodeId));
    }
    const around = groupsAround(groups, others);
    for (const start of around.keys()) {
      let groupId = around.get(start);
      while (groupId !== undefined) {
        const held = members.get(groupId);
        if (held) held.push(start);
        else members.set(groupId, [start]);
        groupId = around.get(groupId);
      }
    }
  }
  return members;
}

/** What moves along when these nodes do: what stands on the groups among them, without the nodes themselves. */
export function collectFollowers(
  document: FlowDocument,
  nodeIds: readonly string[],
  boxOf: BoxOf,
): ReadonlyMap<string, string> {
  const followers = new Map<string, string>();
  const leaders = nodeIds.filter((nodeId) => isGroup(document.nodes[nodeId]));
  if (leaders.length === 0) return followers;
  const members = collectMembers(document, boxOf);
  const moving = new Set(nodeIds);
  for (const groupId of leaders) {
    for (const member of members.get(groupId) ?? []) {
      if (!moving.has(member)) followers.set(member, groupId);
    }
  }
  return followers;
}

/** Places with those of what follows the groups among them. */
export function withFollowers(
  document: FlowDocument,
  places: Places,
  followers: ReadonlyMap<string, string>,
): Places {
  if (followers.size === 0) return places;
  const all: Record<string, Point> = { ...places };
  for (const [nodeId, groupId] of followers) {
    const place = places[groupId];
    const [fromX, fromY] = document.layout[groupId] ?? [0, 0];
    const [x, y] = document.layout[nodeId] ?? [0, 0];
    if (place === undefined) continue;
    all[nodeId] = { x: x + Math.round(place.x) - fromX, y: y + Math.round(place.y) - fromY };
  }
  return all;
}

/** Puts a group behind nodes that lie side by side; undefined where they lie in different containers. */
export function groupNodes(
  document: FlowDocument,
  nodeIds: readonly string[],
  group: { readonly id: string; readonly title: string; readonly boxOf: BoxOf },
): FlowDocument | undefined {
  const nesting = nestingOf(document);
  const outermost = outermostOf(document, nodeIds);
  const parents = new Set(outermost.map((nodeId) => nesting.parentOf(nodeId)));
  if (outermost.length === 0 || parents.size > 1) return undefined;
  const { header, padding } = groupMeasure;
  const { x, y, width, height } = boundsOf(outermost.map(group.boxOf));
  const placement: Placement = [
    Math.round(x - padding),
    Math.round(y - padding - header),
    Math.round(width + 2 * padding),
    Math.round(height + 2 * padding + header),
  ];
  const node: FlowNode = {
    kind: groupKind,
    kindVersion: 1,
    title: freeTitle(document, group.title),
    settings: {},
  };
  return {
    ...document,
    nodes: { ...document.nodes, [group.id]: withParent(node, [...parents][0]) },
    layout: { ...document.layout, [group.id]: placement },
  };
}

/** Takes groups away, what stands on them stays. */
export function ungroupNodes(document: FlowDocument, nodeIds: readonly string[]): FlowDocument {
  const groups = nodeIds.filter((nodeId) => isGroup(document.nodes[nodeId]));
  return groups.length === 0
    ? document
    : deleteElements(document, { nodeIds: groups, edgeIds: [] });
}

/** The smallest group that each of these nodes stands on. */
export function groupsOf(
  document: FlowDocument,
  nodeIds: readonly string[],
  boxOf: BoxOf,
): readonly string[] {
  const areaOf = (groupId: string): number => {
    const { width, height } = groupBox(document, groupId);
    return width * height;
  };
  const members = [...collectMembers(document, boxOf)];
  const smallest = new Map<string, string>();
  for (const [groupId, held] of members.sort(([a], [b]) => areaOf(b) - areaOf(a))) {
    for (const nodeId of held) smallest.set(nodeId, groupId);
  }
  return [...new Set(nodeIds.flatMap((nodeId) => smallest.get(nodeId) ?? []))];
}
