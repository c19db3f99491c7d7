import { expect, test } from 'vitest';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import type { NodePorts, PortType } from '../../../core/model/port.ts';
import { createFlow } from '../../../renderer/document/flow-file.ts';
import { bypassNodes, findSplice, spliceNode } from '../../../renderer/document/splice-node.ts';

const port = (id: string, type: PortType): { id: string; label: string; type: PortType } => ({
  id,
  label: id,
  type,
});

const kinds: Readonly<Record<string, NodePorts>> = {
  start: { inputs: [], outputs: [port('out', 'text')] },
  text: { inputs: [port('in', 'text')], outputs: [port('out', 'text')] },
  mixed: {
    inputs: [port('any', 'any'), port('text', 'text')],
    outputs: [port('tool', 'tool'), port('number', 'number'), port('text', 'text')],
  },
  number: { inputs: [port('in', 'number')], outputs: [port('out', 'number')] },
  agent: {
    inputs: [{ ...port('tools', 'tool'), multiple: true }, port('prompt', 'text')],
    outputs: [port('out', 'text')],
  },
  tool: { inputs: [], outputs: [port('tool', 'tool')] },
};

function flow(nodes: Readonly<Record<string, string>>, ...wires: string[]): FlowDocument {
  const make = (kind: string): FlowDocument['nodes'][string] => ({
    kind,
    kindVersion: 1,
    title: kind,
    settings: {},
  });
  return {
    ...createFlow('Test'),
    nodes: Object.fromEntries(Object.entries(nodes).map(([id, kind]) => [id, make(kind)])),
    edges: wires.map((wire) => {
      const [from = '', to = ''] = wire.split(' ');
      return { from, to };
    }),
  };
}

const portsIn =
  (document: FlowDocument) =>
  (nodeId: string): NodePorts | undefined =>
    kinds[document.nodes[nodeId]?.kind ?? ''];

const wiresOf = ({ edges }: FlowDocument): readonly string[] =>
  edges.map(({ from, to }) => `${from} ${to}`);

function spliced(
  document: FlowDocument,
  wire: string,
  nodeId: string,
): readonly string[] | undefined {
  const splice = findSplice(document, portsIn(document), wire, nodeId);
  return splice && wiresOf(spliceNode(document, splice));
}

test('a node goes into a wire by the ports of the very types', () => {
  const line = flow({ a: 'start', b: 'text', new: 'mixed' }, 'a.out b.in');
  expect(spliced(line, 'a.out->b.in', 'new')).toEqual(['a.out new.text', 'new.text b.in']);
});

test('a node whose types do not fit, or through which values flow already, stays out', () => {
  const line = flow(
    { a: 'start', b: 'text', c: 'text', number: 'number', tool: 'tool' },
    'a.out b.in',
    'b.out c.in',
  );
  expect([
    spliced(line, 'a.out->b.in', 'number'),
    spliced(line, 'a.out->b.in', 'tool'),
    spliced(line, 'a.out->b.in', 'c'),
    spliced(line, 'a.out->b.in', 'b'),
  ]).toEqual([undefined, undefined, undefined, undefined]);
});

test('an agent goes into a wire with its tools', () => {
  const line = flow(
    { a: 'start', b: 'text', agent: 'agent', t: 'tool' },
    't.tool agent.tools',
    'a.out b.in',
  );
  expect(spliced(line, 'a.out->b.in', 'agent')).toEqual([
    't.tool agent.tools',
    'a.out agent.prompt',
    'agent.out b.in',
  ]);
});

