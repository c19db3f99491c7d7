import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flowOf } from '../../harness/flow-of.ts';
import { compareFlows } from '../../../core/model/compare-flows.ts';
import { describeDifference } from '../../../core/model/describe-difference.ts';
import type { FlowDocument, FlowNode } from '../../../core/model/flow-document.ts';
import {
  countDifferences,
  isSame,
  type FlowDifference,
  type ValueChange,
} from '../../../core/model/flow-difference.ts';
import type { JsonValue } from '../../../core/shared/json.ts';

const node = (title: string, settings: object = {}): FlowNode =>
  ({ kind: 'prompt', kindVersion: 1, title, settings }) as FlowNode;

describe('what is different', () => {
  const before = flowOf({
    nodes: {
      a: node('Question', { text: 'one\ntwo\nthree', tags: ['x'], deep: { model: 'm', n: 1 } }),
      b: node('Gone'),
      c: node('Mover'),
    },
    edges: [{ from: 'a.text', to: 'b.in' }],
    layout: { a: [0, 0], b: [1, 1], c: [5, 5] },
  });
  const after = flowOf({
    name: 'Other flow',
    nodes: {
      a: {
        ...node('Query', { text: 'one\n2\nthree', tags: ['x', 'y'], deep: { model: 'm', n: 2 } }),
        disabled: true,
      },
      c: node('Mover'),
      d: node('New', { setting: 1 }),
    },
    edges: [{ from: 'a.text', to: 'd.in' }],
    layout: { a: [8, 0], c: [50, 5], d: [2, 2] },
  });

  test('is named by titles, fields and ports', () => {
    expect(describeDifference(compareFlows(before, after))).toEqual([
      '~ the flow itself',
      '    name: "Flow" → "Other flow"',
      '+ New (prompt)',
      '- Gone (prompt)',
      '~ Query',
      '    title: "Question" → "Query"',
      '    text:',
      '        one',
      '      - two',
      '      + 2',
      '        three',
      '    tags:',
      '        [',
      '      -   "x"',
      '      +   "x",',
      '      +   "y"',
      '        ]',
      '    deep.n: 1 → 2',
      '    disabled: nothing → true',
      '+ wire Query.text → New.in',
      '- wire Question.text → Gone.in',
      'only moved: Mover',
    ]);
  });

  test('is counted, and what was moved and changed counts as changed', () => {
    const difference = compareFlows(before, after);
    expect(countDifferences(difference)).toEqual({
      added: 1,
      removed: 1,
      settings: 6,
      moved: 1,
      wires: 2,
    });
    expect(difference.moved.map(({ nodeId, only }) => [nodeId, only])).toEqual([
      ['a', false],
      ['c', true],
    ]);
  });

  test('leaves out moves where the layout does not count', () => {
    const moved = compareFlows(before, { ...before, layout: { ...before.layout, c: [9, 9] } });
    expect([isSame(moved), isSame(moved, { ignoreLayout: true })]).toEqual([false, true]);
    expect(describeDifference(moved, { ignoreLayout: true })).toEqual([]);
  });

  test('is found in flows within flows', () => {
    const held = (inner: FlowDocument): FlowDocument =>
      flowOf({ nodes: { s: node('Step', { flow: inner, limit: 1 }) }, layout: {} });
    const difference = compareFlows(held(held(before)), held(held(after)));
    expect(describeDifference(difference)).toContain('~ Step › Step › Query');
    expect(countDifferences(difference)).toMatchObject({ added: 1, removed: 1, settings: 6 });
  });

  test('tells of wires in another order, and of wires that are alike', () => {
    const [one, two] = [
      { from: 'a.x', to: 'c.y' },
      { from: 'a.z', to: 'c.y' },
    ];
    const wired = (edges: FlowDocument['edges']): FlowDocument => ({ ...before, edges });
    expect(compareFlows(wired([one, two]), wired([two, one])).reordered).toBe(true);
    const doubled = compareFlows(wired([one]), wired([one, one]));
    expect([doubled.addedEdges.length, doubled.reordered]).toEqual([1, false]);
  });

  test('lets no title fake a line or drive a terminal', () => {
    const hostile = flowOf({ nodes: { h: node('A\n+ B\u001b[2J') } });
    expect(describeDifference(compareFlows(flowOf({}), hostile))).toEqual(['+ A + B [2J (prompt)']);
  });

  test('knows a key that every object inherits', () => {
    const odd = flowOf({ nodes: { constructor: node('Odd', { toString: 1 }) } });
    const { added } = compareFlows(flowOf({}), odd);
    expect(added.map(({ nodeId }) => nodeId)).toEqual(['constructor']);
  });
});

