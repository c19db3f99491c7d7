import { describe, expect, test } from 'vitest';
import { isStatusEvent } from '../../../core/contracts/events.ts';
import type { RunResult } from '../../../core/engine/engine.ts';
import type { JsonObject, JsonValue } from '../../../core/shared/json.ts';
import { flowOf, jsonInput, node, runNodes } from '../../harness/run-nodes.ts';
import { allEvents, testEngine } from '../../harness/test-engine.ts';

const outcome = ({ error, output }: RunResult): unknown => error?.code ?? output;
const codesOf = (kind: string, settings: JsonObject): readonly string[] => {
  const flow = flowOf({ node: node(kind, settings) }, []);
  return testEngine()
    .check(flow.flow)
    .findings.filter(({ place }) => place.path?.includes('settings'))
    .map(({ code }) => code);
};

describe('join', () => {
  const join = async (settings: JsonObject, values: readonly JsonValue[]): Promise<unknown> => {
    const nodes = {
      ...Object.fromEntries(
        values.map((value, index) => [
          `c${index}`,
          node('constant', { type: 'json', value: JSON.stringify(value) }),
        ]),
      ),
      join: node('join', settings),
      out: node('output'),
    };
    const wires = values.map((_, index) => `c${index}.value join.values`);
    return outcome(await runNodes(nodes, [...wires, 'join.value out.value']));
  };
  test.each<[JsonObject, JsonValue[], unknown]>([
    [{}, [1, null, 'c'], [1, null, 'c']],
    [{ as: 'object' }, [1, 2], { c0: 1, c1: 2 }],
    [{ as: 'text', separator: ', ' }, ['a', { b: 1 }, 3], 'a, {"b":1}, 3'],
    [{ as: 'sum' }, [1, 2.5, '3'], 6.5],
    [{ as: 'sum' }, [[1], [2, [3]]], [1, 2, [3]]],
    [{ as: 'sum' }, [{ a: 1 }, { b: 2, a: 3 }], { a: 3, b: 2 }],
    [{ as: 'sum' }, [1, 'two'], 'wrong_value'],
    [{ as: 'sum' }, [1, null], 'wrong_value'],
  ])('%j of %j is %j', async (settings, values, expected) => {
    expect(await join(settings, values)).toEqual(expected);
  });

  test('a hundred wires keep their order', async () => {
    const values = Array.from({ length: 100 }, (_, index) => index);
    expect(await join({}, values)).toEqual(values);
  });

  const race = (others: string): Promise<unknown> => {
    const nodes = {
      in: node('input'),
      slow: node('delay', { milliseconds: 60_000 }),
      fast: node('delay', { milliseconds: 1 }),
      after: node('prompt', { template: 'fast {{text}}' }),
      join: node('join', { as: 'first', others }),
      out: node('output'),
    };
    const wires = [
      'in.value slow.value',
      'in.value fast.value',
      'fast.value after.text',
      'slow.value join.values',
      'after.text join.values',
      'join.value out.value',
    ];
    return runNodes(nodes, wires, 'hi').then(outcome);
  };
  test('the first that comes is enough, and the others are stopped', async () => {
    expect(await race('cancel-rest')).toBe('fast hi');
  });

  test('wires of one title each keep a key', async () => {
    const nodes = {
      in: jsonInput(),
      divert: node('diverter', { branches: 2 }),
      join: node('join', { as: 'object' }),
      out: node('output'),
    };
    const wires = [
      'in.value divert.list',
      'divert.item1 join.values',
      'divert.item2 join.values',
      'join.value out.value',
    ];
    expect(outcome(await runNodes(nodes, wires, '[1, 2]'))).toEqual({ divert: 1, 'divert 2': 2 });
  });

  test('branches that were skipped are left out', async () => {
    const nodes = {
      in: node('input'),
      if: node('if', { condition: 'true' }),
      join: node('join'),
      out: node('output'),
    };
    const wires = [
      'in.value if.value',
      'if.then join.values',
      'if.else join.values',
      'in.value join.values',
      'join.value out.value',
    ];
    expect(outcome(await runNodes(nodes, wires, 'x'))).toEqual(['x', 'x']);
  });
});

describe('merge', () => {
  const nodes = {
    in: node('input'),
    if: node('if', { condition: '$ = "a"' }),
    left: node('prompt', { template: 'left {{text}}' }),
    right: node('prompt', { template: 'right {{text}}' }),
    merge: node('merge'),
    out: node('output'),
  };
  const wires = [
    'in.value if.value',
    'if.then left.text',
    'if.else right.text',
    'left.text merge.values',
    'right.text merge.values',
    'merge.value out.value',
  ];
  test.each([
    ['a', 'left a', 'right'],
    ['b', 'right b', 'left'],
  ])('%s goes on as %s, and %s is recorded as skipped', async (input, expected, skipped) => {
    const engine = testEngine();
    const run = engine.start({ ...flowOf(nodes, wires), input });
    const events = await allEvents(engine, run);
    const skips = events.filter(
      (event) => isStatusEvent(event) && event.body.type === 'node-skipped',
    );
    expect([(await run.result).output, skips.map(({ nodeId }) => nodeId)]).toEqual([
      expected,
      [skipped],
    ]);
  });
});

