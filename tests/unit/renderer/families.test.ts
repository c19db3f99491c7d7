import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import type { NodePorts, Port } from '../../../core/model/port.ts';
import { judgeWire, refuseWireTo } from '../../../renderer/document/connection-rules.ts';
import {
  copyNodes,
  deleteElements,
  insertFragment,
  moveNodes,
} from '../../../renderer/document/flow-edits.ts';
import { createFlow } from '../../../renderer/document/flow-file.ts';
import { followPath, heldFlow, putFlow } from '../../../renderer/document/flow-path.ts';
import {
  boxOf,
  containerAt,
  frameMeasure,
  makeRoom,
  resizeNode,
} from '../../../renderer/document/frames.ts';
import { changeParents, dropNodes } from '../../../renderer/document/move-into.ts';
import type { NodeTraits } from '../../../renderer/document/move-into.ts';

const port = (id: string, more: Partial<Port> = {}): Port => ({
  id,
  label: id,
  type: 'any',
  ...more,
});
const step: NodePorts = { inputs: [port('in'), port('also')], outputs: [port('out')] };
const container: NodePorts = {
  inputs: [port('list')],
  outputs: [port('results')],
  inner: { inputs: [port('result')], outputs: [port('item')] },
};

function node(kind: string, title: string, parent?: string): FlowDocument['nodes'][string] {
  return { kind, kindVersion: 1, title, settings: {}, ...(parent === undefined ? {} : { parent }) };
}

/** `a` beside the container `map`, which holds `b` and the container `inner` with `c`; `end` is an end of the flow. */
const flow: FlowDocument = {
  ...createFlow('Nested'),
  nodes: {
    a: node('step', 'A'),
    map: node('map', 'Map'),
    b: node('step', 'B', 'map'),
    inner: node('map', 'Inner', 'map'),
    c: node('step', 'C', 'inner'),
    end: node('output', 'End'),
  },
  edges: [
    { from: 'map.item', to: 'b.in' },
    { from: 'b.out', to: 'map.result' },
    { from: 'a.out', to: 'c.in' },
  ],
  layout: {
    a: [0, 0],
    map: [400, 0, 1200, 600],
    b: [520, 60],
    inner: [900, 60, 560, 300],
    c: [1020, 120],
    end: [1700, 0],
  },
};

const traits: NodeTraits = {
  isContainer: (nodeId) => nodeId === 'map' || nodeId === 'inner',
  isFlowEnd: (nodeId) => nodeId === 'end',
  portsOf: (nodeId) => (nodeId === 'map' || nodeId === 'inner' ? container : step),
};

const reasonOf = (from: string, to: string, sides: readonly [boolean?, boolean?] = []): string => {
  const [isFromInside, isToInside] = sides;
  const wire = {
    from,
    to,
    ...(isFromInside === undefined ? {} : { isFromInside }),
    ...(isToInside === undefined ? {} : { isToInside }),
  };
  const verdict = judgeWire({ ...flow, edges: [] }, traits.portsOf, wire);
  return verdict.allowed ? 'allowed' : verdict.refusal.reason;
};

