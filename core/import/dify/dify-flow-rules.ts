import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { addBranching } from '../conditions.ts';
import type { Comparison } from '../conditions.ts';
import { addHttp } from '../http-request.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { addRetriever } from '../retriever.ts';
import type { NodeMapping, RuleTable } from '../node-mapping.ts';
import { textsOf } from './dify-text.ts';
import type { DifyTexts } from './dify-text.ts';

/** What Dify’s nodes of control and of data become. */
export function difyFlowRules(texts: DifyTexts): RuleTable {
  return {
    'if-else': (mapping) => addConditions(mapping, texts),
    'variable-aggregator': (mapping) => addAggregator(mapping, texts),
    'variable-assigner': (mapping) => addAggregator(mapping, texts),
    iteration: (mapping) => addIteration(mapping, texts),
    'knowledge-retrieval': (mapping) => addKnowledge(mapping, texts),
    code: (mapping) => addCode(mapping, texts),
    'http-request': (mapping) => addRequest(mapping, texts),
    note: (mapping) => void mapping.add('note', { text: readNote(mapping.node.settings) }),
  };
}

function addConditions(mapping: NodeMapping, texts: DifyTexts): void {
  const { settings } = mapping.node;
  const cases = listAt(settings, 'cases');
  // Files of before 0.6.10 hold one case, without a list around it.
  const listed = cases.length > 0 ? cases : [settings];
  addBranching(mapping, {
    branches: listed.map((each) => ({
      handle: textAt(each, 'case_id') || textAt(each, 'id') || 'true',
      isAny: textAt(each, 'logical_operator') === 'or',
      comparisons: listAt(each, 'conditions').map((row): Comparison => {
        return {
          left: texts.selected(textsOf(objectAt(row), 'variable_selector')),
          operator: textAt(row, 'comparison_operator'),
          right: texts.read(mapping, textAt(row, 'value')),
        };
      }),
    })),
    otherwise: 'false',
  });
}

/** Takes whichever of its variables has a value: what comes from a branch that was not taken has none. */
function addAggregator(mapping: NodeMapping, texts: DifyTexts): void {
  const { settings } = mapping.node;
  const groups = listAt(settings, 'advanced_settings', 'groups');
  const isGrouped = valueAt(settings, 'advanced_settings', 'group_enabled') === true;
  const listed = isGrouped ? groups : [settings];
  for (const [row, group] of listed.entries()) {
    const name = isGrouped ? textAt(group, 'group_name') || `group${row + 1}` : '';
    const title = name === '' ? mapping.node.title : name;
    const part = mapping.add(
      'merge',
      {},
      { key: row === 0 ? '' : name, title, offset: [0, row * 110] },
    );
    for (const position of listAt(group, 'variables').keys()) {
      const ref = texts.select(textsOf(objectAt(group), 'variables', position));
      if (ref !== undefined) mapping.want(part, 'values', ref);
    }
    mapping.offer(isGrouped ? `${name}.output` : 'output', part, 'value');
    if (row === 0) mapping.offer('', part, 'value');
    if (row === 0) mapping.accept('', part, 'values');
  }
}

const errorModes: Readonly<Record<string, string>> = {
  terminated: 'stop',
  'continue-on-error': 'collect',
  'remove-abnormal-output': 'skip',
};

function addIteration(mapping: NodeMapping, texts: DifyTexts): void {
  const { settings } = mapping.node;
  const isParallel = valueAt(settings, 'is_parallel') === true;
  const mode = textAt(settings, 'error_handle_mode');
  const part = mapping.add('map', {
    concurrency: isParallel
      ? Math.max(1, Math.round(numberAt(settings, 'parallel_nums') ?? 10))
      : 1,
    onElementError: errorModes[mode] ?? 'stop',
  });
  const list = texts.select(textsOf(settings, 'iterator_selector'));
  if (list === undefined) mapping.accept('', part, 'list');
  else mapping.want(part, 'list', list);
  const result = texts.select(textsOf(settings, 'output_selector'));
  if (result !== undefined) mapping.want(part, 'result', result);
  mapping.offer('item', part, 'item');
  mapping.offer('index', part, 'index');
  mapping.offer('output', part, 'results');
  mapping.offer('', part, 'results');
}

