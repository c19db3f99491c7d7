import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { ToolSpec } from '../../../core/contracts/chat.ts';
import { checkArguments } from '../../../core/modules/tool/check-arguments.ts';
import { describeTool } from '../../../core/modules/tool/describe-tool.ts';
import type { JsonObject } from '../../../core/shared/json.ts';

const file = new URL('../../fixtures/tools/get_current_weather.js', import.meta.url);
const described = describeTool(await readFile(file, 'utf8')).spec;
if (described === undefined) throw new Error('The fixture is not a tool.');
const weather: ToolSpec = described;

const plan: ToolSpec = {
  name: 'plan',
  description: '',
  parameters: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      days: { type: 'integer', minimum: 1 },
      price: { type: 'number' },
      loud: { type: 'boolean' },
      zip: { type: 'string' },
      level: { type: 'integer', enum: [1, 2] },
      note: { type: ['string', 'null'] },
      cities: {
        type: 'array',
        items: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
      },
      either: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    },
    additionalProperties: false,
  },
};

function valuesOf(spec: ToolSpec, text: string): JsonObject {
  const checked = checkArguments(spec, text);
  if (!checked.ok) throw new Error(checked.error.message);
  return checked.values;
}

function messageOf(spec: ToolSpec, text: string): string {
  const checked = checkArguments(spec, text);
  if (checked.ok) throw new Error(`It took ${JSON.stringify(checked.values)}`);
  return checked.error.message;
}

describe('text', () => {
  const tokyo = { location: 'Tokyo', unit: 'fahrenheit' };
  test.each([
    ['plain', '{"location": "Tokyo"}'],
    ['a trailing comma', '{"location": "Tokyo",}'],
    ['single quotes', "{'location': 'Tokyo'}"],
    ['bare keys', '{location: "Tokyo"}'],
    ['a code fence', '```json\n{"location": "Tokyo"}\n```'],
    ['Python words', '{"location": "Tokyo", "unit": None}'],
    ['written twice', '"{\\"location\\": \\"Tokyo\\"}"'],
    ['null where a default stands', '{"location": "Tokyo", "unit": null}'],
  ])('%s', (_name, text) => {
    expect(valuesOf(weather, text)).toEqual(tokyo);
  });

  test.each(['', '  ', 'null', '{}', '"null"'])('%j stands for no arguments', (text) => {
    expect(valuesOf(plan, text)).toEqual({});
  });

  test.each([
    ['cut off in a value', '{"location": "Tok', 'they are not valid JSON'],
    ['cut off after a key', '{"location":', 'they are not valid JSON'],
    ['words', 'Tokyo please', 'they are not valid JSON'],
    ['a list', '["Tokyo"]', 'they must be one JSON object'],
    ['a text', '"Tokyo"', 'they are not valid JSON'],
    ['a number', '5', 'they must be one JSON object'],
    ['two objects', '{"location": "Tokyo"}{"location": "Paris"}', 'they are not valid JSON'],
  ])('%s is refused', (_name, text, reason) => {
    expect(messageOf(weather, text)).toBe(`Invalid arguments for get_current_weather: ${reason}`);
  });
});

describe('values', () => {
  test('all faults come at once, as a structured error', () => {
    expect(checkArguments(weather, '{"unit": "kelvin"}')).toEqual({
      ok: false,
      error: {
        code: 'invalid_arguments',
        message:
          'Invalid arguments for get_current_weather: location: is required; unit: must be one of fahrenheit, celsius',
        action: 'Correct the arguments and call the tool again.',
        details: [
          { path: 'location', message: 'is required' },
          { path: 'unit', message: 'must be one of fahrenheit, celsius' },
        ],
      },
    });
  });

  test.each([
    ['{"location": 5}', 'location: must be a string'],
    [
      '{"location": "A", "locaton": "B"}',
      'locaton: is not a known parameter, did you mean location?',
    ],
    ['{"location": "A", "__proto__": {"x": 1}}', '__proto__: is not a known parameter'],
  ])('%s', (text, reason) => {
    expect(messageOf(weather, text)).toBe(`Invalid arguments for get_current_weather: ${reason}`);
  });

  test.each([
    ['{"days": 0}', 'days: must be >= 1'],
    ['{"days": 1.5}', 'days: must be an integer'],
    ['{"days": "1.5"}', 'days: must be an integer'],
    ['{"days": "soon"}', 'days: must be an integer'],
    ['{"days": ""}', 'days: must be an integer'],
    ['{"days": true}', 'days: must be an integer'],
    ['{"price": "12345678901234567890"}', 'price: must be a number'],
    ['{"loud": "yes"}', 'loud: must be true or false'],
    ['{"loud": 1}', 'loud: must be true or false'],
    ['{"zip": 12345}', 'zip: must be a string'],
    ['{"note": 1}', 'note: must be a string or null'],
    ['{"level": "3"}', 'level: must be one of 1, 2'],
    ['{"cities": [{"id": 1}, {}]}', 'cities[1].id: is required'],
    ['{"either": 1}', 'either: fits none of the allowed forms'],
  ])('%s: %s', (text, reason) => {
    expect(messageOf(plan, text)).toBe(`Invalid arguments for plan: ${reason}`);
  });

  test('numbers and booleans written as text are taken, where nothing is lost', () => {
    const text =
      '{"days":"3","price":" -2.50 ","loud":"true","level":"2","note":null,"zip":"012","cities":[{"id":"7"}],"either":"5"}';
    expect(valuesOf(plan, text)).toEqual({
      days: 3,
      price: -2.5,
      loud: true,
      level: 2,
      note: null,
      zip: '012',
      cities: [{ id: 7 }],
      either: '5',
    });
  });

  test('a default is never shared between calls', () => {
    const spec: ToolSpec = {
      name: 'list',
      description: '',
      parameters: { type: 'object', properties: { all: { type: 'array', default: [] } } },
    };
    const first = valuesOf(spec, '{}');
    (first['all'] as number[]).push(1);
    expect(valuesOf(spec, '{}')).toEqual({ all: [] });
  });

  test('a schema that is none is the fault of the tool, not of the model', () => {
    const spec: ToolSpec = { name: 'odd', description: '', parameters: { type: 'nonsense' } };
    expect(() => checkArguments(spec, '{}')).toThrow(/the tool odd are no usable JSON schema/);
  });
});
