import { expect, test } from 'vitest';
import { readFragment, writeFragment } from '../../../../renderer/commands/fragment-text.ts';
import { insertFragment } from '../../../../renderer/document/flow-edits.ts';
import { createFlow } from '../../../../renderer/document/flow-file.ts';

const node = { kind: 'prompt', kindVersion: 1, title: 'Node', settings: {} };

test('wires to nowhere and wires drawn twice are left out of what is pasted', () => {
  const wire = { from: 'a.text', to: 'b.text' };
  const nowhere = [
    { from: 'a.text', to: 'gone.text' },
    { from: 'constructor.text', to: 'b.text' },
  ];
  const fragment = { nodes: { a: node, b: node }, edges: [wire, ...nowhere, wire], layout: {} };
  expect(readFragment(writeFragment(fragment))).toEqual({
    fragment: { ...fragment, edges: [wire] },
  });
});

test('a node without a place is pasted, whatever its id', () => {
  const fragment = { nodes: { constructor: node }, edges: [], layout: {} };
  const { document, nodeIds } = insertFragment(createFlow(''), fragment, { x: 4, y: 8 });
  expect(document.layout).toEqual({ [nodeIds[0] ?? '']: [4, 8] });
});

test('nodes that nest too deep for a file are refused by that name, whatever their size', () => {
  const nested = (levels: number): string =>
    JSON.stringify({ format: 'millrace/nodes', nodes: {}, edges: [], layout: {} }).replace(
      '{}',
      `{"a":{"kind":"prompt","kindVersion":1,"title":"A","settings":{"x":${'['.repeat(levels)}${']'.repeat(levels)}}}}`,
    );
  expect([
    readFragment(nested(200))?.refusal,
    readFragment(nested(3_000)),
    readFragment(nested(100_000)),
  ]).toEqual([undefined, { refusal: 'too-deep' }, { refusal: 'too-deep' }]);
});
