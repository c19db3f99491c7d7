import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isStatusEvent } from '../../../core/contracts/events.ts';
import { allEvents, testEngine } from '../../harness/test-engine.ts';

/** Examples of control and steps: with their own input, which nodes are skipped, and what comes out. */
const examples: readonly (readonly [name: string, skipped: readonly string[], output: unknown])[] =
  [
    ['barrier', [], expect.stringMatching(/^# All about tides\n\nYou asked/)],
    ['delay', [], expect.stringContaining('capital of Portugal')],
    [
      'diverter',
      [],
      expect.stringMatching(/Buy bread[\s\S]*Call Ada[\s\S]*\["Water the plants"\]$/),
    ],
    ['if', ['general'], expect.stringContaining('refund')],
    [
      'join',
      [],
      [
        expect.stringMatching(/^Optimist: /),
        expect.stringMatching(/^Pessimist: /),
        expect.stringMatching(/^Accountant: /),
      ],
    ],
    ['pick', [], expect.stringContaining('{"names":["pen","ink"],"net":13,"gross":15.6}')],
    ['steps', [], 'LISBON IS THE LONGEST OF 3 NAMES'],
    ['switch', ['complaint', 'order', 'other'], expect.stringContaining('Manager')],
  ];

test.each(examples)(
  'examples/%s.flow.json runs on the demo model',
  async (name, skipped, output) => {
    const engine = testEngine();
    const flow = readFileSync(`examples/${name}.flow.json`, 'utf8');
    const run = engine.start({ flow, input: '', overrides: { model: 'demo-fast' } });
    const events = await allEvents(engine, run);
    const skips = events.filter(
      (event) => isStatusEvent(event) && event.body.type === 'node-skipped',
    );
    expect({
      ...(await run.result),
      skipped: skips.map(({ nodeId }) => nodeId).toSorted(),
    }).toMatchObject({ state: 'done', skipped, output });
  },
);

test('examples/race.flow.json ends with one answer, and stops the other', async () => {
  const engine = testEngine();
  const flow = readFileSync('examples/race.flow.json', 'utf8');
  const run = engine.start({ flow, input: '' });
  const ends = (await allEvents(engine, run))
    .filter(isStatusEvent)
    .flatMap(({ nodeId, body }) =>
      body.type === 'span-closed' && (nodeId === 'slow' || nodeId === 'fast')
        ? [[nodeId, body.state]]
        : [],
    );
  expect((await run.result).state).toBe('done');
  expect(ends.map(([, state]) => String(state)).toSorted()).toEqual(['cancelled', 'done']);
});