describe('wires of containers', () => {
  test('lead in anywhere, out only by the container itself', () => {
    expect({
      capture: reasonOf('a.out', 'c.in'),
      entry: reasonOf('map.item', 'b.in', [true, false]),
      'entry two deep': reasonOf('map.item', 'c.in', [true, false]),
      result: reasonOf('b.out', 'map.result', [false, true]),
      through: reasonOf('map.item', 'map.result', [true, true]),
      'straight out': reasonOf('b.out', 'a.in'),
      'out by two': reasonOf('c.out', 'map.result', [false, true]),
      'inner output to outside': reasonOf('map.item', 'a.in', [true, false]),
      'outer output to inside': reasonOf('map.results', 'b.in', [false, false]),
      'outside to inner input': reasonOf('a.out', 'map.result', [false, true]),
      itself: reasonOf('map.results', 'map.list', [false, false]),
    }).toEqual({
      capture: 'allowed',
      entry: 'allowed',
      'entry two deep': 'allowed',
      result: 'allowed',
      through: 'allowed',
      'straight out': 'leaves',
      'out by two': 'leaves',
      'inner output to outside': 'only-inside',
      'outer output to inside': 'only-outside',
      'outside to inner input': 'only-inside',
      itself: 'same-node',
    });
  });

  test('a container waits for what its nodes take from outside, not for the nodes themselves', () => {
    const waiting = { ...flow, edges: [{ from: 'map.results', to: 'a.in' }] };
    const verdict = judgeWire(waiting, traits.portsOf, { from: 'a.out', to: 'b.in' });
    expect(verdict).toEqual({ allowed: false, refusal: { reason: 'cycle' } });
    const around = { ...flow, edges: [{ from: 'map.item', to: 'b.in' }] };
    expect(judgeWire(around, traits.portsOf, { from: 'b.out', to: 'map.result' }).allowed).toBe(
      true,
    );
  });

  test('a wire let go where its new node would lie across a border is refused', () => {
    const drop = (parent: string | undefined): string | undefined =>
      refuseWireTo(
        flow,
        { from: 'b.out', to: 'new.in', isFromInside: false, isToInside: false },
        { id: 'new', parent },
      )?.reason;
    expect([drop('map'), drop('inner'), drop(undefined)]).toEqual([undefined, undefined, 'leaves']);
  });
});

describe('containers and what lies in them', () => {
  test('move, copy and delete together; the copy keeps the family', () => {
    const moved = moveNodes(flow, { map: { x: 410, y: 20 } });
    expect(['map', 'b', 'inner', 'c'].map((id) => moved.layout[id]?.slice(0, 2))).toEqual([
      [410, 20],
      [530, 80],
      [910, 80],
      [1030, 140],
    ]);
    expect(Object.keys(deleteElements(flow, { nodeIds: ['map'], edgeIds: [] }).nodes)).toEqual([
      'a',
      'end',
    ]);
    const copied = insertFragment(
      flow,
      copyNodes(flow, ['inner']),
      { x: 0, y: 0 },
      traits.isContainer,
    );
    const added = copied.nodeIds.map((id) => copied.document.nodes[id]);
    const innerId = copied.nodeIds[0];
    expect(added.map((each) => each?.parent)).toEqual(['map', innerId]);
    const elsewhere = insertFragment(createFlow('Other'), copyNodes(flow, ['b']), { x: 0, y: 0 });
    expect(Object.values(elsewhere.document.nodes).map((each) => each.parent)).toEqual([undefined]);
  });

  test('the innermost frame under a point is the one that takes a node', () => {
    const at = (x: number, y: number): string | undefined =>
      containerAt(flow, traits.isContainer, { x, y });
    expect([at(10, 10), at(600, 200), at(1000, 200)]).toEqual([undefined, 'map', 'inner']);
  });

  test('a dropped node lands in the frame, clear of its title and ports, and the frame grows for it', () => {
    const free = { ...flow, edges: [] };
    const dropped = dropNodes(free, { a: { x: 402, y: 500 } }, traits);
    const next = dropped.refusal === undefined ? dropped.document : free;
    expect(next.nodes['a']?.parent).toBe('map');
    expect(next.layout['a']).toEqual([400 + frameMeasure.rail + frameMeasure.padding / 2, 500]);
    expect(next.layout['map']?.[3]).toBe(500 + 176 + frameMeasure.padding);
    const out = changeParents(next, new Map([['a', undefined]]), traits);
    expect(out.refusal === undefined && out.document.nodes['a']).toEqual(flow.nodes['a']);
  });

  test('nodes stay where they are when a wire would cross the border, or an end would lie inside', () => {
    const reason = (nodeId: string, parent: string | undefined): string | undefined =>
      changeParents(flow, new Map([[nodeId, parent]]), traits).refusal?.reason;
    expect({
      'out of its container': reason('b', undefined),
      'an end into one': reason('end', 'map'),
      'a source of what is inside': reason('a', 'map'),
      'deeper in': reason('b', 'inner'),
      'no wire in the way': reason('inner', undefined),
    }).toEqual({
      'out of its container': 'only-inside',
      'an end into one': 'flow-end',
      'a source of what is inside': undefined,
      'deeper in': 'leaves',
      'no wire in the way': undefined,
    });
  });

  test('a frame is never smaller than what lies in it, and without a size goes around it', () => {
    const small = resizeNode(flow, 'inner', { width: 10, height: 10 }, traits.isContainer);
    const [, , width, height] = small.layout['inner'] ?? [];
    const { [`inner`]: _gone, ...layout } = flow.layout;
    const unsized = { ...flow, layout: { ...layout, inner: [900, 60] as [number, number] } };
    const around = boxOf(unsized, 'inner', traits.isContainer);
    expect([width, height]).toEqual([
      120 + 240 + frameMeasure.rail + frameMeasure.padding,
      60 + 176 + frameMeasure.padding,
    ]);
    expect([around.width >= (width ?? 0), around.height >= (height ?? 0)]).toEqual([true, true]);
  });
});