describe('of any two flows', () => {
  const text = fc.constantFrom('', 'a', 'b', 'a\nb', 'a\nc\n');
  const value = fc.letrec<{ any: JsonValue }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 2 },
      text,
      fc.integer({ min: 0, max: 2 }),
      fc.constant(null),
      fc.boolean(),
      fc.array(tie('any'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('k', 'l', 'flow'), tie('any'), { maxKeys: 2 }),
    ),
  })).any;
  const flow = fc.letrec<{ flow: FlowDocument; node: FlowNode }>((tie) => ({
    node: fc.record(
      {
        kind: fc.constantFrom('prompt', 'llm'),
        kindVersion: fc.constantFrom(1, 2),
        title: text,
        settings: fc.oneof(
          { maxDepth: 1 },
          fc.dictionary(fc.constantFrom('p', 'q', 'flow'), value, { maxKeys: 3 }),
          fc.record({ flow: tie('flow'), p: value }),
        ) as fc.Arbitrary<FlowNode['settings']>,
        parent: fc.constantFrom('a', 'b'),
        disabled: fc.boolean(),
      },
      { requiredKeys: ['kind', 'kindVersion', 'title', 'settings'] },
    ),
    flow: fc
      .record({
        name: text,
        nodes: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('node'), { maxKeys: 4 }),
        edges: fc.array(
          fc.record({
            from: fc.constantFrom('a.x', 'b.x', 'c.x'),
            to: fc.constantFrom('b.y', 'c.y', 'd.y'),
          }),
          { maxLength: 4 },
        ),
        layout: fc.dictionary(
          fc.constantFrom('a', 'b', 'c', 'd'),
          fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })),
        ),
      })
      .map(flowOf),
  })).flow;

  test('nothing is different from itself, nor from a copy of it', () => {
    fc.assert(
      fc.property(flow, (one) => {
        expect(isSame(compareFlows(one, one))).toBe(true);
        expect(isSame(compareFlows(one, structuredClone(one)))).toBe(true);
      }),
    );
  });

  test('carrying out what is different makes one the other', () => {
    fc.assert(
      fc.property(flow, flow, (one, other) => {
        expect(comparable(apply(one, compareFlows(one, other)))).toEqual(comparable(other));
      }),
      { numRuns: 300 },
    );
  });

  test('the way back has as many steps', () => {
    fc.assert(
      fc.property(flow, flow, (one, other) => {
        const there = countDifferences(compareFlows(one, other));
        const back = countDifferences(compareFlows(other, one));
        const { wires: _there, ...way } = there;
        const { wires: _back, added, removed, ...rest } = back;
        expect(way).toEqual({ ...rest, added: removed, removed: added });
      }),
    );
  });
});

/** The flow with everything carried out that is different. */
function apply(flow: FlowDocument, difference: FlowDifference): FlowDocument {
  const nodes = new Map(Object.entries(flow.nodes));
  const layout = new Map(Object.entries(flow.layout));
  for (const { nodeId } of difference.removed) {
    nodes.delete(nodeId);
    layout.delete(nodeId);
  }
  for (const { nodeId, node, place } of difference.added) {
    nodes.set(nodeId, node);
    layout.delete(nodeId);
    if (place !== undefined) layout.set(nodeId, place);
  }
  for (const { nodeId, values, held } of difference.changed) {
    let changed = values.reduce(setValue, nodes.get(nodeId) as unknown as JsonValue);
    if (held !== undefined) {
      const { settings } = changed as unknown as FlowNode;
      const inner = apply(settings['flow'] as unknown as FlowDocument, held);
      changed = setValue(changed, {
        path: ['settings', 'flow'],
        before: null,
        after: inner as never,
      });
    }
    nodes.set(nodeId, changed as unknown as FlowNode);
  }
  for (const { nodeId, to } of difference.moved) {
    if (to === undefined) layout.delete(nodeId);
    else layout.set(nodeId, to);
  }
  const edges = [...flow.edges];
  for (const { edge } of difference.removedEdges) {
    edges.splice(
      edges.findIndex(({ from, to }) => from === edge.from && to === edge.to),
      1,
    );
  }
  edges.push(...difference.addedEdges.map(({ edge }) => edge));
  const head = difference.flow.reduce(setValue, flow as unknown as JsonValue);
  return {
    ...(head as unknown as FlowDocument),
    nodes: Object.fromEntries(nodes),
    layout: Object.fromEntries(layout),
    edges,
  };
}

function setValue(target: JsonValue, { path, after }: ValueChange): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return after as JsonValue;
  const copy = structuredClone(target) as Record<string | number, JsonValue>;
  const next =
    rest.length === 0
      ? after
      : setValue(copy[key] as JsonValue, { path: rest, before: null, after });
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

/** Without places of nodes that are not there, and with the wires in one order. */
function comparable(flow: FlowDocument): unknown {
  const places = Object.entries(flow.layout).filter(([nodeId]) => flow.nodes[nodeId] !== undefined);
  const nodes = Object.entries(flow.nodes).map(([nodeId, each]) => [nodeId, inside(each)]);
  return {
    ...flow,
    nodes: Object.fromEntries(nodes) as unknown,
    layout: Object.fromEntries(places),
    edges: flow.edges.map(({ from, to }) => `${from} ${to}`).toSorted(),
  };
}

function inside(each: FlowNode): unknown {
  const { flow } = each.settings;
  const isHeld = typeof flow === 'object' && flow !== null && 'nodes' in flow;
  if (!isHeld) return each;
  return {
    ...each,
    settings: { ...each.settings, flow: comparable(flow as unknown as FlowDocument) },
  };
}
