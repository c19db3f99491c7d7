import { expect, test } from 'vitest';
import {
  findNode,
  matchNodes,
  renameNodes,
} from '../../../core/contracts/comparison/match-flows.ts';
import { compareFlows } from '../../../core/model/compare-flows.ts';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { flowOf } from '../../harness/flow-of.ts';

type Node = FlowDocument['nodes'][string];
const node = (kind: string, title: string, more: Partial<Node> = {}): Node => ({
  kind,
  kindVersion: 1,
  title,
  settings: {},
  ...more,
});
const holding = (title: string, flow: FlowDocument): Node =>
  node('sub-flow', title, { settings: { flow } as Node['settings'] });

test('nodes match by id, then by kind and title where nobody else has them, in held flows too', () => {
  const before = flowOf({
    nodes: {
      same: node('llm', 'One'),
      old: node('llm', 'Lone'),
      twin1: node('llm', 'Twin'),
      part: holding('Part', flowOf({ nodes: { inner: node('llm', 'Inner') } })),
    },
  });
  const after = flowOf({
    nodes: {
      same: node('llm', 'Called otherwise'),
      fresh: node('llm', 'Lone'),
      tool: node('tool', 'Lone'),
      twin2: node('llm', 'Twin'),
      twin3: node('llm', 'Twin'),
      piece: holding('Part', flowOf({ nodes: { other: node('llm', 'Inner') } })),
    },
  });
  expect([...matchNodes(before, after)]).toEqual([
    ['fresh', 'old'],
    ['piece', 'part'],
    ['piece/other', 'part/inner'],
  ]);
  expect([findNode(before, 'part/inner')?.title, findNode(before, 'part/none')]).toEqual([
    'Inner',
    undefined,
  ]);
});

test('a flow whose nodes have other ids is no other flow once they are called the same', () => {
  const make = (model: string, loop: string): FlowDocument =>
    flowOf({
      nodes: {
        [loop]: node('loop', 'Loop'),
        [model]: node('llm', 'Model', { parent: loop }),
        answer: node('output', 'Answer'),
      },
      edges: [
        { from: `${loop}.value`, to: `${model}.prompt` },
        { from: `${loop}.result`, to: 'answer.value' },
      ],
      layout: { [model]: [1, 2], [loop]: [0, 0] },
    });
  const [before, after] = [make('model', 'loop'), make('m2', 'l2')];
  const renamed = renameNodes(after, matchNodes(before, after));
  expect(renamed).toEqual(before);
  expect(compareFlows(before, renamed).changed).toEqual([]);
});