test('thousands of nodes are let go without a halt', () => {
  const many = Array.from({ length: 3_000 }, (_, at) => `n${at}`);
  const large: FlowDocument = {
    ...flow,
    nodes: {
      ...flow.nodes,
      ...Object.fromEntries(many.map((nodeId) => [nodeId, node('step', nodeId)])),
    },
  };
  const places = Object.fromEntries(many.map((nodeId, at) => [nodeId, { x: -900, y: at * 200 }]));
  const fromMs = performance.now();
  const { document } = dropNodes(large, places, traits) as { readonly document: FlowDocument };
  // Some 20 ms; with the square of the number of nodes it was seconds.
  expect(performance.now() - fromMs).toBeLessThan(1_000);
  expect(document.layout['n2999']).toEqual([-900, 599_800]);
});

describe('flows held in nodes', () => {
  const deep = createFlow('Deep');
  const held = {
    ...createFlow('Held'),
    nodes: { sub: { ...node('sub-flow', 'Sub'), settings: { flow: deep as never } } },
  };
  const root = {
    ...createFlow('Root'),
    nodes: { box: { ...node('sub-flow', 'Box'), settings: { flow: held as never } } },
  };

  test('are followed by path, and a change in one is put back through all of them', () => {
    const { flow: found, path } = followPath(root, ['box', 'sub', 'gone']);
    expect([found.name, path]).toEqual(['Deep', ['box', 'sub']]);
    const changed = putFlow(root, path, { ...found, name: 'Changed' });
    expect(followPath(changed, path).flow.name).toBe('Changed');
    expect(followPath(root, path).flow.name).toBe('Deep');
    expect(heldFlow(changed, 'box')).toBe(heldFlow(changed, 'box'));
  });
});

test('a frame is measured once for all nodes that come into it', () => {
  const ids = Array.from({ length: 2_000 }, (_, index) => `n${index}`);
  const full: FlowDocument = {
    ...createFlow('Full'),
    nodes: {
      map: node('map', 'Map'),
      inner: node('map', 'Inner', 'map'),
      ...Object.fromEntries(ids.map((id) => [id, node('step', id, 'inner')])),
    },
    layout: {
      map: [0, 0, 600, 300],
      inner: [120, 60, 400, 200],
      ...Object.fromEntries(ids.map((id, index) => [id, [index * 300, 0] as const])),
    },
  };
  let asked = 0;
  const { layout } = makeRoom(full, ids, (nodeId) => {
    asked += 1;
    return traits.isContainer(nodeId) || full.nodes[nodeId]?.kind === 'map';
  });
  const widthOf = (nodeId: string): number => layout[nodeId]?.[2] ?? 0;
  expect([
    layout['n0']?.[1],
    widthOf('inner') > 1_999 * 300,
    widthOf('map') > widthOf('inner'),
  ]).toEqual([60 + frameMeasure.header + frameMeasure.padding / 2, true, true]);
  expect(asked / ids.length).toBeLessThan(10);
});
