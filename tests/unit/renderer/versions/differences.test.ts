import { describe, expect, test } from 'vitest';
import { flowOf } from '../../../harness/flow-of.ts';
import { compareFlows } from '../../../../core/model/compare-flows.ts';
import type { FlowDocument, FlowNode } from '../../../../core/model/flow-document.ts';
import { compareAt } from '../../../../renderer/versions/difference-at.ts';
import { DifferenceScene } from '../../../../renderer/canvas/difference/difference-scene.ts';
import { drawDifference } from '../../../../renderer/canvas/difference/draw-difference.ts';
import { listDifferences } from '../../../../renderer/versions/list-differences.ts';

const node = (title: string, more: object = {}): FlowNode => ({
  kind: 'prompt',
  kindVersion: 1,
  title,
  settings: {},
  ...more,
});

const inner = (title: string): FlowDocument => flowOf({ nodes: { deep: node(title) } });
const before = flowOf({
  nodes: {
    a: node('A'),
    gone: node('Gone'),
    box: node('Box', { kind: 'map' }),
    held: node('Held', { settings: { flow: inner('Old') } }),
  },
  edges: [
    { from: 'a.out', to: 'gone.in' },
    { from: 'a.out', to: 'held.in' },
    { from: 'a.out', to: 'nowhere.in' },
  ],
  layout: { a: [0, 0], gone: [300, 0], box: [0, 300, 400, 200], held: [600, 0] },
});
const after = flowOf({
  name: 'Renamed',
  nodes: {
    a: node('A'),
    box: node('Box', { kind: 'map' }),
    held: node('Held', { settings: { flow: inner('New') } }),
    fresh: node('Fresh', { parent: 'box' }),
  },
  edges: [
    { from: 'a.out', to: 'held.in' },
    { from: 'a.out', to: 'fresh.in' },
  ],
  layout: { a: [0, 80], box: [0, 300, 400, 200], held: [600, 0], fresh: [20, 340] },
});
const isContainer = (kind: string): boolean => kind === 'map';

test('the picture of two flows knows what lies where', () => {
  const { nodes, edges } = drawDifference(compareAt(before, after, []), isContainer);
  const scene = new DifferenceScene(nodes, edges);
  const at = (x: number, y: number): string | undefined => scene.nodeAt({ x, y }, 4)?.element.id;
  const all = { x: -1_000, y: -1_000, width: 5_000, height: 5_000 };
  // A container is held by its title alone; where something stood before is no node.
  expect([at(310, 10), at(200, 310), at(380, 480), at(700, 20), at(100, 10)]).toEqual([
    'gone',
    'box',
    undefined,
    'held',
    undefined,
  ]);
  expect([
    scene.nodesIn({ x: 590, y: -10, width: 20, height: 20 }).map(({ element }) => element.id),
    scene.nodesIn(all).length === nodes.length && scene.wiresIn(all).length === edges.length,
    scene.placeOf('fresh')?.y,
  ]).toEqual([['held'], true, 340]);
});

describe('the drawing of two flows', () => {
  test('has every node of either, marked, where it stands or stood', () => {
    const { nodes } = drawDifference(compareAt(before, after, []), isContainer);
    const drawn = nodes.map(({ id, data, position }) => [id, data.mark, [position.x, position.y]]);
    expect(drawn).toEqual([
      ['box', 'same', [0, 300]],
      ['ghost of a', 'ghost', [0, 0]],
      ['a', 'moved', [0, 80]],
      ['gone', 'removed', [300, 0]],
      ['held', 'changed', [600, 0]],
      ['fresh', 'added', [20, 340]],
    ]);
  });

  test('has every wire of either whose ends are there, and the way of what moved', () => {
    const { edges } = drawDifference(compareAt(before, after, []), isContainer);
    expect(edges.map(({ source, target, data }) => [source, target, data?.mark])).toEqual([
      ['a', 'held', 'same'],
      ['a', 'fresh', 'added'],
      ['a', 'gone', 'removed'],
      ['ghost of a', 'a', 'move'],
    ]);
  });

  test('enters a flow that a node holds, and stays outside where only one side has one', () => {
    const level = compareAt(before, after, ['held']);
    const { nodes } = drawDifference(level, isContainer);
    expect(nodes.map(({ id, data }) => [id, data.mark, data.title])).toEqual([
      ['deep', 'changed', 'New'],
    ]);
    expect(compareAt(before, after, ['fresh']).after).toBe(after);
  });
});

test('the list names what is different, deeper flows by the way to them', () => {
  const rows = listDifferences(compareFlows(before, after));
  const told = rows.map(({ change, about, within, title, values }) =>
    [change, about, [...within, title].join(' › '), values.length].join(' | '),
  );
  expect(told).toEqual([
    'changed | flow |  | 1',
    'added | node | Fresh | 0',
    'removed | node | Gone | 0',
    'changed | node | Held › New | 1',
    'added | wire | A.out → Fresh.in | 0',
    'removed | wire | A.out → Gone.in | 0',
    'removed | wire | A.out → nowhere.in | 0',
    'moved | node | A | 0',
  ]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});