describe('barrier', () => {
  test('lets nobody through before all have come', async () => {
    const nodes = {
      in: node('input'),
      slow: node('delay', { milliseconds: 60 }),
      gate: node('barrier', { lanes: 3 }),
      after: node('prompt', { template: '{{text}}!' }),
      out: node('join', { as: 'list' }),
      end: node('output'),
    };
    const wires = [
      'in.value slow.value',
      'slow.value gate.in1',
      'in.value gate.in2',
      'gate.out2 after.text',
      'gate.out1 out.values',
      'after.text out.values',
      'out.value end.value',
    ];
    const engine = testEngine();
    const run = engine.start({ ...flowOf(nodes, wires), input: 'x' });
    const events = await allEvents(engine, run);
    const spans = events.filter(isStatusEvent);
    const order = (nodeId: string, type: string): number =>
      spans.findIndex((event) => event.nodeId === nodeId && event.body.type === type);
    expect((await run.result).output).toEqual(['x', 'x!']);
    expect(order('slow', 'span-closed')).toBeLessThan(order('after', 'span-opened'));
  });
});

describe('delay', () => {
  test('waits as long as its setting, or its input, says', async () => {
    const engine = testEngine();
    const nodes = {
      in: node('input', { type: 'number' }),
      delay: node('delay', { milliseconds: 60_000 }),
      out: node('output'),
    };
    const wires = ['in.value delay.value', 'in.value delay.milliseconds', 'delay.value out.value'];
    const began = performance.now();
    expect(outcome(await runNodes(nodes, wires, '40', engine))).toBe(40);
    expect(performance.now() - began).toBeGreaterThan(38);
    expect(outcome(await runNodes(nodes, wires, '-1', engine))).toBe('wrong_value');
  });

  test('a cancelled run ends it', async () => {
    const engine = testEngine();
    const nodes = {
      in: node('input'),
      delay: node('delay', { milliseconds: 60_000 }),
      out: node('output'),
    };
    const run = engine.start({
      ...flowOf(nodes, ['in.value delay.value', 'delay.value out.value']),
      input: 'x',
    });
    setTimeout(() => run.cancel(), 20);
    expect((await run.result).state).toBe('cancelled');
  });
});

describe('diverter', () => {
  test.each<[JsonValue, unknown]>([
    [['a', 'b', 'c', 'd'], { one: 'a', two: 'b', rest: ['c', 'd'] }],
    [['a'], { one: 'a' }],
    [[], {}],
    ['text', 'wrong_value'],
  ])('%j goes to %j', async (list, expected) => {
    const nodes = {
      in: jsonInput(),
      divert: node('diverter', { branches: 2 }),
      one: node('output'),
      two: node('output'),
      rest: node('output'),
    };
    const wires = [
      'in.value divert.list',
      'divert.item1 one.value',
      'divert.item2 two.value',
      'divert.rest rest.value',
    ];
    const { outputs, error } = await runNodes(nodes, wires, JSON.stringify(list));
    expect(error?.code ?? outputs).toEqual(expected);
  });
});

describe('constant and note', () => {
  test.each<[JsonObject, unknown]>([
    [{ value: ' as it is\n' }, ' as it is\n'],
    [{ type: 'number', value: '1e3' }, 1000],
    [{ type: 'boolean', value: 'false' }, false],
    [{ type: 'json', value: '{"a": [1]}' }, { a: [1] }],
  ])('%j gives %j', async (settings, expected) => {
    const nodes = { constant: node('constant', settings), out: node('output') };
    expect(outcome(await runNodes(nodes, ['constant.value out.value']))).toEqual(expected);
  });

  test.each(['number', 'boolean', 'json'])('a wrong %s is found before the run', (type) => {
    expect(codesOf('constant', { type, value: 'many' })).toEqual(['wrong_value']);
  });

  test('a note and a group take no part in the run', async () => {
    const engine = testEngine();
    const nodes = {
      in: node('input'),
      note: node('note', { text: 'Mind this.' }),
      group: node('group', { color: 'green' }),
      out: node('output'),
    };
    const run = engine.start({ ...flowOf(nodes, ['in.value out.value']), input: 'x' });
    const events = await allEvents(engine, run);
    const ran = new Set(events.map(({ nodeId }) => nodeId));
    expect([(await run.result).output, ran.has('note'), ran.has('group')]).toEqual([
      'x',
      false,
      false,
    ]);
  });
});
