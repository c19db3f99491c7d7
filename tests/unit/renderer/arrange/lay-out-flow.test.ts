import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitEndpoint } from '../../../../core/model/flow-document.ts';
import type { FlowDocument, FlowNode, Placement } from '../../../../core/model/flow-document.ts';
import { layOutNodes } from '../../../../renderer/arrange/layout/lay-out-flow.ts';
import type { Measure } from '../../../../renderer/arrange/layout/flow-tree.ts';
import { collectLevels } from '../../../../renderer/arrange/layout/flow-tree.ts';
import { createFlow } from '../../../../renderer/document/flow-file.ts';

interface Sketch {
  readonly kind?: string;
  readonly at: Placement;
  readonly parent?: string;
}

const heights: Readonly<Record<string, number>> = { note: 132, tall: 200 };

const measure = (document: FlowDocument): ((nodeId: string) => Measure) => {
  return (nodeId) => {
    const [, , width = 240, height] = document.layout[nodeId] ?? [0, 0];
    const kind = document.nodes[nodeId]?.kind ?? '';
    return {
      width,
      height: height ?? heights[kind] ?? 64,
      leastHeight: 60,
      port: (_side, portId) => ({
        y: portId.startsWith('low') ? 76 : 50,
        isTool: portId === 'tool',
      }),
    };
  };
};

const isContainerIn =
  (document: FlowDocument) =>
  (nodeId: string): boolean =>
    document.nodes[nodeId]?.kind === 'map';

function flow(nodes: Readonly<Record<string, Sketch>>, wires: readonly string[]): FlowDocument {
  return {
    ...createFlow('Test'),
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, { kind = 'text', parent }]): [string, FlowNode] => [
        id,
        {
          kind,
          kindVersion: 1,
          title: id,
          settings: {},
          ...(parent === undefined ? {} : { parent }),
        },
      ]),
    ),
    edges: wires.map((wire) => {
      const [from = '', to = ''] = wire.split(' ');
      return {
        from: from.includes('.') ? from : `${from}.out`,
        to: to.includes('.') ? to : `${to}.in`,
      };
    }),
    layout: Object.fromEntries(Object.entries(nodes).map(([id, { at }]) => [id, at])),
  };
}

function layOut(document: FlowDocument): FlowDocument {
  const isContainer = isContainerIn(document);
  const source = { document, isContainer, measure: measure(document) };
  return layOutNodes(source, collectLevels(source).get('') ?? []);
}

const placesOf = (document: FlowDocument): Record<string, readonly number[]> =>
  Object.fromEntries(Object.entries(document.layout).map(([id, [x, y]]) => [id, [x, y]]));

