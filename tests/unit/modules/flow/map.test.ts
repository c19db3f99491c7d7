import { describe, expect, test } from 'vitest';
import { configure, defineFlow } from '../../../../core/engine/define-flow.ts';
import type { ModuleBase } from '../../../../core/module/module-base.ts';
import { MapModule } from '../../../../core/modules/flow/map.ts';
import { InputModule } from '../../../../core/modules/input.ts';
import { OutputModule } from '../../../../core/modules/output.ts';
import { MillraceError } from '../../../../core/shared/errors.ts';
import type { JsonObject, JsonValue } from '../../../../core/shared/json.ts';
import { Apply, Gate, skippedStamps } from '../../../harness/small-modules.ts';
import { allEvents, testEngine } from '../../../harness/test-engine.ts';

function mapFlow(
  settings: JsonObject,
  nodes: Readonly<Record<string, ModuleBase>>,
  edges: readonly (readonly [string, string])[],
): ReturnType<typeof defineFlow> {
  return defineFlow({
    name: 'Map',
    nodes: {
      list: configure(InputModule, { type: 'json' }),
      map: configure(MapModule, settings),
      ...nodes,
      results: new OutputModule(),
      indexes: new OutputModule(),
      errors: new OutputModule(),
    },
    parents: Object.fromEntries(Object.keys(nodes).map((id) => [id, 'map'])),
    edges: [
      ['list.value', 'map.list'],
      ...edges,
      ['map.results', 'results.value'],
      ['map.indexes', 'indexes.value'],
      ['map.errors', 'errors.value'],
    ],
  });
}

const simple = [
  ['map.item', 'body.in'],
  ['map.index', 'body.also'],
  ['body.out', 'map.result'],
] as const;

const list = (count: number): JsonObject => ({
  list: Array.from({ length: count }, (_, index) => index),
});

