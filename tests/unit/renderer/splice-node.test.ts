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