test('a removed node leaves its source wired to its targets, as far as types fit', () => {
  const fan = flow(
    { a: 'start', t: 'tool', gone: 'agent', b: 'text', c: 'text', n: 'number' },
    't.tool gone.tools',
    'a.out gone.prompt',
    'gone.out b.in',
    'gone.out c.in',
  );
  expect(wiresOf(bypassNodes(fan, portsIn(fan), ['gone']))).toEqual(['a.out b.in', 'a.out c.in']);
  const chain = flow(
    { a: 'start', x: 'text', y: 'text', b: 'text' },
    'a.out x.in',
    'x.out y.in',
    'y.out b.in',
  );
  expect(wiresOf(bypassNodes(chain, portsIn(chain), ['x', 'y']))).toEqual(['a.out b.in']);
  const typed = flow({ a: 'start', m: 'mixed', n: 'number' }, 'a.out m.text', 'm.number n.in');
  expect(wiresOf(bypassNodes(typed, portsIn(typed), ['m']))).toEqual([]);
});

test('a removed container leaves no wire to what lay in it', () => {
  const around = flow(
    { a: 'start', box: 'text', inner: 'text', b: 'text' },
    'a.out box.in',
    'box.out inner.in',
    'box.out b.in',
  );
  const { inner } = around.nodes;
  if (inner === undefined) throw new Error('The flow has no inner node.');
  const nested = { ...around, nodes: { ...around.nodes, inner: { ...inner, parent: 'box' } } };
  const left = bypassNodes(nested, portsIn(nested), ['box']);
  expect([Object.keys(left.nodes), wiresOf(left)]).toEqual([['a', 'b'], ['a.out b.in']]);
});

test('no wire is joined that would close a circle', () => {
  const ring = flow(
    { a: 'text', gone: 'text', b: 'text', c: 'text' },
    'a.out gone.in',
    'gone.out b.in',
    'b.out c.in',
    'c.out a.in',
  );
  expect(wiresOf(bypassNodes(ring, portsIn(ring), ['gone']))).toEqual(['b.out c.in', 'c.out a.in']);
});

/** Numbers below `limit` that look random and are the same each time. */
function numbersFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * limit);
  };
}

test('many nodes at once leave what they would leave one after the other, circles or none', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const next = numbersFrom(seed);
    const ids = Array.from({ length: 14 }, (_, index) => `n${index}`);
    const wires = Array.from({ length: 24 }, () => {
      const [from, to] = [next(14), next(14)];
      return `n${from}.out n${to}.in`;
    });
    const web = flow(Object.fromEntries(ids.map((id) => [id, 'text'])), ...new Set(wires));
    const gone = ids.filter(() => next(2) === 1);
    const oneByOne = gone.reduce(
      (document, nodeId) => bypassNodes(document, portsIn(document), [nodeId]),
      web,
    );
    expect([seed, wiresOf(bypassNodes(web, portsIn(web), gone))]).toEqual([
      seed,
      wiresOf(oneByOne),
    ]);
  }
});

/** A line of nodes, and how often the ends of its first wires have been read. */
function countedLine(length: number): { document: FlowDocument; reads: () => number } {
  const ids = Array.from({ length }, (_, index) => `n${index}`);
  const wires = ids.slice(1).map((id, index) => `n${index}.out ${id}.in`);
  const line = flow(Object.fromEntries(ids.map((id) => [id, 'text'])), ...wires);
  let reads = 0;
  const edges = line.edges.map(({ from, to }) => ({
    get from() {
      reads += 1;
      return from;
    },
    get to() {
      reads += 1;
      return to;
    },
  }));
  return { document: { ...line, edges }, reads: () => reads };
}

test.each([
  ['every other', (index: number) => index % 2 === 1],
  ['all in the middle', (index: number) => index >= 1_000 && index < 3_000],
])('thousands of nodes are taken out without a look at every wire for each: %s', (_, isGone) => {
  const { document, reads } = countedLine(4_000);
  const ids = Object.keys(document.nodes);
  const gone = ids.filter((_id, index) => isGone(index));
  const kept = ids.filter((_id, index) => !isGone(index));
  const left = bypassNodes(document, portsIn(document), gone);
  expect(new Set(wiresOf(left))).toEqual(
    new Set(kept.slice(1).map((id, index) => `${kept[index]}.out ${id}.in`)),
  );
  expect(reads() / document.edges.length).toBeLessThan(100);
});