describe('Map', () => {
  test('runs its body once for each element and keeps their order, whichever ends first', async () => {
    const body = new Apply(async (item, index) => {
      await new Promise((resolve) => setTimeout(resolve, 5 - Number(index)));
      return `${String(item)}${String(index)}`;
    });
    const run = testEngine().start({
      ...mapFlow({}, { body }, simple),
      input: { list: ['a', 'b', 'c', 'd', 'e'] },
    });
    expect((await run.result).outputs).toEqual({
      results: ['a0', 'b1', 'c2', 'd3', 'e4'],
      indexes: [0, 1, 2, 3, 4],
      errors: [],
    });
  });

  test.each([
    [8, 8],
    [1, 1],
  ])('a thousand elements, at most %s at a time: %s were', async (concurrency, most) => {
    let now = 0;
    let highest = 0;
    const body = new Apply(async (item) => {
      highest = Math.max(highest, ++now);
      await Promise.resolve();
      now--;
      return Number(item) * 2;
    });
    const engine = testEngine();
    const run = engine.start({ ...mapFlow({ concurrency }, { body }, simple), input: list(1000) });
    const { outputs } = await run.result;
    expect([highest, outputs['results']]).toEqual([
      most,
      Array.from({ length: 1000 }, (_, index) => index * 2),
    ]);
    const stamps = engine.record
      .spansOf(run.runId)
      .filter(({ nodeId }) => nodeId === 'body')
      .map(({ iteration }) => iteration);
    expect(new Set(stamps)).toEqual(
      new Set(Array.from({ length: 1000 }, (_, index) => `map:${index + 1}`)),
    );
  });

  test('0 takes all elements at once', async () => {
    let begun = 0;
    const gate = Promise.withResolvers<void>();
    const body = new Apply(async () => {
      if (++begun === 30) gate.resolve();
      await gate.promise;
      return begun;
    });
    const run = testEngine().start({
      ...mapFlow({ concurrency: 0 }, { body }, simple),
      input: list(30),
    });
    expect((await run.result).outputs['results']).toEqual(Array.from({ length: 30 }, () => 30));
  });

  const breakOnOdd = (): Apply =>
    new Apply((item) => {
      if (Number(item) % 2 === 1)
        throw new MillraceError('odd', `${String(item)} is odd.`, { action: 'Be even.' });
      return item;
    });
  const failure = { code: 'odd', action: 'Be even.', nodeId: 'body' };

  test.each<[string, JsonValue]>([
    [
      'skip',
      {
        results: [0, 2],
        indexes: [0, 2],
        errors: [{ index: 1, message: '1 is odd.', ...failure }],
      },
    ],
    [
      'collect',
      {
        results: [0, { error: { message: '1 is odd.', ...failure } }, 2],
        indexes: [0, 1, 2],
        errors: [{ index: 1, message: '1 is odd.', ...failure }],
      },
    ],
  ])('a failed element does not lose the others: %s', async (onElementError, expected) => {
    const run = testEngine().start({
      ...mapFlow({ onElementError }, { body: breakOnOdd() }, simple),
      input: list(3),
    });
    expect(await run.result).toMatchObject({ state: 'done', outputs: expected });
  });

  test('stop: the first failure stops the elements under way, begins no others and names the element', async () => {
    const gate = new Gate();
    let begun = 0;
    const body = new Apply((item) => {
      begun++;
      if (item === 1) throw new MillraceError('odd', 'It is odd.');
      return item;
    });
    const engine = testEngine();
    const run = engine.start({
      ...mapFlow({ concurrency: 2 }, { gate, body }, [
        ['map.item', 'gate.in'],
        ['map.item', 'body.in'],
        ['gate.out', 'body.also'],
        ['body.out', 'map.result'],
      ]),
      input: list(50),
    });
    await gate.entered;
    gate.open();
    expect(await run.result).toMatchObject({
      state: 'failed',
      error: { code: 'odd', message: 'Element 2: It is odd.', nodeId: 'body' },
    });
    expect(begun).toBeLessThan(5);
    const states = engine.record
      .spansOf(run.runId)
      .map(({ nodeId, state }) => `${nodeId} ${state}`);
    expect(new Set(states)).toContain('map failed');
  });

  test('an element whose branch is skipped has no result and is left out: a map filters', async () => {
    const even = new Apply((item) => (Number(item) % 2 === 0 ? item : undefined));
    const behind = new Apply((item) => `even ${String(item)}`);
    const engine = testEngine();
    const run = engine.start({
      ...mapFlow({ concurrency: 1 }, { even, behind }, [
        ['map.item', 'even.in'],
        ['even.out', 'behind.in'],
        ['behind.out', 'map.result'],
      ]),
      input: list(4),
    });
    const events = await allEvents(engine, run);
    expect([(await run.result).outputs, skippedStamps(events)]).toEqual([
      { results: ['even 0', 'even 2'], indexes: [0, 2], errors: [] },
      ['behind map:2', 'behind map:4'],
    ]);
  });

  test('an empty list gives an empty list; what is no list is refused', async () => {
    const engine = testEngine();
    const flow = mapFlow({}, { body: new Apply((item) => item) }, simple);
    expect(
      (await engine.start({ ...flow, input: { list: [] } }).result).outputs['results'],
    ).toEqual([]);
    expect((await engine.start({ ...flow, input: { list: { a: 1 } } }).result).error).toMatchObject(
      {
        code: 'wrong_value',
        message: 'Map takes a list, but got {"a":1}.',
        nodeId: 'map',
      },
    );
  });

  test('cancel ends the elements under way at once, whatever failures it would collect', async () => {
    const gate = new Gate();
    const engine = testEngine();
    const run = engine.start({
      ...mapFlow({ onElementError: 'collect' }, { body: gate }, simple),
      input: list(10),
    });
    await gate.entered;
    run.cancel();
    expect((await run.result).state).toBe('cancelled');
    const spans = engine.record.spansOf(run.runId).filter(({ state }) => state === 'cancelled');
    expect(spans.map(({ nodeId, iteration }) => `${nodeId} ${iteration}`).toSorted()).toEqual([
      'body map:1',
      'body map:2',
      'body map:3',
      'body map:4',
      'map ',
    ]);
  });

  test('the result must be wired, from inside', () => {
    const { flow } = mapFlow({}, { body: new Apply((item) => item) }, [['map.item', 'body.in']]);
    expect(testEngine({ kinds: [Apply] }).check(flow).findings).toMatchObject([
      {
        code: 'input_missing',
        message: '"map" needs a wire from inside to its input Result.',
      },
    ]);
  });
});
