import { expect, test } from 'vitest';
import type { FlowDocument } from '../../../../core/model/flow-document.ts';
import {
  collectFollowers,
  groupNodes,
  groupsOf,
  ungroupNodes,
  withFollowers,
} from '../../../../renderer/document/group-nodes.ts';
import { createFlow } from '../../../../renderer/document/flow-file.ts';

const node = { kind: 'text', kindVersion: 1, title: 'Node', settings: {} };
const flow: FlowDocument = {
  ...createFlow('Test'),
  nodes: { a: node, b: node, c: node, map: node, inner: { ...node, parent: 'map' } },
  layout: { a: [0, 0], b: [300, 40], c: [0, 500], map: [900, 0], inner: [950, 50] },
};

const boxOf = (nodeId: string): { x: number; y: number; width: number; height: number } => {
  const [x, y] = flow.layout[nodeId] ?? [0, 0];
  return { x, y, width: 240, height: 64 };
};

function grouped(): FlowDocument {
  const made = groupNodes(flow, ['a', 'b'], { id: 'g', title: 'Group', boxOf });
  if (made === undefined) throw new Error('They lie side by side.');
  return made;
}

test('a group goes around its nodes, with room for its title', () => {
  expect(grouped().layout['g']).toEqual([-20, -52, 580, 176]);
  expect(groupNodes(flow, ['a', 'inner'], { id: 'g', title: 'Group', boxOf })).toBeUndefined();
});

test('what stands on a group follows it, at any depth, unless it moves for itself', () => {
  const document = grouped();
  const around = groupNodes(document, ['g', 'c'], {
    id: 'outer',
    title: 'Outer',
    boxOf: (nodeId) =>
      nodeId === 'g' ? { x: -20, y: -52, width: 580, height: 176 } : boxOf(nodeId),
  });
  if (around === undefined) throw new Error('They lie side by side.');
  const followers = collectFollowers(around, ['outer', 'c'], boxOf);
  expect([...followers.keys()].toSorted()).toEqual(['a', 'b', 'g']);
  const [x = 0, y = 0] = around.layout['outer'] ?? [];
  expect(withFollowers(around, { outer: { x: x + 10, y } }, followers)).toMatchObject({
    a: { x: 10, y: 0 },
    b: { x: 310, y: 40 },
    g: { x: -10, y: -52 },
  });
  expect(groupsOf(around, ['a', 'c'], boxOf)).toEqual(['g', 'outer']);
});

test('ungrouping leaves what stood on the group', () => {
  expect(ungroupNodes(grouped(), ['g', 'a'])).toEqual(flow);
});
