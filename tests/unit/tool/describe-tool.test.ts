import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { describeTool } from '../../../core/modules/tool/describe-tool.ts';
import type { JsonObject } from '../../../core/shared/json.ts';

function fixture(name: string): Promise<string> {
  return readFile(new URL(`../../fixtures/tools/${name}.js`, import.meta.url), 'utf8');
}

/** The schema of the parameter `a`. */
function parameterA(code: string): JsonObject {
  const properties = describeTool(code).spec?.parameters['properties'];
  return (properties as { readonly a: JsonObject }).a;
}

/** The schema of the one parameter `a` with this JSDoc type. */
function schemaOf(type: string): JsonObject {
  const code = `/** Does. \n * @param {${type}} a - What. */\nfunction tool(a) {}`;
  const { description: _, ...schema } = parameterA(code);
  return schema;
}

/** Each finding as `severity code line:column`. */
function findingsOf(code: string): readonly string[] {
  return describeTool(code).findings.map(
    ({ severity, code: id, line, column }) => `${severity} ${id} ${line}:${column}`,
  );
}

describe('the weather tools', () => {
  const location = {
    type: 'string',
    description: 'The city and state, e.g. San Francisco, CA.',
  };
  const unit = {
    type: 'string',
    enum: ['fahrenheit', 'celsius'],
    description: 'The temperature unit to use.',
    default: 'fahrenheit',
  };

  test('the current weather', async () => {
    expect(describeTool(await fixture('get_current_weather'))).toEqual({
      spec: {
        name: 'get_current_weather',
        description: 'Get the current weather in a given location.',
        parameters: {
          type: 'object',
          properties: { location, unit },
          required: ['location'],
          additionalProperties: false,
        },
      },
      parameterNames: ['location', 'unit'],
      findings: [],
    });
  });

  test('the forecast', async () => {
    const num_days = { type: 'integer', description: 'The number of days to forecast.' };
    expect(describeTool(await fixture('get_n_day_weather_forecast'))).toEqual({
      spec: {
        name: 'get_n_day_weather_forecast',
        description: 'Get an N-day weather forecast for a given location.',
        parameters: {
          type: 'object',
          properties: { location, num_days, unit },
          required: ['location', 'num_days'],
          additionalProperties: false,
        },
      },
      parameterNames: ['location', 'num_days', 'unit'],
      findings: [],
    });
  });
});

describe('types', () => {
  const fields = { a: { type: 'string' }, b: { type: 'number' } };
  test.each<[string, JsonObject]>([
    ['string', { type: 'string' }],
    ['Number', { type: 'number' }],
    ['integer', { type: 'integer' }],
    ['boolean', { type: 'boolean' }],
    ['string[]', { type: 'array', items: { type: 'string' } }],
    ['Array<number>', { type: 'array', items: { type: 'number' } }],
    ['Array.<integer>', { type: 'array', items: { type: 'integer' } }],
    ['number[][]', { type: 'array', items: { type: 'array', items: { type: 'number' } } }],
    ['Object', { type: 'object' }],
    ['Record<string, number>', { type: 'object', additionalProperties: { type: 'number' } }],
    [
      '{a: string, b?: number}',
      { type: 'object', properties: fields, required: ['a'], additionalProperties: false },
    ],
    [
      '{a?: string; b: number|undefined}[]',
      { type: 'array', items: { type: 'object', properties: fields, additionalProperties: false } },
    ],
    [`'x' | "y z"`, { type: 'string', enum: ['x', 'y z'] }],
    ['(1|2|-3)', { type: 'integer', enum: [1, 2, -3] }],
    ['1|2.5', { type: 'number', enum: [1, 2.5] }],
    [`'auto'|1`, { type: ['string', 'integer'], enum: ['auto', 1] }],
    ['true|false', { type: 'boolean' }],
    ['true', { type: 'boolean', enum: [true] }],
    ['?string', { type: ['string', 'null'] }],
    ['string|null', { type: ['string', 'null'] }],
    [`'x'|'y'|null`, { type: ['string', 'null'], enum: ['x', 'y', null] }],
    ['string|number', { type: ['string', 'number'] }],
    ['integer|number', { type: 'number' }],
    [
      'string|string[]',
      { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    ],
    [
      '?(string|string[])',
      {
        anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }, { type: 'null' }],
      },
    ],
    ['[string, string]', { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 }],
    ['*', {}],
    ['any|string', {}],
  ])('%s', (type, schema) => {
    expect(schemaOf(type)).toEqual(schema);
  });

  test.each([
    ['Map<string, number>', 'unsupported_type', 'Map<…>'],
    ['Date', 'unsupported_type', 'Date'],
    ['function(string): void', 'unsupported_type', 'function'],
    ['string |', 'unreadable_type', '{string |}'],
  ])('%s takes any value, and says so', (type, code, part) => {
    const text = `/**\n * Does.\n * @param {${type}} a - What.\n */\nfunction tool(a) {}`;
    const { spec, findings } = describeTool(text);
    expect(spec?.parameters['properties']).toEqual({ a: { description: 'What.' } });
    expect(findings).toEqual([
      expect.objectContaining({ severity: 'warning', code, line: 3, column: 4 }),
    ]);
    expect(findings[0]?.message).toContain(part);
  });

  test('documented fields make an object, also in a list', () => {
    const code = `/**
 * Book.
 * @param {Object} trip - The trip.
 * @param {string} trip.to - Where to.
 * @param {number} [trip.nights=2] - How long.
 * @param {Object[]} guests - Who.
 * @param {string} guests[].name - The name.
 */
export const book = async (trip, guests) => {};`;
    const { spec, findings } = describeTool(code);
    expect(findings).toEqual([]);
    expect(spec?.parameters).toEqual({
      type: 'object',
      properties: {
        trip: {
          type: 'object',
          properties: {
            to: { type: 'string', description: 'Where to.' },
            nights: { type: 'number', description: 'How long.', default: 2 },
          },
          required: ['to'],
          additionalProperties: false,
          description: 'The trip.',
        },
        guests: {
          type: 'array',
          items: {
            type: 'object',
            properties: { name: { type: 'string', description: 'The name.' } },
            required: ['name'],
            additionalProperties: false,
          },
          description: 'Who.',
        },
      },
      required: ['trip', 'guests'],
      additionalProperties: false,
    });
  });
});