describe('what a layout looks like', () => {
  test('a chain becomes a straight line from the corner where it stood', () => {
    const chain = flow({ c: { at: [40, 700] }, a: { at: [40, 60] }, b: { at: [900, 20] } }, [
      'a b',
      'b c',
    ]);
    expect(placesOf(layOut(chain))).toEqual({ a: [40, 20], b: [360, 20], c: [680, 20] });
  });

  test('branches keep their order, the first one straight on', () => {
    const fan = flow(
      {
        in: { at: [0, 0] },
        yes: { at: [300, 10] },
        no: { at: [300, 300] },
        end: { at: [700, 0] },
      },
      ['in no', 'in yes', 'yes end', 'no end'],
    );
    const { in: start, yes, no, end } = placesOf(layOut(fan));
    expect([start, yes, no, end]).toEqual([
      [0, 0],
      [320, 0],
      [320, 104],
      [640, 0],
    ]);
    const turned = flow(
      {
        in: { at: [0, 0] },
        no: { at: [300, 10] },
        yes: { at: [300, 300] },
        end: { at: [700, 0] },
      },
      ['in no', 'in yes', 'yes end', 'no end'],
    );
    expect(placesOf(layOut(turned))['no']).toEqual([320, 0]);
  });

  test('tools stand below what leads to their agent, in the column before it', () => {
    const agent = flow(
      {
        tool2: { at: [500, 0] },
        tool1: { at: [500, -40] },
        in: { at: [0, 300] },
        agent: { at: [200, 100], kind: 'tall' },
        out: { at: [900, 0] },
      },
      ['in agent', 'tool1.tool agent.low', 'tool2.tool agent.low', 'agent out'],
    );
    const { in: start, agent: middle, out, tool1, tool2 } = placesOf(layOut(agent));
    expect([start?.[1] === middle?.[1], out?.[1] === middle?.[1]]).toEqual([true, true]);
    expect([tool1?.[0], tool2?.[0]]).toEqual([start?.[0], start?.[0]]);
    expect([tool1?.[1], tool2?.[1]]).toEqual([(start?.[1] ?? 0) + 104, (start?.[1] ?? 0) + 208]);
  });

  test('parts without a wire between them stand below each other, single nodes in rows', () => {
    const parts = flow(
      {
        x: { at: [0, 900] },
        y: { at: [10, 900] },
        lone1: { at: [0, 100] },
        lone2: { at: [50, 100] },
        a: { at: [900, 500] },
        b: { at: [0, 500] },
      },
      ['a b', 'x y'],
    );
    expect(placesOf(layOut(parts))).toEqual({
      a: [0, 100],
      b: [320, 100],
      x: [0, 244],
      y: [320, 244],
      lone1: [0, 388],
      lone2: [280, 388],
    });
  });

  test('a container goes around what lies in it and the flow around the container', () => {
    const nested = flow(
      {
        in: { at: [0, 0] },
        map: { at: [300, 0, 2000, 2000], kind: 'map' },
        one: { at: [1500, 900], parent: 'map' },
        two: { at: [500, 300], parent: 'map' },
        out: { at: [200, 900] },
      },
      ['in map', 'map.item one', 'one two', 'two map.result', 'map out'],
    );
    const laidOut = layOut(nested);
    expect(laidOut.layout).toEqual({
      in: [0, 0],
      map: [320, 0],
      one: [436, 60],
      two: [756, 60],
      out: [1192, 0],
    });
  });

  test('a group goes around its nodes, which stay together', () => {
    const grouped = flow(
      {
        in: { at: [0, 60] },
        group: { at: [280, 0, 700, 400], kind: 'group' },
        a: { at: [300, 40] },
        b: { at: [620, 300] },
        out: { at: [1100, 0] },
      },
      ['in a', 'a b', 'b out', 'in out.low'],
    );
    const { layout } = layOut(grouped);
    expect(layout).toEqual({
      in: [0, expect.any(Number)],
      group: [320, expect.any(Number), 600, 136],
      a: [340, expect.any(Number)],
      b: [660, expect.any(Number)],
      out: [1000, expect.any(Number)],
    });
    expect(layout['a']?.[1]).toBe((layout['group']?.[1] ?? 0) + 52);
  });

  test('a note stays by the node that it was by, above or below it', () => {
    const noted = flow(
      {
        a: { at: [0, 200] },
        b: { at: [400, 200] },
        over: { at: [410, 40], kind: 'note' },
        under: { at: [0, 300], kind: 'note' },
      },
      ['a b'],
    );
    const { a, b, over, under } = placesOf(layOut(noted));
    expect([over, under]).toEqual([
      [b?.[0], (b?.[1] ?? 0) - 132 - 16],
      [a?.[0], (a?.[1] ?? 0) + 64 + 16],
    ]);
  });

  test('wires in a circle do not stop it', () => {
    const circle = flow({ a: { at: [0, 0] }, b: { at: [300, 0] }, c: { at: [600, 0] } }, [
      'a b',
      'b c',
      'c a',
    ]);
    expect(placesOf(layOut(circle))).toEqual({ a: [0, 0], b: [320, 0], c: [640, 0] });
  });
});

const anyFlow = fc
  .record({
    count: fc.integer({ min: 2, max: 24 }),
    wires: fc.array(fc.tuple(fc.nat(23), fc.nat(23), fc.boolean()), { maxLength: 40 }),
    spots: fc.array(
      fc.tuple(fc.integer({ min: -300, max: 900 }), fc.integer({ min: -300, max: 900 })),
      {
        minLength: 24,
        maxLength: 24,
      },
    ),
    kinds: fc.array(fc.constantFrom('text', 'text', 'text', 'tall', 'note', 'group', 'map'), {
      minLength: 24,
      maxLength: 24,
    }),
    parents: fc.array(fc.nat(40), { minLength: 24, maxLength: 24 }),
  })
  .map(({ count, wires, spots, kinds, parents }) => {
    const ids = Array.from({ length: count }, (_, at) => `n${at}`);
    const parentOf = (at: number): string | undefined => {
      const parent = parents[at] ?? 99;
      return parent < at && kinds[parent] === 'map' ? `n${parent}` : undefined;
    };
    const nodes = Object.fromEntries(
      ids.map((id, at): [string, Sketch] => {
        const kind = kinds[at] ?? 'text';
        const [x, y] = spots[at] ?? [0, 0];
        const parent = parentOf(at);
        return [
          id,
          {
            kind,
            at: kind === 'group' ? [x, y, 500, 400] : [x, y],
            ...(parent === undefined ? {} : { parent }),
          },
        ];
      }),
    );
    const hasPorts = (at: number): boolean => kinds[at] !== 'note' && kinds[at] !== 'group';
    const drawn = wires
      .map(([a, b, low]) => [Math.min(a, b), Math.max(a, b), low] as const)
      .filter(([a, b]) => b < count && a !== b && hasPorts(a) && hasPorts(b))
      .map(([a, b, low]) => `n${a}.out n${b}.${low ? 'low' : 'in'}`);
    return flow(nodes, [...new Set(drawn)]);
  });

