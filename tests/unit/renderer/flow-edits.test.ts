import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../../core/model/kind-descriptor.ts';
import {
  addNode,
  connect,
  copyNodes,
  deleteElements,
  disableNodes,
  insertFragment,
  moveNodes,
  renameNode,
  setSetting,
} from '../../../renderer/document/flow-edits.ts';
import { freeTitle } from '../../../renderer/document/free-titles.ts';
import { createFlow } from '../../../renderer/document/flow-file.ts';

const prompt: KindDescriptor = {
  kind: 'prompt',
  version: 2,
  title: 'Prompt',
  description: '',
  icon: 'type',
  category: 'text',
  fields: [],
  ports: { inputs: [], outputs: [] },
  capabilities: [],
  defaultSettings: { template: 'Hi', nested: { list: [1] } },
  settingsSchema: {},
};

function chain(): FlowDocument {
  let flow = { ...createFlow('Chain'), id: 'flow', note: 'kept' } as FlowDocument;
  for (const [index, id] of ['a', 'b', 'c'].entries()) {
    flow = addNode(flow, id, prompt, { title: id, at: { x: index * 300, y: 0 } });
  }
  flow = connect(flow, { from: 'a.text', to: 'b.text' });
  return connect(flow, { from: 'b.text', to: 'c.text' });
}

describe('flow edits', () => {
  test('a new node has its kind’s version, its own copy of the default settings and a free title', () => {
    const flow = addNode(chain(), 'd', prompt, { title: 'a', at: { x: 10.4, y: 19.6 } });
    expect({ node: flow.nodes['d'], place: flow.layout['d'] }).toEqual({
      node: {
        kind: 'prompt',
        kindVersion: 2,
        title: 'a 2',
        settings: { template: 'Hi', nested: { list: [1] } },
      },
      place: [10, 20],
    });
    expect(flow.nodes['d']?.settings['nested']).not.toBe(prompt.defaultSettings['nested']);
  });

  test('titles count up to the first free number', () => {
    const flow = renameNode(renameNode(chain(), 'b', 'a 2'), 'c', 'a 4');
    expect(['a', 'a 2', 'new', 'new 1'].map((wish) => freeTitle(flow, wish))).toEqual([
      'a 3',
      'a 3',
      'new',
      'new 1',
    ]);
  });

  test('deleting a node takes its wires along and leaves unknown fields alone', () => {
    expect(deleteElements(chain(), { nodeIds: ['b'], edgeIds: [] })).toEqual({
      ...chain(),
      nodes: { a: chain().nodes['a'], c: chain().nodes['c'] },
      layout: { a: [0, 0], c: [600, 0] },
      edges: [],
    });
  });

  test('deleting a wire leaves the nodes', () => {
    const flow = deleteElements(chain(), { nodeIds: [], edgeIds: ['a.text->b.text'] });
    expect(flow).toEqual({ ...chain(), edges: [{ from: 'b.text', to: 'c.text' }] });
  });

  test('a wire takes the place of those it replaces', () => {
    const flow = connect(chain(), { from: 'a.text', to: 'c.text' }, ['b.text->c.text']);
    expect(flow.edges).toEqual([
      { from: 'a.text', to: 'b.text' },
      { from: 'a.text', to: 'c.text' },
    ]);
  });

  test('moving keeps a node’s size; what does not move is the same document', () => {
    const flow: FlowDocument = { ...chain(), layout: { ...chain().layout, a: [0, 0, 300, 200] } };
    expect(moveNodes(flow, { a: { x: 4, y: 8 } }).layout['a']).toEqual([4, 8, 300, 200]);
    expect(moveNodes(flow, { a: { x: 0, y: 0 }, gone: { x: 1, y: 1 } })).toBe(flow);
  });

  test('setting the value that is there already changes nothing', () => {
    const flow = chain();
    expect(setSetting(flow, 'a', 'template', 'Hi')).toBe(flow);
    expect(setSetting(flow, 'a', 'template', 'Ho').nodes['a']?.settings['template']).toBe('Ho');
  });

  test('copies get new ids, free titles and the wires among themselves only', () => {
    const flow = chain();
    const { document, nodeIds } = insertFragment(flow, copyNodes(flow, ['a', 'b']), {
      x: 40,
      y: 40,
    });
    const [first = '', second = ''] = nodeIds;
    expect(document).toEqual({
      ...flow,
      nodes: {
        ...flow.nodes,
        [first]: { ...flow.nodes['a'], title: 'a 2' },
        [second]: { ...flow.nodes['b'], title: 'b 2' },
      },
      layout: { ...flow.layout, [first]: [40, 40], [second]: [340, 40] },
      edges: [...flow.edges, { from: `${first}.text`, to: `${second}.text` }],
    });
    expect(new Set([...nodeIds, 'a', 'b', 'c']).size).toBe(5);
  });

  test('thousands of nodes are copied and disabled without a halt', () => {
    const nodes = Array.from({ length: 5_000 }, (_, at) => [
      `n${at}`,
      { ...chain().nodes['a'], title: 'Model' },
    ]);
    const flow = { ...chain(), nodes: Object.fromEntries(nodes) } as FlowDocument;
    const nodeIds = Object.keys(flow.nodes);
    const fromMs = performance.now();
    const { document } = insertFragment(flow, copyNodes(flow, nodeIds), { x: 40, y: 40 });
    const off = disableNodes(document, Object.keys(document.nodes), true);
    const tookMs = performance.now() - fromMs;
    const titles = Object.values(off.nodes).map(({ title }) => title);
    expect({ nodes: titles.length, titles: new Set(titles).size }).toEqual({
      nodes: 10_000,
      titles: 5_001,
    });
    // Some 100 ms; with the square of the number of nodes it was half a minute.
    expect(tookMs).toBeLessThan(3_000);
    expect(disableNodes(off, nodeIds, true)).toBe(off);
  });
});