/** The default, whether it is required, and the findings of the one parameter `a`. */
function describeDefault(tag: string, parameter: string): unknown {
  const code = `/** Does.\n * @param ${tag} - What.\n */\nfunction tool(${parameter}) {}`;
  const { spec, findings } = describeTool(code);
  const required = spec?.parameters['required'] !== undefined;
  return [parameterA(code)['default'], required, findings.map((finding) => finding.code).join()];
}

describe('defaults', () => {
  test.each<[string, string, unknown]>([
    ['{string} a', 'a', [undefined, true, '']],
    ['{string} [a]', 'a', [undefined, false, '']],
    ['{string=} a', 'a', [undefined, false, '']],
    ['{string|undefined} a', 'a', [undefined, false, '']],
    ['{string} [a="x y"]', 'a', ['x y', false, '']],
    ['{string} [a=plain]', 'a', ['plain', false, '']],
    ['{string} [a=12345]', 'a', ['12345', false, '']],
    ['{number} [a=-3]', 'a', [-3, false, '']],
    ['{boolean} [a=true]', 'a', [true, false, '']],
    ['{string} a', "a = 'code'", ['code', false, '']],
    ['{string} a', 'a = `code`', ['code', false, '']],
    ['{number[]} a', 'a = [1, -2]', [[1, -2], false, '']],
    ['{Object} a', "a = { b: null, 'c': [true] }", [{ b: null, c: [true] }, false, '']],
    ['{number} a', 'a = Date.now()', [undefined, false, '']],
    ['{string} [a="doc"]', "a = 'code'", ['code', false, 'default_mismatch']],
    ["{'x'|'y'} a", "a = 'z'", ['z', false, 'default_not_allowed']],
  ])('%s with %s', (tag, parameter, expected) => {
    expect(describeDefault(tag, parameter)).toEqual(expected);
  });
});

