import { expect, test } from 'vitest';
import { stringifyFlow } from '../../../core/model/flow-file.ts';
import { testEngine } from '../../harness/test-engine.ts';
import { firstOf, fixtureText } from './imported.ts';

const demo = { connection: 'demo', model: 'demo-fast' };

test('an imported flow runs', async () => {
  const engine = testEngine();
  const { flow } = firstOf('langflow/rhyme-teacher.json');
  const run = engine.start({ flow: stringifyFlow(flow), input: 'Frogs', overrides: demo });
  expect(await run.result).toMatchObject({ state: 'done', output: expect.any(String) as unknown });
});

test('only the branch that was taken runs', async () => {
  const engine = testEngine();
  const text = fixtureText('dify/letter-writer.yml').replace(
    /structured_output_enabled: true/,
    'structured_output_enabled: false',
  );
  const [imported] = (await engine.importFlow(text)).flows;
  const flow = stringifyFlow(imported!.flow);
  const outputs = async (language: string): Promise<readonly string[]> => {
    const input = {
      Recipient: 'Ada',
      'What it is about': 'Rent',
      'Second language': language,
      'Most words': 9,
    };
    const result = await engine.start({ flow, input, overrides: demo }).result;
    expect(result.error).toBeUndefined();
    return Object.keys(result.outputs).toSorted();
  };
  expect(await outputs('none')).not.toContain('translated');
  expect(await outputs('Polish')).toContain('translated');
});

test('a placeholder that a run reaches fails it, and says which node it stands for', async () => {
  const engine = testEngine();
  const { flow } = firstOf('n8n/feedback-form.json');
  const run = engine.start({
    flow: stringifyFlow(flow),
    input: '{"message": "Fine", "email": "a@example.com"}',
    overrides: demo,
  });
  expect((await run.result).error).toMatchObject({
    code: expect.stringMatching(/^(?:placeholder|invalid_output)$/) as unknown,
  });
});

test('a loop counts as it did, and keeps what it gathers', async () => {
  const engine = testEngine();
  const { flow } = firstOf('dify/count-up.yml');
  const { result } = engine.start({ flow: stringifyFlow(flow), input: '2' });
  expect(await result).toMatchObject({ state: 'done', outputs: { sum: 7, seen: [1, 3, 5] } });
});

test('an iteration runs once for each element', async () => {
  const engine = testEngine();
  const { flow } = firstOf('flowise/postcards.json');
  const { result } = engine.start({ flow: stringifyFlow(flow), input: 'Go', overrides: demo });
  expect(await result).toMatchObject({ state: 'done' });
});

test('a graph inside a graph runs', async () => {
  const engine = testEngine();
  const { flow } = firstOf('rivet/story-maker.rivet-project');
  // The file’s own “if” has no condition, so it cannot run as it is.
  const { keep: _incomplete, ...nodes } = flow.nodes;
  const edges = flow.edges.filter(({ to }) => !to.startsWith('keep.'));
  const sound = stringifyFlow({ ...flow, nodes, edges });
  const { result } = engine.start({ flow: sound, input: 'a miller', overrides: demo });
  expect(await result).toMatchObject({
    state: 'done',
    outputs: { story: expect.any(String) as unknown, title: expect.any(String) as unknown },
  });
});
