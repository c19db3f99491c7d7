import { describe, expect, test } from 'vitest';
import { fillArguments } from '../../../core/modules/agent/rewoo/fill-evidence.ts';
import { parsePlan } from '../../../core/modules/agent/rewoo/parse-plan.ts';

const names = ['search', 'add'];

describe('parsePlan', () => {
  test('reads plans and evidence in the shapes that models write', () => {
    const text = `Here is the plan.
Plan: Find the sea.
#E1 = search[{"query": "sea [deep]"}]

**Plan 2:** Add up.
- #E2 = add[{
  "a": "#E1",
  "b": 2
}]
Plan: Say it.
#E3 = LLM[What is #E1 and #E2?]`;
    expect(parsePlan(text, names, 8)).toEqual({
      faults: [],
      evidence: [
        { id: 'E1', tool: 'search', input: '{"query": "sea [deep]"}', plan: 'Find the sea.' },
        { id: 'E2', tool: 'add', input: '{\n  "a": "#E1",\n  "b": 2\n}', plan: 'Add up.' },
        { id: 'E3', tool: 'LLM', input: 'What is #E1 and #E2?', plan: 'Say it.' },
      ],
    });
  });

  test.each([
    ['no evidence', 'I would search.', 'It has no line such as #E1 = tool[input].'],
    ['an unknown tool', '#E1 = fly[x]', '#E1 uses "fly", but there is no such tool.'],
    ['a double id', '#E1 = add[1]\n#E1 = add[2]', '#E1 is there twice.'],
    ['a missing reference', '#E1 = add[#E7]', '#E1 needs #E7, which is not planned.'],
    ['a circle', '#E1 = add[#E2]\n#E2 = add[#E1]', 'Evidence depends on itself.'],
    ['an open bracket', '#E1 = add[1', '#E1 has no closing bracket.'],
    [
      'too much',
      '#E1 = add[1]\n#E2 = add[2]\n#E3 = add[3]',
      'It has more than 2 pieces of evidence.',
    ],
  ])('%s is a fault', (_name, text, fault) => {
    expect(parsePlan(text, names, 2).faults).toContain(fault);
  });
});

test('evidence goes into arguments: as a value where it is the whole, as text within one', () => {
  const tool = {
    name: 'add',
    description: '',
    parameters: { type: 'object', properties: { a: {}, b: {} }, required: ['b'] },
  };
  const known = new Map([
    ['E1', '{"sea":"Baltic"}'],
    ['E2', '459'],
  ]);
  expect(fillArguments('{"a": "#E1", "b": ["#E2 m", "#E9"]}', tool, known)).toBe(
    '{"a":{"sea":"Baltic"},"b":["459 m","#E9"]}',
  );
  expect(fillArguments('deep #E2', tool, known)).toBe('{"b":"deep 459"}');
});
