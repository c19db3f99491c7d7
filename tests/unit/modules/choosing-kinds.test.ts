import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../../core/engine/engine.ts';
import type { JsonObject, JsonValue } from '../../../core/shared/json.ts';
import { flowOf, jsonInput, node, runNodes } from '../../harness/run-nodes.ts';
import { testEngine } from '../../harness/test-engine.ts';

const outcome = ({ error, output }: RunResult): unknown => error?.code ?? output;
const codesOf = (kind: string, settings: JsonObject): readonly string[] => {
  const flow = flowOf({ node: node(kind, settings) }, []);
  return testEngine()
    .check(flow.flow)
    .findings.filter(({ place }) => place.path?.includes('settings'))
    .map(({ code }) => code);
};

describe('if', () => {
  const run = async (condition: string, input: JsonValue): Promise<unknown> =>
    outcome(
      await runNodes(
        { in: jsonInput(), if: node('if', { condition }), yes: node('output'), no: node('output') },
        ['in.value if.value', 'if.then yes.value', 'if.else no.value'],
        JSON.stringify(input),
      ),
    );
  const side = async (condition: string, input: JsonValue): Promise<unknown> => {
    const engine = testEngine();
    const nodes = {
      in: jsonInput(),
      if: node('if', { condition }),
      yes: node('output'),
      no: node('output'),
    };
    const flow = flowOf(nodes, ['in.value if.value', 'if.then yes.value', 'if.else no.value']);
    const { outputs, error } = await engine.start({ ...flow, input: JSON.stringify(input) }).result;
    return error?.code ?? Object.keys(outputs).join();
  };

  test.each<[string, JsonValue, string]>([
    ['total > 10', { total: 11 }, 'yes'],
    ['total > 10', { total: 9 }, 'no'],
    ['missing', { total: 9 }, 'no'],
    ['$', ['', 0], 'no'],
    ['$', ['', 'x'], 'yes'],
    ['$', {}, 'no'],
    ['$contains($string($), /^\\{/)', { a: 1 }, 'yes'],
    ['$ > 1', { a: 1 }, 'expression_failed'],
    ['($f := function($n) { 1 + $f($n) }; $f(1))', 1, 'expression_limit'],
  ])('%s over %j goes to %s', async (condition, input, expected) => {
    expect(await side(condition, input)).toBe(expected);
  });

  test('passes the value on untouched', async () => {
    expect(await run('true', { deep: [1, { a: null }] })).toEqual({ deep: [1, { a: null }] });
  });

  test('takes other values by name', async () => {
    const nodes = {
      in: jsonInput(),
      limit: node('constant', { type: 'number', value: '5' }),
      if: node('if', { condition: '$ > $limit' }),
      out: node('output'),
    };
    const wires = ['in.value if.value', 'limit.value if.limit', 'if.then out.value'];
    expect(outcome(await runNodes(nodes, wires, '6'))).toBe(6);
  });

  test('says where a condition is wrong', () => {
    const { flow } = flowOf({ if: node('if', { condition: 'total >' }) }, []);
    expect(testEngine().check(flow).findings).toContainEqual(
      expect.objectContaining({
        code: 'invalid_expression',
        message: '"if": Unexpected end of expression (column 8 of the expression).',
      }),
    );
  });
});

describe('switch', () => {
  const cases = [
    { name: 'billing', equals: 'billing' },
    { name: 'large', when: 'total > $limit' },
    { name: 'list', equals: [1, { b: 2, a: 1 }] },
  ];
  const nodes = {
    in: jsonInput(),
    limit: node('constant', { type: 'number', value: '100' }),
    switch: node('switch', { cases }),
    billing: node('output'),
    large: node('output'),
    list: node('output'),
    rest: node('output'),
  };
  const wires = [
    'in.value switch.value',
    'limit.value switch.limit',
    'switch.billing billing.value',
    'switch.large large.value',
    'switch.list list.value',
    'switch.default rest.value',
  ];
  test.each<[JsonValue, string]>([
    [' billing\n', 'billing'],
    ['Billing', 'rest'],
    [{ total: 101 }, 'large'],
    [[1, { a: 1, b: 2 }], 'list'],
    [{ total: 1 }, 'rest'],
  ])('%j goes to %s', async (input, expected) => {
    const { outputs } = await runNodes(nodes, wires, JSON.stringify(input));
    expect(outputs).toEqual({ [expected]: input });
  });

  test('refuses names that cannot be ports', () => {
    const names = ['default', 'error', 'a.b', 'a b', 'fine', 'fine', ''];
    const list = names.map((name) => ({ name, equals: 1 }));
    expect(codesOf('switch', { cases: list })).toEqual(names.slice(1).map(() => 'unusable_name'));
  });
});

describe('pick', () => {
  const pick = async (settings: JsonObject, input: JsonValue): Promise<unknown> => {
    const nodes = { in: jsonInput(), pick: node('pick', settings), out: node('output') };
    const wires = ['in.value pick.value', 'pick.value out.value'];
    return outcome(await runNodes(nodes, wires, JSON.stringify(input)));
  };
  const order = {
    items: [
      { name: 'pen', price: 5 },
      { name: 'ink', price: 7 },
    ],
  };
  test.each<[JsonObject, unknown]>([
    [{ expression: 'items[price > 5].name' }, 'ink'],
    [{ expression: '{ "total": $sum(items.price) }' }, { total: 12 }],
    [{ expression: '$map(items, function($item) { $uppercase($item.name) })' }, ['PEN', 'INK']],
    [{ expression: 'nothing' }, null],
    [{ expression: 'nothing', whenNothing: 'skip' }, undefined],
    [{ expression: 'nothing', whenNothing: 'fail' }, 'nothing_selected'],
  ])('%j gives %j', async (settings, expected) => {
    expect(await pick(settings, order)).toEqual(expected);
  });

  test('any earlier value can be bound by name', async () => {
    const nodes = {
      in: jsonInput(),
      rate: node('constant', { type: 'json', value: '{"vat": 0.5}' }),
      pick: node('pick', { expression: 'price * (1 + $rate.vat) & $unit' }),
      unit: node('constant', { value: ' EUR' }),
      out: node('output'),
    };
    const wires = [
      'in.value pick.value',
      'rate.value pick.rate',
      'unit.value pick.unit',
      'pick.value out.value',
    ];
    expect(outcome(await runNodes(nodes, wires, '{"price": 10}'))).toBe('15 EUR');
  });
});
