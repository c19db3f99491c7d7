import { expect, test } from 'vitest';
import { isOutputEvent } from '../../../core/contracts/events.ts';
import type { RunResult } from '../../../core/engine/engine.ts';
import type { JsonObject, JsonValue } from '../../../core/shared/json.ts';
import { flowOf, jsonInput, node, runNodes } from '../../harness/run-nodes.ts';
import { allEvents, testEngine } from '../../harness/test-engine.ts';

const nodes = (settings: JsonObject): Parameters<typeof runNodes>[0] => ({
  in: jsonInput(),
  embedding: node('embedding', settings),
  vectors: node('output'),
  vector: node('output'),
});
const wires = [
  'in.value embedding.texts',
  'embedding.vectors vectors.value',
  'embedding.vector vector.value',
];
const run = (input: JsonValue, settings: JsonObject = {}): Promise<RunResult> =>
  runNodes(nodes(settings), wires, JSON.stringify(input));

test('gives one vector for each text, and the first on its own', async () => {
  const { outputs } = await run(['a mill', 'a dam', 'a mill'], { dimensions: 8 });
  const vectors = outputs['vectors'] as readonly (readonly number[])[];
  expect(vectors.map(({ length }) => length)).toEqual([8, 8, 8]);
  expect(vectors[2]).toEqual(vectors[0]);
  expect(outputs['vector']).toEqual(vectors[0]);
});

test('counts tokens', async () => {
  const engine = testEngine();
  const flow = flowOf(nodes({}), wires);
  const started = engine.start({ ...flow, input: '"one two three"' });
  const usages = (await allEvents(engine, started))
    .filter(isOutputEvent)
    .flatMap(({ body }) => (body.type === 'usage' ? [body.usage.inputTokens > 0] : []));
  expect(usages).toEqual([true]);
});

test('refuses what is no text', async () => {
  expect((await run({ a: 1 })).error).toMatchObject({ code: 'wrong_value', nodeId: 'embedding' });
});

test('needs texts', () => {
  const { flow } = flowOf({ embedding: node('embedding') }, []);
  expect(testEngine().check(flow).findings).toMatchObject([{ code: 'input_missing' }]);
});
