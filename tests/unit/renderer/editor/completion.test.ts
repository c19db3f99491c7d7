import { CompletionContext } from '@codemirror/autocomplete';
import { javascript } from '@codemirror/lang-javascript';
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../../../core/model/flow-document.ts';
import type { NodePorts } from '../../../../core/model/port.ts';
import { createFlow } from '../../../../renderer/document/flow-file.ts';
import {
  findSyntaxFault,
  markCode,
  markFindings,
} from '../../../../renderer/editor/find-json-marks.ts';
import { completeJson } from '../../../../renderer/editor/json-completion.ts';
import { listTemplateNames } from '../../../../renderer/editor/list-template-names.ts';
import { readFunctions, writeSignature } from '../../../../renderer/editor/read-jsdoc.ts';
import { completeScript } from '../../../../renderer/editor/script-completion.ts';
import { completeTemplate } from '../../../../renderer/editor/template-completion.ts';

/** A context at the `|` of a text. */
function at(marked: string, explicit = false, isScript = false): CompletionContext {
  const pos = marked.indexOf('|');
  const doc = marked.replace('|', '');
  const state = EditorState.create({ doc, extensions: isScript ? [javascript()] : [] });
  if (isScript) ensureSyntaxTree(state, doc.length, 5_000);
  return new CompletionContext(state, pos, explicit);
}

const port = (id: string, type: 'text' | 'tool' = 'text') => ({ id, label: id, type });

describe('variables of a template', () => {
  const ports: Record<string, NodePorts> = {
    question: { inputs: [], outputs: [port('value')] },
    search: { inputs: [], outputs: [port('text')] },
    tool: { inputs: [], outputs: [port('tool', 'tool')] },
    prompt: { inputs: [port('topic'), port('tone')], outputs: [port('text')] },
    answer: { inputs: [port('value')], outputs: [port('value')] },
  };
  const titles = {
    question: 'Question',
    search: 'Search results',
    tool: 'Tool',
    prompt: 'Prompt',
    answer: 'Answer',
  };
  const document: FlowDocument = {
    ...createFlow('Names'),
    nodes: Object.fromEntries(
      Object.entries(titles).map(([id, title]) => [
        id,
        { kind: id, kindVersion: 1, title, settings: {} },
      ]),
    ),
    edges: [
      { from: 'question.value', to: 'prompt.topic' },
      { from: 'prompt.text', to: 'answer.value' },
    ],
  };
  const names = listTemplateNames('prompt', {
    document,
    portsOf: (id) => ports[id],
    notWired: (title) => `${title}, not wired`,
    noValue: 'no value',
  });

  test('are its inputs with where they come from, then what could be wired; never what comes after it', () => {
    expect(names).toEqual([
      { name: 'topic', from: 'Question', rank: 0 },
      { name: 'tone', from: 'no value', rank: 1 },
      { name: 'search_results', from: 'Search results, not wired', rank: 2 },
    ]);
  });

  test('are offered after two braces, which are closed behind the chosen one unless they are', () => {
    const applied = (marked: string) => {
      const found = completeTemplate(() => names, at(marked));
      return found && [found.from, found.options[0]?.apply];
    };
    expect([
      applied('Say {{|'),
      applied('Say {{to|'),
      applied('Say {{ to|pic }} loud'),
      applied('Say {to|'),
      applied('Say {{topic}} |'),
    ]).toEqual([[6, 'topic}}'], [6, 'topic}}'], [7, 'topic'], null, null]);
  });
});

describe('JSON', () => {
  const schema = {
    type: 'array',
    items: {
      anyOf: [
        {
          type: 'object',
          required: ['role'],
          properties: {
            role: { type: 'string', enum: ['user', 'assistant'], description: 'Who speaks' },
            content: { type: 'string' },
            own: { $ref: '#/$defs/own' },
          },
        },
      ],
    },
    $defs: { own: { type: 'object', properties: { deep: { type: 'boolean' } } } },
  };
  const offered = (marked: string, explicit = false) =>
    completeJson(schema, at(marked, explicit))?.options.map(({ label, apply }) => apply ?? label);

  test('offers the keys that are not there yet, through lists, unions and references', () => {
    expect([
      offered('[{"|"}]'),
      offered('[{"role": "user", "c|"}]'),
      offered('[{"own": {"|"}}]'),
      offered('[{|}]', true),
    ]).toEqual([
      ['"role": ', '"content": ', '"own": '],
      ['"content": ', '"own": '],
      ['"deep": '],
      ['"role": ', '"content": ', '"own": '],
    ]);
  });

  test('offers the values that the schema names', () => {
    expect([offered('[{"role": "|"}]'), offered('[{"own": {"deep": t|}}]')]).toEqual([
      ['"user"', '"assistant"'],
      ['true', 'false'],
    ]);
  });

  test('tells the line of its first fault, and underlines findings at the value that they name', () => {
    const text = '[\n  { "role": "usr" }\n]';
    const path = ['nodes', 'a', 'settings', 'turns', 0, 'role'];
    const finding = { severity: 'error', code: 'x', message: 'No', place: { path } } as const;
    const marks = markFindings(text, [finding]).map(({ from, to }) => text.slice(from, to));
    const { line, column, code } = findSyntaxFault('{\n  "a": 1\n  "b": 2\n}') ?? {};
    expect([marks, line, column, code, findSyntaxFault(text)]).toEqual([
      ['"usr"'],
      3,
      3,
      'CommaExpected',
      undefined,
    ]);
  });

  test('a value that no file would hold is refused before it is parsed', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect([150, 3_000, 100_000].map((levels) => findSyntaxFault(nested(levels))?.code)).toEqual([
      undefined,
      'TooDeep',
      'TooDeep',
    ]);
  });
});

describe('scripts', () => {
  const code = `/**
 * Looks up the weather.
 * @param {string} city - The city.
 * @returns {object}
 */
async function get_weather(city, days = 1) {
  return helper(city);
}
const helper = (name) => name;
`;

  test('are read for help even while they are being written', () => {
    expect(readFunctions(`${code}function half(`).map(writeSignature)).toEqual([
      'get_weather(city: string, days): object',
      'helper(name)',
    ]);
  });

  test('offer their own names with what JSDoc says, members of what the sandbox has, and parameters in comments', async () => {
    const options = async (marked: string) =>
      (await completeScript(at(marked, false, true)))?.options.map(({ label, detail }) =>
        detail === undefined ? label : `${label} ${detail}`,
      ) ?? [];
    const inside = await options(code.replace('return helper', 'return ci|'));
    expect(inside).toEqual(
      expect.arrayContaining([
        'city string',
        'days',
        'get_weather (city: string, days): object',
        'console',
      ]),
    );
    expect(inside).not.toContain('fetch');
    expect(await options(code.replace('return helper', 'JSON.|'))).toEqual(['parse', 'stringify']);
    expect(await options(code.replace(' * @returns', ' * @param {number} |\n * @returns'))).toEqual(
      ['days'],
    );
    expect(await options(code.replace('{string}', '{s|}'))).toContain('string');
  });

  test('are underlined where a finding names line and column', () => {
    const message = 'It has no name. (line 6, column 7 of the code)';
    const finding = { severity: 'warning', code: 'x', message, place: { path: [] } } as const;
    const marks = markCode(code, [finding]).map(({ from, to }) => code.slice(from, to));
    expect(marks).toEqual(['function get_weather(city, days = 1) {']);
  });
});
