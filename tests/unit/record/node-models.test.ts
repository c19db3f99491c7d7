import { expect, test } from 'vitest';
import { readNodeModels } from '../../../core/node/record/index/node-models.ts';

const inner = {
  nodes: { llm1: { settings: { model: 'inner', connection: 'there' } }, text: { settings: {} } },
};
const flow = JSON.stringify({
  nodes: {
    llm1: { settings: { model: 'outer', connection: '' } },
    sub1: { settings: { flow: inner } },
    file: { settings: { file: 'other.flow.json', flow: null } },
  },
});

test('a node asks the model of its settings, also in sub-flows that the flow holds', () => {
  const modelOf = readNodeModels(flow);
  expect(['llm1', 'sub1/llm1', 'sub1/text', 'file/llm1', 'nobody', ''].map(modelOf)).toEqual([
    { model: 'outer' },
    { model: 'inner', connection: 'there' },
    {},
    {},
    {},
    {},
  ]);
  expect(readNodeModels(flow, { model: 'other' })('sub1/llm1')).toEqual({
    model: 'other',
    connection: 'there',
  });
  expect(readNodeModels('{')('llm1')).toEqual({});
});
