import { expect, test } from 'vitest';
import { compareByIds, example, outline, runToEnd, withSettings } from './compared.ts';
import { testEngine } from '../../harness/test-engine.ts';

const fast = (name: string) => withSettings(example(name), {});

test.each(['weather-agent', 'map', 'loop', 'sub-flow', 'switch', 'plan-and-solve'])(
  'a run of %s is the same as itself and as another one',
  async (name) => {
    const engine = testEngine();
    const flow = fast(name);
    const [a, b] = [await runToEnd(engine, flow), await runToEnd(engine, flow)];
    for (const other of [a, b]) {
      const { comparison, rows } = await compareByIds(engine.record, a, other);
      const { same, ...counts } = comparison.counts;
      expect([counts, rows.flatMap(({ step }) => step.differs)]).toEqual([
        { different: 0, onlyA: 0, onlyB: 0, leftOut: 0 },
        [],
      ]);
      expect(same).toBeGreaterThan(3);
      expect(new Set(comparison.nodes.map(({ mark }) => mark))).toEqual(new Set(['same']));
    }
  },
);

test('passes stand beside those of the same number, and those that one run has not made stand alone', async () => {
  const engine = testEngine();
  const flow = fast('map');
  const questions = ['What is a map?', 'What is a loop?', 'What is a list?'];
  const of = (some: readonly string[]) =>
    runToEnd(engine, withSettings(flow, { questions: { default: JSON.stringify(some) } }));
  const a = await of(questions);
  const b = await of([questions[0] ?? '', 'What is a tree?']);
  const compared = await compareByIds(engine.record, a, b);
  expect(outline(compared)).toEqual([
    'Map: one answer for each question ~ output',
    '  Questions ~ output',
    '  For each question ~ input, output',
    '    #1',
    '      Ask',
    '      Chat model',
    '    #2',
    '      Ask ~ input, output',
    '      Chat model ~ input, text, output',
    '    #3 -',
    '      Ask -',
    '      Chat model -',
    '  Answers ~ input, output',
    '  Errors',
  ]);
  expect(compared.comparison.nodes.find(({ nodeId }) => nodeId === 'model')).toMatchObject({
    mark: 'differs',
    countA: 3,
    countB: 2,
    differs: ['input', 'text', 'output'],
  });
});

test('an agent’s calls find each other by what they were asked, whatever came in between', async () => {
  const engine = testEngine();
  const flow = fast('weather-agent');
  const a = await runToEnd(engine, flow, 'What is the weather in Paris and Rome?');
  const b = await runToEnd(engine, flow, 'What is the weather in Oslo, Rome and Paris?');
  const compared = await compareByIds(engine.record, a, b);
  const calls = outline(compared).filter((line) => line.includes('get_current_weather'));
  expect(calls).toHaveLength(3);
  expect(calls.filter((line) => line.includes(' +'))).toEqual([expect.stringContaining('Oslo')]);
  expect(calls.filter((line) => !line.includes(' +') && line.includes('~'))).toEqual([]);
});

test('nodes with other ids are found by their titles, in sub-flows too', async () => {
  const engine = testEngine();
  const flow = fast('chat');
  const text = JSON.stringify(flow);
  const model = Object.entries(flow.nodes).find(([, { kind }]) => kind === 'llm')?.[0] ?? '';
  const renamed = JSON.parse(
    text.replaceAll(`"${model}"`, '"other"').replaceAll(`"${model}.`, '"other.'),
  ) as typeof flow;
  const compared = await compareByIds(
    engine.record,
    await runToEnd(engine, flow, 'Hello'),
    await runToEnd(engine, renamed, 'Hello'),
  );
  expect([compared.comparison.renamed, compared.comparison.counts]).toMatchObject([
    { other: model },
    { different: 0, onlyA: 0, onlyB: 0 },
  ]);
});

test('a branch not taken, and an attempt more, are steps of one run', async () => {
  const engine = testEngine();
  const flow = fast('chat');
  const model = Object.entries(flow.nodes).find(([, { kind }]) => kind === 'llm')?.[0] ?? '';
  const failing = withSettings(flow, { [model]: { model: 'demo-fast:fail', retries: 1 } });
  const compared = await compareByIds(
    engine.record,
    await runToEnd(engine, flow, 'Hello'),
    await runToEnd(engine, failing, 'Hello'),
  );
  const [, ...lines] = outline(compared);
  expect(lines.some((line) => /attempt 2\) \+/.test(line))).toBe(true);
  expect(lines.find((line) => line.includes('error'))).toMatch(/error.*state/);
});

test('what a run took over from another stands beside it as the same, without the steps that led to it', async () => {
  const engine = testEngine();
  const flow = fast('weather-agent');
  const input = 'What is the weather in Paris and Rome?';
  const a = await runToEnd(engine, flow, input);
  const from = { runId: a, kind: 'changed' } as const;
  const again = engine.start({ flow: JSON.stringify(flow), input, from });
  await again.result;
  const { comparison, rows } = await compareByIds(engine.record, a, again.runId);
  expect(rows.map(({ step }) => [step.title, step.b?.isReused, step.differs])).toEqual([
    ['Weather agent', false, []],
    ['Question', expect.any(Boolean), []],
    ['Weather agent', true, []],
    ['Answer', expect.any(Boolean), []],
  ]);
  expect(comparison.counts).toMatchObject({ different: 0, onlyA: 0, onlyB: 0 });
});