describe('which function', () => {
  const doc = '/** Does it. */\n';
  test.each([
    ['a declaration', `${doc}function tool() {}`],
    ['an async function', `${doc}async function tool() {}`],
    ['a const arrow', `${doc}const tool = async () => 1;`],
    ['an export', `${doc}export function tool() {}`],
    ['a default export', `${doc}export default function tool() {}`],
    ['an export below', `${doc}function other() {}\n${doc}function tool() {}\nexport { tool };`],
    [
      'helpers without JSDoc',
      `const x = 1;\n// note\nfunction help() {}\n${doc}const tool = () => x;`,
    ],
    [
      'a documented helper below an export',
      `${doc}function help() {}\n${doc}export function tool() {}`,
    ],
  ])('%s', (_name, code) => {
    const { spec, findings } = describeTool(code);
    expect([spec?.name, spec?.description, findings]).toEqual(['tool', 'Does it.', []]);
  });

  test('a description of several lines and a @description tag read as text', () => {
    const code =
      '/**\n * One\n *   two.\n *\n * Three.\n * @description And four.\n */\nfunction tool() {}';
    expect(describeTool(code).spec?.description).toBe('One two. Three. And four.');
  });

  test('equal code gives the same object, so that validators are kept', () => {
    const code = `${doc}function tool() {}`;
    expect(describeTool(code)).toBe(describeTool([code].join('')));
  });
});

describe('findings', () => {
  test.each([
    ['', ['error no_function undefined:undefined']],
    ['const x = 1;', ['error no_function undefined:undefined']],
    ['function tool( {}', ['error syntax_error 1:18']],
    ['/** A. */\nfunction tool() {\n  return 1 +;\n}', ['error syntax_error 3:13']],
    ['/** A. */\nfunction a() {}\n/** B. */\nfunction b() {}', ['error several_tools 4:1']],
    ['function a() {}\nfunction b() {}', ['error several_tools 2:1']],
    ['/** A. */\nexport default () => 1;', ['error unnamed_function 2:1']],
    ['/** A. */\nfunction* tool() {}', ['error generator_function 2:1']],
    ['/** A. */\nfunction größe() {}', ['error unusable_name 2:1']],
    ['import fs from "fs";\n/** A. */\nfunction tool() {}', ['error import_not_possible 1:1']],
    ['/** A. */\nfunction tool({ a }) {}', ['error destructured_parameter 2:15']],
    ['/** A. */\nfunction tool([a] = []) {}', ['error destructured_parameter 2:15']],
    ['/** A. */\nfunction tool(...all) {}', ['error rest_parameter 2:15']],
    ['function tool() {}', ['warning missing_description 1:1']],
    ['/** @param {string} a - A. */\nfunction tool(a) {}', ['warning missing_description 1:1']],
    ['/** A. */\nfunction tool(a) {}', ['warning undocumented_parameter 2:15']],
    [
      '/**\n * A.\n * @param {string} a\n */\nfunction tool(a) {}',
      ['warning missing_parameter_description 3:4'],
    ],
    [
      '/**\n * A.\n * @param a - A.\n */\nfunction tool(a) {}',
      ['warning missing_parameter_type 3:4'],
    ],
    [
      '/**\n * A.\n * @param {string} a - A.\n * @param {string} a - B.\n */\nfunction tool(a) {}',
      ['warning duplicate_parameter 4:4'],
    ],
    [
      '/**\n * A.\n * @param {string} citty - A.\n */\nfunction tool(city) {}',
      ['warning unknown_parameter 3:4', 'warning undocumented_parameter 5:15'],
    ],
    [
      '/**\n * A.\n * @param {string a - A.\n */\nfunction tool(a) {}',
      ['warning unreadable_tag 3:4', 'warning undocumented_parameter 5:15'],
    ],
    [
      'export function tool(a, { b }) {}',
      [
        'error destructured_parameter 1:25',
        'warning missing_description 1:1',
        'warning undocumented_parameter 1:22',
      ],
    ],
  ])('%j', (code, expected) => {
    expect(findingsOf(code)).toEqual(expected);
    const failed = expected.some((finding) => finding.startsWith('error'));
    expect(describeTool(code).spec === undefined).toBe(failed);
  });

  test('every finding is plain sentences', () => {
    const codes = [
      '',
      'x y',
      'function a() {}\nfunction b() {}',
      '/** A. */\nfunction* tool({ a }) {}',
      'function tool(a, ...b) {}',
    ];
    for (const { message, action } of codes.flatMap((code) => describeTool(code).findings)) {
      expect(message).toMatch(/^[A-Z].*[.?]$/);
      if (action !== undefined) expect(action).toMatch(/^[A-Z].*[^ ]$/);
    }
  });

  test('a misspelt name is recognised', () => {
    const code = '/**\n * A.\n * @param {string} citty - A.\n */\nfunction tool(city) {}';
    expect(describeTool(code).findings[0]?.action).toBe('Did you mean city?');
  });
});