interface Rect {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
}

/** Nodes and notes as they are drawn; frames hold others and are left out. */
function rectsOf(document: FlowDocument): readonly Rect[] {
  return Object.keys(document.nodes)
    .filter((id) => !['map', 'group'].includes(document.nodes[id]?.kind ?? ''))
    .map((id) => {
      const [x, y] = document.layout[id] ?? [0, 0];
      const { width, height } = measure(document)(id);
      return { id, x, y, right: x + width, bottom: y + height };
    });
}

describe('any flow', () => {
  test('no two nodes cover each other', () => {
    fc.assert(
      fc.property(anyFlow, (document) => {
        const rects = rectsOf(layOut(document));
        const covered = rects.flatMap((a, at) =>
          rects
            .slice(at + 1)
            .filter((b) => a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom)
            // Where there are notes alone nothing moves, so they may lie as they lay.
            .filter((b) => [a, b].some(({ id }) => document.nodes[id]?.kind !== 'note'))
            .map((b) => [a.id, b.id]),
        );
        expect(covered).toEqual([]);
      }),
    );
  });

  test('without groups every wire between nodes side by side leads to the right', () => {
    fc.assert(
      fc.property(anyFlow, (document) => {
        const ungrouped = {
          ...document,
          nodes: Object.fromEntries(
            Object.entries(document.nodes).map(([id, node]) => [
              id,
              node.kind === 'group' ? { ...node, kind: 'note' } : node,
            ]),
          ),
        };
        const { layout, nodes, edges } = layOut(ungrouped);
        const back = edges.filter(({ from, to }) => {
          const [a, b] = [splitEndpoint(from).nodeId, splitEndpoint(to).nodeId];
          if (nodes[a]?.parent !== nodes[b]?.parent || nodes[a]?.kind === 'map') return false;
          return (layout[a]?.[0] ?? 0) + 240 > (layout[b]?.[0] ?? 0);
        });
        // Across containers wires may make two of them wait for each other: there one has to lead back.
        const crosses = edges.some(
          ({ from, to }) =>
            nodes[splitEndpoint(from).nodeId]?.parent !== nodes[splitEndpoint(to).nodeId]?.parent,
        );
        if (!crosses) expect(back).toEqual([]);
      }),
    );
  });

  test('laying out twice is laying out once, whatever the order in the file', () => {
    fc.assert(
      fc.property(anyFlow, (document) => {
        const once = layOut(document);
        expect(layOut(once).layout).toEqual(once.layout);
        const turned = {
          ...document,
          nodes: Object.fromEntries(Object.entries(document.nodes).toReversed()),
          edges: document.edges.toReversed(),
        };
        expect(layOut(turned).layout).toEqual(once.layout);
      }),
    );
  });
});

test('a thousand nodes are laid out without a wait', () => {
  const nodes = Object.fromEntries(
    Array.from({ length: 1000 }, (_, at): [string, Sketch] => [
      `n${at}`,
      { at: [(at % 40) * 300, Math.floor(at / 40) * 200] },
    ]),
  );
  const wires = Array.from({ length: 999 }, (_, at) => {
    const from = Math.max(0, at - ((at * 7919) % 37));
    return `n${from} n${at + 1}`;
  });
  const startMs = performance.now();
  const laidOut = layOut(flow(nodes, wires));
  const tookMs = performance.now() - startMs;
  expect(Object.keys(laidOut.layout)).toHaveLength(1000);
  // It takes a tenth of this where nothing else runs.
  expect(tookMs).toBeLessThan(2_000);
});
