import { expect, test } from 'vitest';
import { parseFlow, stringifyFlow } from '../../../core/model/flow-file.ts';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { testEngine } from '../../harness/test-engine.ts';

const settings = {
  builder: 'n8n',
  originalType: 'n8n-nodes-base.slack',
  original: { parameters: { channel: '#all' }, typeVersion: 2.3 },
  inputs: [{ id: 'in', label: 'In', type: 'any' as const }],
  outputs: [{ id: 'out', label: 'Out', type: 'any' as const }],
};

function flowWith(tool: boolean): FlowDocument {
  const outputs = tool ? [{ id: 'tool', label: 'Tool', type: 'tool' as const }] : settings.outputs;
  return {
    format: 'millrace/flow',
    formatVersion: 1,
    id: 'f',
    name: 'F',
    description: '',
    nodes: {
      in: { kind: 'input', kindVersion: 1, title: 'In', settings: { default: 'x' } },
      slack: {
        kind: 'placeholder',
        kindVersion: 1,
        title: 'Post',
        settings: { ...settings, outputs },
      },
      agent: { kind: 'agent', kindVersion: 1, title: 'Agent', settings: {} },
      out: { kind: 'output', kindVersion: 1, title: 'Out', settings: {} },
    },
    edges: tool
      ? [
          { from: 'in.value', to: 'agent.prompt' },
          { from: 'slack.tool', to: 'agent.tools' },
          { from: 'agent.text', to: 'out.value' },
        ]
      : [
          { from: 'in.value', to: 'slack.in' },
          { from: 'slack.out', to: 'agent.prompt' },
          { from: 'agent.text', to: 'out.value' },
        ],
    layout: {},
  };
}

const failure = {
  code: 'placeholder',
  message: 'This node stands for the n8n node “n8n-nodes-base.slack”, which Millrace cannot run.',
  nodeId: 'slack',
};

test('it warns, keeps its ports, and loses nothing when saved', () => {
  const text = stringifyFlow(flowWith(false));
  const { findings, nodes } = testEngine().check(text);
  expect(findings.map(({ severity, code, place }) => [severity, code, place.nodeId])).toEqual([
    ['warning', 'placeholder', 'slack'],
  ]);
  expect(nodes['slack']?.summary).toBe('n8n · n8n-nodes-base.slack');
  expect(stringifyFlow(parseFlow(text).document!)).toBe(text);
});

test.each([false, true])(
  'a run that reaches it fails with its name (as a tool: %s)',
  async (tool) => {
    const run = testEngine().start({ flow: stringifyFlow(flowWith(tool)), input: '' });
    expect(await run.result).toMatchObject({
      state: 'failed',
      error: { ...failure, nodeId: tool ? (expect.any(String) as unknown) : 'slack' },
    });
  },
);

test('a disabled one is passed over', async () => {
  const flow = flowWith(true);
  const slack = flow.nodes['slack'];
  if (slack) slack.disabled = true;
  const run = testEngine().start({ flow: stringifyFlow(flow), input: '' });
  expect(await run.result).toMatchObject({ state: 'done' });
});
