import { describe, expect, test } from 'vitest';
import { flowOf } from '../../../harness/flow-of.ts';
import { compareFlows } from '../../../../core/model/compare-flows.ts';
import type { FlowDocument, FlowNode } from '../../../../core/model/flow-document.ts';
import { compareAt } from '../../../../renderer/versions/difference-at.ts';
import { drawDifference } from '../../../../renderer/versions/draw-difference.ts';
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

describe('the drawing of two flows', () => {
  test('has every node of either, marked, where it stands or stood', () => {
    const { nodes } = drawDifference(compareAt(before, after, []), isContainer, 'fresh');
    const drawn = nodes.map(({ id, data, position, selected }) => [
      id,
      data.mark,
      [position.x, position.y],
      selected,
    ]);
    expect(drawn).toEqual([
      ['box', 'same', [0, 300], false],
      ['ghost of a', 'ghost', [0, 0], false],
      ['a', 'moved', [0, 80], false],
      ['gone', 'removed', [300, 0], false],
      ['held', 'changed', [600, 0], false],
      ['fresh', 'added', [20, 340], true],
    ]);
  });

  test('has every wire of either whose ends are there, and the way of what moved', () => {
    const { edges } = drawDifference(compareAt(before, after, []), isContainer, undefined);
    expect(edges.map(({ source, target, data }) => [source, target, data?.mark])).toEqual([
      ['a', 'held', 'same'],
      ['a', 'fresh', 'added'],
      ['a', 'gone', 'removed'],
      ['ghost of a', 'a', 'move'],
    ]);
  });

  test('enters a flow that a node holds, and stays outside where only one side has one', () => {
    const level = compareAt(before, after, ['held']);
    const { nodes } = drawDifference(level, isContainer, undefined);
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
