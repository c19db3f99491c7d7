import { describe, expect, test } from 'vitest';
import { addBranching } from '../../../core/import/conditions.ts';
import { plainText } from '../../../core/import/flowise/flowise-text.ts';
import { composeTemplate } from '../../../core/import/map-text.ts';
import { connectionFor } from '../../../core/import/model-choice.ts';
import { NodeMapping } from '../../../core/import/node-mapping.ts';
import { removeSecrets } from '../../../core/import/remove-secrets.ts';
import { readExpressionPath } from '../../../core/import/rivet/rivet-path.ts';
import { kinds } from './imported.ts';

describe('removeSecrets', () => {
  test('takes out what is named or shaped like a key, and nothing else', () => {
    const { value, secrets } = removeSecrets(
      {
        apiKey: 'abcdef',
        maxTokens: '500',
        tokenLimit: '2000',
        secretName: 'x',
        headers: [{ name: 'Authorization', value: 'Bearer abcdefgh12345678' }],
        text: 'Call it with sk-abcdefghijklmnop1234 please',
        own: '{{ $vars.key }}',
        password: '={{ $env.PASSWORD }}',
        token: 'MY_TOKEN',
        field: { password: true, value: 'hidden' },
        stored: { password: true, load_from_db: true, value: 'OPENAI_API_KEY' },
      },
      'Node',
    );
    expect(value).toEqual({
      apiKey: { $secret: 'NODE_API_KEY' },
      maxTokens: '500',
      tokenLimit: '2000',
      secretName: 'x',
      headers: [{ name: 'Authorization', value: { $secret: 'NODE_AUTHORIZATION_SECRET' } }],
      text: 'Call it with NODE_TEXT_SECRET please',
      own: '{{ $vars.key }}',
      password: '={{ $env.PASSWORD }}',
      token: 'MY_TOKEN',
      field: { password: true, value: { $secret: 'NODE_SECRET' } },
      stored: { password: true, load_from_db: true, value: 'OPENAI_API_KEY' },
    });
    expect(secrets).toEqual([
      'NODE_API_KEY',
      'NODE_AUTHORIZATION_SECRET',
      'NODE_TEXT_SECRET',
      'NODE_SECRET',
    ]);
  });
});

describe('templates', () => {
  const name = (field: string, wanted = field) => ({ ref: { node: 'n', field }, name: wanted });

  test('one value has one variable, two values of one name have two', () => {
    const text = ['a ', name('x'), ' b ', name('x'), ' c ', name('y', 'x')];
    expect(composeTemplate(text, ['x'])).toMatchObject({
      template: 'a {{x_2}} b {{x_2}} c {{x_3}}',
      variables: [{ name: 'x_2' }, { name: 'x_3' }],
    });
  });

  test('braces of plain text are no variables', () => {
    expect(composeTemplate(['Say {{hello}}'])).toMatchObject({
      template: 'Say { {hello} }',
      hasChangedBraces: true,
    });
  });

  test('a text of one value alone is that value', () => {
    expect(composeTemplate(['  ', name('x'), '\n']).lone).toEqual({ node: 'n', field: 'x' });
  });
});

describe('conditions', () => {
  const value = { ref: { node: 'a', field: '' }, name: 'q' };
  const branch = (operator: string, right: string) => ({
    handle: 'yes',
    isAny: false,
    comparisons: [{ left: [value], operator, right: [right] }],
  });
  const mapped = (operators: readonly string[]): NodeMapping => {
    const mapping = new NodeMapping({ id: 'i', type: 'if', title: 'If', settings: {} });
    const branches = operators.map((operator) => branch(operator, '3'));
    addBranching(mapping, { branches, otherwise: 'no' });
    return mapping;
  };

  test.each([
    'contains',
    'not contains',
    'start with',
    'end with',
    'is',
    '≠',
    'empty',
    'notEmpty',
    '≥',
    'lt',
    'true',
    'notExists',
  ])('%s is an expression that the host takes', (operator) => {
    const [part] = mapped([operator]).parts;
    expect(part?.kind).toBe('if');
    expect(kinds.find('if')?.check(part?.settings ?? {})).toEqual([]);
  });

  test('several ways make a switch', () => {
    const mapping = mapped(['is', '>']);
    expect(mapping.parts.map(({ kind }) => kind)).toEqual(['switch']);
    expect(mapping.offers.get('no')?.port).toBe('default');
  });

  test('an operator that nobody knows leaves a placeholder', () => {
    const mapping = mapped(['resembles']);
    expect([mapping.outcome, mapping.notes[0]?.code]).toEqual(['placeholder', 'condition_unknown']);
  });
});

test.each([
  ['langgenius/openai/openai', 'openai'],
  ['langgenius/tongyi/tongyi', 'dashscope'],
  ['azureChatOpenAI', 'azure'],
  ['lmChatGoogleGemini', 'gemini'],
  ['chatGroq', 'groq'],
  ['ChatFireworks', 'fireworks'],
  ['', 'openai'],
])('the provider %s is the connection %s', (provider, connection) => {
  expect(connectionFor(provider)).toBe(connection);
});

test('the text of an editor loses its tags, but not those of a prompt', () => {
  expect(plainText('<p>Use <b>this</b>:</p><p>&lt;data&gt; <rules>x</rules></p>')).toBe(
    'Use this:\n<data> <rules>x</rules>',
  );
  expect(plainText('a < b and <p> stays')).toBe('a < b and <p> stays');
});

test('a path of names and indexes is an expression, others are none', () => {
  expect(['$.a.b[0]', '$', '$..a', '$.a[?(@.x)]'].map(readExpressionPath)).toEqual([
    '$.a.b[0]',
    undefined,
    undefined,
    undefined,
  ]);
});
