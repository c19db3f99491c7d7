import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { CanvasElementCache } from '../../../renderer/canvas/canvas-elements.ts';
import type { ElementSources } from '../../../renderer/canvas/canvas-elements.ts';
import { shapeNode } from '../../../renderer/canvas/node-shape.ts';
import { createFlow } from '../../../renderer/document/flow-file.ts';

const node = (title: string): FlowDocument['nodes'][string] => ({
  kind: 'unknown',
  kindVersion: 1,
  title,
  settings: {},
});
const flow: FlowDocument = {
  ...createFlow('Drawn'),
  nodes: { a: node('A'), b: node('B') },
  edges: [
    { from: 'a.out', to: 'b.in' },
    { from: 'a.out', to: 'gone.in' },
  ],
  layout: { a: [0, 0], b: [300, 0] },
};
const names = {
  node: (title: string): string => title,
  edge: (from: string, to: string): string => `${from} to ${to}`,
};

function sources(more: Partial<ElementSources> = {}): ElementSources {
  return {
    document: flow,
    infos: {},
    findings: [],
    kinds: [],
    selected: new Set(),
    dragged: {},
    sizes: new Map(),
    names,
    ...more,
  };
}

describe('canvas elements', () => {
  test('only what changed becomes a new object', () => {
    const cache = new CanvasElementCache();
    const [a, b] = cache.nodes(sources());
    const [edge] = cache.edges(flow, new Set(), names);
    const [a2, b2] = cache.nodes(sources({ dragged: { a: { x: 8, y: 0 } } }));
    const [edge2] = cache.edges(flow, new Set(), names);
    expect({
      a: a2 === a,
      data: a2?.data === a?.data,
      b: b2 === b,
      edge: edge2 === edge,
      x: a2?.position.x,
    }).toEqual({ a: false, data: true, b: true, edge: true, x: 8 });
  });

  test('an unknown kind keeps its wires: its ports follow from them', () => {
    const cache = new CanvasElementCache();
    const [a] = cache.nodes(sources());
    const edges = cache.edges(flow, new Set(), names);
    expect(a?.data.shape.ports.map(({ port, missing }) => [port.id, missing])).toEqual([
      ['out', false],
    ]);
    expect(edges.map((edge) => [edge.id, edge.ariaLabel])).toEqual([['a.out->b.in', 'A to B']]);
  });

  test('ports: a lone input and the first output at the summary, tools and the rest in rows', () => {
    const shape = shapeNode(
      {
        inputs: [
          { id: 'prompt', label: 'Prompt', type: 'text' },
          { id: 'tools', label: 'Tools', type: 'tool', multiple: true },
        ],
        outputs: [
          { id: 'text', label: 'Answer', type: 'text' },
          { id: 'messages', label: 'Messages', type: 'messages' },
        ],
      },
      { inputs: new Set(['prompt']), outputs: new Set() },
    );
    expect({
      height: shape.baseHeight,
      ports: shape.ports.map(({ port, y, labelled }) => [port.id, y, labelled]),
    }).toEqual({
      height: 92,
      ports: [
        ['prompt', 50, false],
        ['tools', 76, true],
        ['text', 50, false],
        ['messages', 76, true],
      ],
    });
  });
});
