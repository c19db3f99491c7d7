import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { PendingQuestion } from '../../../core/contracts/questions.ts';
import { spansOf } from '../../harness/agent-turns.ts';
import { allEvents, testEngine } from '../../harness/test-engine.ts';

const weather =
  'The current weather in Tokyo is 10 degrees Celsius. The current weather in Paris is 22 degrees Celsius.';

/** Examples of agents: what comes out, and the steps of the agent itself. */
const examples: readonly (readonly [name: string, output: string, steps: readonly string[]])[] = [
  ['react', weather, ['ReAct agent', 'round 1', 'round 2', 'round 3']],
  [
    'plan-and-solve',
    'The current weather in Tokyo is 10 degrees Celsius. The 3-day weather forecast for Paris is 25 degrees Celsius.',
    [
      'Plan-and-solve agent',
      'plan',
      'step 1 of 2',
      'round 1',
      'round 2',
      'replan',
      'step 2 of 2',
      'round 1',
      'round 2',
      'replan',
      'answer',
    ],
  ],
  ['rewoo', weather, ['ReWOO agent', 'plan', 'evidence', 'solve']],
];

test.each(examples)('examples/%s.flow.json runs on the demo model', async (name, output, steps) => {
  const engine = testEngine();
  const flow = readFileSync(`examples/${name}.flow.json`, 'utf8');
  const run = engine.start({ flow, input: '', overrides: { model: 'demo-fast' } });
  const own = spansOf(await allEvents(engine, run)).filter((span) => span.startsWith('agent: '));
  expect(await run.result).toMatchObject({ state: 'done', output });
  expect(own.map((span) => span.slice('agent: '.length).split(' · ')[0])).toEqual(steps);
});

test('examples/agent-team.flow.json calls an agent, a flow, and a function once a person allowed it', async () => {
  const engine = testEngine();
  const flow = readFileSync('examples/agent-team.flow.json', 'utf8');
  const asked: PendingQuestion[] = [];
  const run = engine.start({
    flow,
    input: '',
    overrides: { model: 'demo-fast' },
    answerer: (pending) => {
      asked.push(pending);
      return { type: 'approve', subject: { city: 'Paris', people: 5 } };
    },
  });
  expect(await run.result).toMatchObject({
    state: 'done',
    output:
      'Ask weather expert for the weather in Paris: The current weather in Paris is 22 degrees Celsius. Make packing list for Paris: A coat and an umbrella for Paris. For Paris, people is 5 and booked is yes.',
  });
  expect(asked).toMatchObject([
    {
      nodeId: 'book',
      question: { type: 'approval', subject: { value: { city: 'Paris', people: 4 } } },
    },
  ]);
});

test('examples/human-in-the-loop.flow.json goes on with what a person changed and chose', async () => {
  const engine = testEngine();
  const flow = readFileSync('examples/human-in-the-loop.flow.json', 'utf8');
  const run = engine.start({
    flow,
    input: '',
    overrides: { model: 'demo-fast' },
    answerer: ({ question }) =>
      question.type === 'approval'
        ? { type: 'approve', subject: 'We open at eight.' }
        : { type: 'reply', value: 'Door' },
  });
  expect(await run.result).toMatchObject({
    state: 'done',
    outputs: { Notice: '[Door] We open at eight.' },
  });
});
