import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { addBranching } from '../conditions.ts';
import type { Branch, Comparison } from '../conditions.ts';
import { addHttp } from '../http-request.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import type { SourceText } from '../map-text.ts';
import type { NodeMapping, RuleTable } from '../node-mapping.ts';
import type { N8nTexts } from './n8n-text.ts';

/** What n8n’s nodes of control and of data become; where it works through items, here one value runs. */
export function n8nFlowRules(texts: N8nTexts): RuleTable {
  return {
    if: (mapping) => addIf(mapping, texts, 'true', 'false'),
    filter: (mapping) => addIf(mapping, texts, '', 'discarded'),
    switch: (mapping) => addSwitch(mapping, texts),
    merge: addMerge,
    httpRequest: (mapping) => addRequest(mapping, texts),
    code: addCode,
    stickyNote: (mapping) => void mapping.add('note', { text: textAt(own(mapping), 'content') }),
  };
}

function own(mapping: NodeMapping): JsonObject {
  return objectAt(mapping.node.settings, 'parameters');
}

/** A parameter as text; other values are written out. */
function parameter(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** Version 2 lists conditions with operators; version 1 lists them by type. */
function readConditions(
  mapping: NodeMapping,
  texts: N8nTexts,
  conditions: JsonObject,
): Omit<Branch, 'handle'> {
  const rows = listAt(conditions, 'conditions');
  if (rows.length > 0) {
    return {
      isAny: textAt(conditions, 'combinator') === 'or',
      comparisons: rows.map((row) => ({
        left: texts.read(mapping, parameter(valueAt(row, 'leftValue'))),
        operator: textAt(row, 'operator', 'operation'),
        right: texts.read(mapping, parameter(valueAt(row, 'rightValue'))),
      })),
    };
  }
  const comparisons = ['string', 'number', 'boolean', 'dateTime'].flatMap((type) =>
    listAt(conditions, type).map((row): Comparison => {
      return {
        left: texts.read(mapping, parameter(valueAt(row, 'value1'))),
        operator: textAt(row, 'operation') || (type === 'number' ? 'smaller' : 'equal'),
        right: texts.read(mapping, parameter(valueAt(row, 'value2'))),
      };
    }),
  );
  return { isAny: textAt(own(mapping), 'combineOperation') === 'any', comparisons };
}

function addIf(mapping: NodeMapping, texts: N8nTexts, handle: string, otherwise: string): void {
  const branch = readConditions(mapping, texts, objectAt(own(mapping), 'conditions'));
  addBranching(mapping, {
    value: texts.incoming(mapping.node.id, ''),
    branches: [{ handle, ...branch }],
    otherwise,
  });
  if (handle === '') mapping.note('items_lost');
}

function addSwitch(mapping: NodeMapping, texts: N8nTexts): void {
  const settings = own(mapping);
  const rules = listAt(settings, 'rules', 'values');
  const older = listAt(settings, 'rules', 'rules');
  const branches = [
    ...rules.map((rule, row) => ({
      handle: `case${row + 1}`,
      ...readConditions(mapping, texts, objectAt(rule, 'conditions')),
    })),
    ...older.map((rule, row) => ({
      handle: `case${(numberAt(rule, 'output') ?? row) + 1}`,
      isAny: false,
      comparisons: [
        {
          left: texts.read(mapping, textAt(settings, 'value1')),
          operator: textAt(rule, 'operation') || 'equal',
          right: texts.read(mapping, parameter(valueAt(rule, 'value2'))),
        },
      ],
    })),
  ];
  addBranching(mapping, {
    value: texts.incoming(mapping.node.id, ''),
    branches,
    otherwise: `case${branches.length + 1}`,
  });
}

function addMerge(mapping: NodeMapping): void {
  const isChoice = textAt(own(mapping), 'mode') === 'chooseBranch';
  const part = isChoice ? mapping.add('merge', {}) : mapping.add('join', { as: 'list' });
  mapping.accept('', part, 'values');
  mapping.offer('', part, 'value');
  mapping.note('items_lost');
}

function addRequest(mapping: NodeMapping, texts: N8nTexts): void {
  const settings = own(mapping);
  const rows = (key: string): readonly (readonly [string, SourceText])[] =>
    listAt(settings, key, 'parameters').map((row) => [
      textAt(row, 'name'),
      texts.read(mapping, parameter(valueAt(row, 'value'))),
    ]);
  const headers = listAt(settings, 'headerParameters', 'parameters').map((row) => {
    const secret = textAt(row, 'value', '$secret');
    const value =
      secret === '' ? texts.read(mapping, textAt(row, 'value')) : { $secret: secret, prefix: '' };
    return [textAt(row, 'name'), value] as const;
  });
  const isJson = textAt(settings, 'specifyBody') === 'json' || textAt(settings, 'jsonBody') !== '';
  const fields = rows('bodyParameters');
  const form = fields.flatMap(([name, value], row): SourceText => [
    row === 0 ? '' : '&',
    `${encodeURIComponent(name)}=`,
    ...value,
  ]);
  const sendsBody = valueAt(settings, 'sendBody') === true;
  const part = addHttp(mapping, {
    method: textAt(settings, 'method') || textAt(settings, 'requestMethod') || 'GET',
    url: texts.read(mapping, textAt(settings, 'url')),
    query: rows('queryParameters'),
    headers,
    bodyType: sendsBody
      ? isJson
        ? 'json'
        : fields.length > 0
          ? 'form-urlencoded'
          : 'none'
      : 'none',
    body: isJson ? texts.read(mapping, textAt(settings, 'jsonBody')) : form,
  });
  mapping.offer('', part, 'body');
  const authentication = textAt(settings, 'authentication');
  if (authentication !== '' && authentication !== 'none') {
    mapping.note('option_lost', { what: 'the stored credential' });
  }
}

/** The code gets what comes in as its only item, under the names that n8n gives it. */
function addCode(mapping: NodeMapping): void {
  const settings = own(mapping);
  const language = textAt(settings, 'language');
  if (language !== '' && language !== 'javaScript') {
    return mapping.giveUp('code_language', { language });
  }
  const code = textAt(settings, 'jsCode') || textAt(settings, 'functionCode');
  const foreign = /\$\(|\$node\b|\$helpers|this\.helpers|\brequire\(|\bawait\b|\bfetch\(/.exec(
    code,
  );
  if (foreign !== null) return mapping.giveUp('option_lost', { what: foreign[0] });
  const part = mapping.add('code', {
    code: `function step(input) {
const items = (Array.isArray(input) ? input : [input]).map((json) => ({ json }));
const $input = { all: () => items, first: () => items[0], last: () => items.at(-1), item: items[0] };
const $json = items[0]?.json;
const item = items[0];
const given = (() => {
${code}
})();
const list = (Array.isArray(given) ? given : [given]).map((each) => each?.json ?? each);
return list.length === 1 ? list[0] : list;
}
`,
  });
  mapping.accept('', part, 'input');
  mapping.offer('', part, 'result');
  mapping.note('code_rewritten');
}
