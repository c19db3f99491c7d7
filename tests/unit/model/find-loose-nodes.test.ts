import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { validateFlow } from '../../../core/model/validate-flow.ts';
import { KindRegistry } from '../../../core/module/kind-registry.ts';
import { builtInKinds } from '../../../core/modules/index.ts';
import { createFlow } from '../../../renderer/document/flow-file.ts';

const kinds = new KindRegistry(builtInKinds);

function flowOf(
  nodes: Readonly<Record<string, [kind: string, more?: object]>>,
  edges: readonly string[],
): FlowDocument {
  return {
    ...createFlow('Test'),
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, [kind, more]]) => [
        id,
        { kind, kindVersion: 1, title: id, settings: {}, ...more },
      ]),
    ),
    edges: edges.map((edge) => {
      const [from = '', to = ''] = edge.split(' > ');
      return { from, to };
    }),
  };
}

const find = (flow: FlowDocument): readonly (readonly [string, string | undefined])[] =>
  validateFlow(flow, kinds).map(({ code, place }) => [code, place.nodeId]);

describe('nodes that nothing needs', () => {
  test('a node without any wire, and one whose result nobody takes', () => {
    const flow = flowOf(
      {
        ask: ['input'],
        spare: ['input'],
        fixed: ['constant'],
        wait: ['delay'],
        answer: ['output'],
      },
      ['ask.value > answer.value', 'ask.value > wait.value'],
    );
    expect(find(flow)).toEqual([
      ['loose_node', 'spare'],
      ['loose_node', 'fixed'],
      ['result_unused', 'wait'],
    ]);
  });

  test('what is disabled, does something of its own, lacks an input, or says something only to people may stand alone', () => {
    const flow = flowOf(
      {
        ask: ['input'],
        off: ['constant', { disabled: true }],
        save: ['write-file', { settings: { path: 'a.txt' } }],
        llm: ['llm'],
        lacking: ['delay'],
        note: ['note'],
        frame: ['group'],
        answer: ['output'],
      },
      ['ask.value > answer.value', 'ask.value > save.content', 'ask.value > llm.prompt'],
    );
    expect(find(flow)).toEqual([['input_missing', 'lacking']]);
  });

  test('a tool that no agent has is not needed, though it may reach the network', () => {
    const flow = flowOf({ ask: ['input'], answer: ['output'], tool: ['tool'], agent: ['agent'] }, [
      'ask.value > agent.prompt',
      'agent.answer > answer.value',
    ]);
    expect(find(flow)).toContainEqual(['loose_node', 'tool']);
  });

  test('a flow without wires, and one that names no result, are being made', () => {
    expect([
      find(flowOf({ a: ['input'], b: ['constant'] }, [])),
      find(flowOf({ a: ['input'], b: ['delay'] }, ['a.value > b.value'])),
    ]).toEqual([[], []]);
  });
});

test('inputs that share a title and outputs that do are told, an input and an output are not', () => {
  const flow = flowOf(
    {
      one: ['input', { title: 'Text' }],
      two: ['input', { title: 'Text' }],
      three: ['output', { title: 'Text' }],
      four: ['output', { title: 'Other' }],
      five: ['output', { title: 'Other' }],
    },
    ['one.value > three.value', 'two.value > four.value', 'two.value > five.value'],
  );
  expect(find(flow)).toEqual([
    ['equal_titles', 'two'],
    ['equal_titles', 'five'],
  ]);
});