function addKnowledge(mapping: NodeMapping, texts: DifyTexts): void {
  const { settings } = mapping.node;
  const part = addRetriever(mapping, {
    builder: 'Dify',
    limit: numberAt(settings, 'multiple_retrieval_config', 'top_k'),
    question: texts.selected(textsOf(settings, 'query_variable_selector')),
  });
  mapping.offer('result', part, 'text');
  mapping.offer('', part, 'text');
}

const plainName = /^[A-Za-z_$][\w$]*$/;

/** `main` gets its variables as one object; the function around it has an input for each. */
function addCode(mapping: NodeMapping, texts: DifyTexts): void {
  const { settings } = mapping.node;
  const language = textAt(settings, 'code_language');
  if (language !== 'javascript') return mapping.giveUp('code_language', { language });
  const variables = listAt(settings, 'variables').filter((row) =>
    plainName.test(textAt(row, 'variable')),
  );
  const names = variables.map((row) => textAt(row, 'variable'));
  const code = `function step(${names.join(', ')}) {\n${textAt(settings, 'code')}\nreturn main({ ${names.join(', ')} });\n}\n`;
  const part = mapping.add('code', { code });
  for (const row of variables) {
    const ref = texts.select(textsOf(objectAt(row), 'value_selector'));
    if (ref !== undefined) mapping.want(part, textAt(row, 'variable'), ref);
  }
  mapping.offer('', part, 'result');
}

function addRequest(mapping: NodeMapping, texts: DifyTexts): void {
  const { settings } = mapping.node;
  const rows = (key: string): readonly (readonly [string, string])[] =>
    textAt(settings, key)
      .split('\n')
      .flatMap((line) => {
        const colon = line.indexOf(':');
        return colon < 1 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]];
      });
  const body = objectAt(settings, 'body');
  const part = addHttp(mapping, {
    method: textAt(settings, 'method'),
    url: texts.read(mapping, textAt(settings, 'url')),
    query: rows('params').map(([name, value]) => [name, texts.read(mapping, value)]),
    headers: [
      ...rows('headers').map(([name, value]) => [name, texts.read(mapping, value)] as const),
      ...authorization(objectAt(settings, 'authorization')),
    ],
    bodyType: textAt(body, 'type'),
    body: texts.read(mapping, bodyText(body)),
  });
  mapping.offer('body', part, 'body');
  mapping.offer('status_code', part, 'status');
  mapping.offer('headers', part, 'headers');
}

function bodyText(body: JsonObject): string {
  const data: JsonValue | undefined = valueAt(body, 'data');
  return Array.isArray(data) ? textAt(data, 0, 'value') : textAt(body, 'data');
}

/** A key that was stored in the node is named, with what stands before it in the header. */
function authorization(
  settings: JsonObject,
): readonly (readonly [string, { readonly $secret: string; readonly prefix: string }])[] {
  const config = objectAt(settings, 'config');
  const secret = textAt(config, 'api_key', '$secret');
  if (textAt(settings, 'type') !== 'api-key' || secret === '') return [];
  const type = textAt(config, 'type');
  const prefix = type === 'bearer' ? 'Bearer ' : type === 'basic' ? 'Basic ' : '';
  return [[textAt(config, 'header') || 'Authorization', { $secret: secret, prefix }]];
}

/** The words of a note; the editor keeps them in a tree. */
function readNote(settings: JsonObject): string {
  const text = textAt(settings, 'text');
  try {
    return textsIn(valueAt(JSON.parse(text) as JsonValue, 'root')).trim();
  } catch {
    return text;
  }
}

function textsIn(node: JsonValue | undefined): string {
  const children = listAt(node, 'children').map((child) => textsIn(child));
  const end = textAt(node, 'type') === 'paragraph' ? '\n' : '';
  return textAt(node, 'text') + children.join('') + end;
}
