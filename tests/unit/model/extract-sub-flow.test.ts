import { describe, expect, test } from 'vitest';
import { defineFlow, configure, type FlowDefinition } from '../../../core/engine/define-flow.ts';
import { extractSubFlow } from '../../../core/model/extract-sub-flow.ts';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { stringifyFlow } from '../../../core/model/flow-file.ts';
import { AgentModule } from '../../../core/modules/agent/agent.ts';
import { LoopModule } from '../../../core/modules/flow/loop.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { PromptModule } from '../../../core/modules/prompt.ts';
import { ToolModule } from '../../../core/modules/tool/tool.ts';
import { testEngine } from '../../harness/test-engine.ts';

const prompt = (template: string): PromptModule =>
  configure(PromptModule, { template }) as PromptModule;

const definition: FlowDefinition = {
  name: 'Whole',
  nodes: {
    who: new InputModule(),
    greet: prompt('Hello {{name}}'),
    shout: prompt('{{text}}! {{name}}!'),
    twice: configure(LoopModule, { count: 2 }),
    again: prompt('{{text}}?'),
    aside: prompt('({{text}})'),
    answer: new OutputModule(),
    other: new OutputModule(),
  },
  parents: { again: 'twice' },
  edges: [
    ['who.value', 'greet.name'],
    ['who.value', 'shout.name'],
    ['greet.text', 'shout.text'],
    ['shout.text', 'twice.value'],
    ['twice.value', 'again.text'],
    ['again.text', 'twice.next'],
    ['twice.result', 'answer.value'],
    ['greet.text', 'aside.text'],
    ['aside.text', 'other.value'],
  ],
};

function extract(
  selection: readonly string[],
  from: FlowDefinition = definition,
): ReturnType<typeof extractSubFlow> & { readonly before: FlowDocument } {
  const before = {
    ...(JSON.parse(defineFlow(from).flow) as FlowDocument),
    layout: { greet: [100, 50], shout: [300, 80, 200, 90] } as FlowDocument['layout'],
  };
  const { nodes } = testEngine().check(stringifyFlow(before));
  const ports = new Map(Object.entries(nodes).map(([id, node]) => [id, node.ports]));
  const isFlowEnd = (kind: string): boolean => kind === 'input' || kind === 'output';
  const made = extractSubFlow(before, selection, {
    ports,
    isFlowEnd,
    nodeId: 'part',
    title: 'Part',
  });
  return { ...made, before };
}

describe('making a sub-flow of a selection', () => {
  test.each([
    [['greet', 'shout']],
    [['shout', 'twice']],
    [['again']],
    [['greet', 'shout', 'twice', 'aside']],
  ])('of %j: the flow is valid and gives what it gave before', async (selection) => {
    const made = extract(selection);
    if (!('document' in made)) throw new Error(made.refusal);
    const engine = testEngine();
    const text = stringifyFlow(made.document);
    expect(engine.check(text).findings).toEqual([]);
    const [before, after] = await Promise.all(
      [stringifyFlow(made.before), text].map(
        async (flow) => (await engine.start({ flow, input: 'Ada' }).result).outputs,
      ),
    );
    expect([after, Object.keys(before ?? {}).length]).toEqual([before, 2]);
  });

  test('moves nodes, wires and layout, with one input or output for each value that crosses', () => {
    const made = extract(['greet', 'shout']);
    if (!('document' in made)) throw new Error(made.refusal);
    const { nodes, edges, layout } = made.document;
    const inner = nodes['part']?.settings['flow'] as unknown as FlowDocument;
    expect({
      nodes: Object.keys(nodes).toSorted(),
      edges: edges.map(({ from, to }) => `${from} ${to}`),
      layout,
      title: nodes['part']?.title,
      innerNodes: Object.entries(inner.nodes).map(
        ([id, { kind, title }]) => `${id} ${kind} ${title}`,
      ),
      innerEdges: inner.edges.map(({ from, to }) => `${from} ${to}`),
      innerLayout: inner.layout,
    }).toEqual({
      nodes: ['again', 'answer', 'aside', 'other', 'part', 'twice', 'who'],
      edges: [
        'twice.value again.text',
        'again.text twice.next',
        'twice.result answer.value',
        'aside.text other.value',
        'who.value part.in1',
        'part.out1 twice.value',
        'part.out2 aside.text',
      ],
      layout: { part: [100, 50] },
      title: 'Part',
      innerNodes: [
        'greet prompt greet',
        'shout prompt shout',
        'in1 input name',
        'out1 output Text',
        'out2 output Text',
      ],
      innerEdges: [
        'greet.text shout.text',
        'in1.value greet.name',
        'in1.value shout.name',
        'shout.text out1.value',
        'greet.text out2.value',
      ],
      innerLayout: {
        greet: [100, 50],
        shout: [300, 80, 200, 90],
        in1: [-220, 50],
        out1: [620, 50],
        out2: [620, 170],
      },
    });
  });

  const withTool: FlowDefinition = {
    name: 'Tool',
    nodes: {
      who: new InputModule(),
      tool: new ToolModule(),
      agent: configure(AgentModule, { connection: 'demo' }),
      answer: new OutputModule(),
    },
    edges: [
      ['who.value', 'agent.prompt'],
      ['tool.tool', 'agent.tools'],
      ['agent.text', 'answer.value'],
    ],
  };

  test.each<[readonly string[], FlowDefinition, string]>([
    [[], definition, 'Select the nodes that shall become a flow of their own.'],
    [['gone'], definition, 'Select the nodes that shall become a flow of their own.'],
    [['who', 'greet'], definition, '"who" is an end of this flow; leave it out of the selection.'],
    [['greet', 'again'], definition, 'Nodes of different containers cannot become one flow.'],
    [['greet', 'twice'], definition, '"shout" lies between the selected nodes; select it too.'],
    [['agent'], withTool, 'The tool "tool" and the node that calls it must stay together.'],
  ])('of %j is refused in plain words', (selection, from, refusal) => {
    expect(extract(selection, from)).toMatchObject({ refusal });
  });

  test('a tool may move along with the node that calls it', () => {
    expect(extract(['agent', 'tool'], withTool)).toHaveProperty('document');
  });
});
