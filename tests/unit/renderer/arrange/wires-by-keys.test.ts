import { expect, test } from 'vitest';
import type { FlowDocument } from '../../../../core/model/flow-document.ts';
import type { NodePorts, Port } from '../../../../core/model/port.ts';
import { makeWay } from '../../../../renderer/arrange/make-way.ts';
import { findNextNode } from '../../../../renderer/arrange/walk-wires.ts';
import { listEnds, listTargets } from '../../../../renderer/arrange/wire-ends.ts';
import { createFlow } from '../../../../renderer/document/flow-file.ts';

type Sketch = readonly [x: number, y: number, parent?: string];

function flow(nodes: Readonly<Record<string, Sketch>>, ...wires: string[]): FlowDocument {
  const make = (parent: string | undefined): FlowDocument['nodes'][string] => ({
    kind: 'text',
    kindVersion: 1,
    title: '',
    settings: {},
    ...(parent === undefined ? {} : { parent }),
  });
  return {
    ...createFlow('Test'),
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, [, , parent]]) => [id, make(parent)]),
    ),
    edges: wires.map((wire) => {
      const [from = '', to = ''] = wire.split(' ');
      return { from: `${from}.out`, to: `${to}.in` };
    }),
    layout: Object.fromEntries(Object.entries(nodes).map(([id, [x, y]]) => [id, [x, y]])),
  };
}

const boxIn =
  ({ layout }: FlowDocument) =>
  (nodeId: string): { x: number; y: number; width: number; height: number } => {
    const [x, y] = layout[nodeId] ?? [0, 0];
    return { x, y, width: 240, height: 64 };
  };

const text = (id: string): Port => ({ id, label: id, type: 'text' });
const ports: NodePorts = { inputs: [text('in')], outputs: [text('out')] };

const fan = flow(
  { in: [0, 0], yes: [300, 0], no: [300, 200], end: [600, 100], lone: [0, 500] },
  'in yes',
  'in no',
  'yes end',
  'no end',
);

test('a walk follows wires right and left, and goes among their other ends up and down', () => {
  const walk = (from: string | undefined, direction: 'right' | 'left' | 'up' | 'down') =>
    findNextNode(fan, from, direction, boxIn(fan));
  expect([
    walk(undefined, 'down'),
    walk('in', 'right'),
    walk('yes', 'down'),
    walk('no', 'up'),
    walk('no', 'right'),
    walk('end', 'left'),
    walk('in', 'left'),
    walk('in', 'down'),
    walk('lone', 'down'),
  ]).toEqual(['in', 'yes', 'no', 'yes', 'end', 'yes', undefined, 'lone', undefined]);
});

test('a wire is offered the nearest ports first, never those that would close a circle', () => {
  const [end] = listEnds(() => ports, 'yes', 'output');
  if (end === undefined) throw new Error('The node has an output.');
  const targets = listTargets(fan, () => ports, end, { side: 'output', boxOf: boxIn(fan) });
  expect(targets.map(({ nodeId, replaces }) => [nodeId, replaces])).toEqual([
    ['no', ['in.out->no.in']],
    ['lone', []],
  ]);
});

test('what follows makes way for a node in a wire, where there is too little room', () => {
  const line = flow({ a: [0, 0], b: [320, 40], c: [640, 0], other: [320, 300] }, 'a b', 'b c');
  const tight = makeWay(line, { from: 'a.out', to: 'b.in' }, boxIn(line));
  expect([tight.at, tight.document.layout]).toEqual([
    { x: 300, y: 20 },
    { a: [0, 0], b: [600, 40], c: [920, 0], other: [320, 300] },
  ]);
  const wide = flow({ a: [0, 0], b: [900, 0] }, 'a b');
  const roomy = makeWay(wide, { from: 'a.out', to: 'b.in' }, boxIn(wide));
  expect([roomy.at, roomy.document]).toEqual([{ x: 450, y: 0 }, wide]);
});
