import { readExpressionPath } from './rivet-path.ts';
import { addHttp } from '../http-request.ts';
import { objectAt, textAt, textsAt, valueAt } from '../json-access.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import type { GraphIndex } from '../graph-index.ts';
import type { MappedPart, NodeMapping, RuleTable } from '../node-mapping.ts';
import { variableName } from '../map-text.ts';

/** What Rivet’s nodes of control and of data become. */
export function rivetFlowRules(index: GraphIndex): RuleTable {
  return {
    if: (mapping) => addIf(mapping, index),
    ifElse: addIfElse,
    match: (mapping) => addMatch(mapping, index),
    coalesce: (mapping) => addGathering(mapping, index, 'merge', {}, 'output'),
    raceInputs: (mapping) => addGathering(mapping, index, 'join', { as: 'first' }, 'result'),
    join: (mapping) =>
      addGathering(
        mapping,
        index,
        'join',
        { as: 'text', separator: textAt(data(mapping), 'joinString') || '\n' },
        'output',
      ),
    code: addCode,
    httpCall: (mapping) => addRequest(mapping, index),
    extractJson: (mapping) => {
      const part = mapping.add('json', {});
      mapping.accept('input', part, 'text');
      mapping.offer('output', part, 'value');
    },
    extractObjectPath: addPath,
    toJson: (mapping) => {
      const part = mapping.add('json', { work: 'stringify' });
      mapping.accept('data', part, 'value');
      mapping.offer('json', part, 'text');
    },
    number: (mapping) => addConstant(mapping, 'number', valueAt(data(mapping), 'value')),
    boolean: (mapping) => addConstant(mapping, 'boolean', valueAt(data(mapping), 'value')),
    userInput: (mapping) => {
      const part = mapping.add('human-input', { question: textAt(data(mapping), 'prompt') });
      mapping.offer('output', part, 'answer');
      mapping.offer('', part, 'answer');
    },
    comment: (mapping) => void mapping.add('note', { text: textAt(data(mapping), 'text') }),
  };
}

function data(mapping: NodeMapping): JsonObject {
  return objectAt(mapping.node.settings, 'data');
}

function isWired(mapping: NodeMapping, index: GraphIndex, input: string): boolean {
  return index.into(mapping.node.id).some(({ toPort }) => toPort === input);
}

/** Passes a value on when the condition is true; without a value, the condition itself. */
function addIf(mapping: NodeMapping, index: GraphIndex): void {
  const hasValue = isWired(mapping, index, 'value');
  const part = mapping.add('if', { condition: hasValue ? '$test' : '$' });
  mapping.accept('if', part, hasValue ? 'test' : 'value');
  if (hasValue) mapping.accept('value', part, 'value');
  mapping.offer('output', part, 'then');
  mapping.offer('falseOutput', part, 'else');
}

function addIfElse(mapping: NodeMapping): void {
  const part = mapping.add('pick', { expression: '$ ? $yes : $no' });
  mapping.accept('if', part, 'value');
  mapping.accept('true', part, 'yes');
  mapping.accept('false', part, 'no');
  mapping.offer('output', part, 'value');
}

/** Each case is a regular expression. */
function addMatch(mapping: NodeMapping, index: GraphIndex): void {
  const hasValue = isWired(mapping, index, 'value');
  const subject = hasValue ? '$test' : '$';
  const patterns = textsAt(data(mapping), 'cases');
  const cases = patterns.map((pattern, row) => ({
    name: `case${row + 1}`,
    when: `$contains($string(${subject}), /${pattern.replaceAll(/(^|[^\\])\//g, String.raw`$1\/`)}/)`,
  }));
  const part = mapping.add('switch', { subject: '$', cases });
  mapping.accept('input', part, hasValue ? 'test' : 'value');
  if (hasValue) mapping.accept('value', part, 'value');
  for (const { name } of cases) mapping.offer(name, part, name);
  mapping.offer('unmatched', part, 'default');
  if (data(mapping)['exclusive'] !== true && cases.length > 1) {
    mapping.note('option_lost', { what: 'several cases at once' });
  }
}

/** A node with numbered inputs that makes one value of them. */
function addGathering(
  mapping: NodeMapping,
  index: GraphIndex,
  kind: string,
  settings: JsonObject,
  output: string,
): void {
  const part = mapping.add(kind, settings);
  for (const { toPort } of index.into(mapping.node.id)) mapping.accept(toPort, part, 'values');
  mapping.offer(output, part, 'value');
}

/** Values come and go as `{ type, value }` there; the function around the code wraps and unwraps them. */
function addCode(mapping: NodeMapping): void {
  const settings = data(mapping);
  const inputs = textsAt(settings, 'inputNames').map(variableName);
  const outputs = textsAt(settings, 'outputNames').map(variableName);
  const code = textAt(settings, 'code');
  const foreign = /\brequire\(|\bfetch\(|\bawait\b|\bRivet\b|\bprocess\./.exec(code);
  if (foreign !== null) return mapping.giveUp('option_lost', { what: foreign[0] });
  const wrapped = inputs.map((name) => `  ${name}: { type: 'any', value: ${name} },`);
  const part = mapping.add('code', {
    code: `function step(${inputs.join(', ')}) {
const inputs = {
${wrapped.join('\n')}
};
const given = (() => {
${code}
})();
return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, each?.value ?? null]));
}
`,
  });
  for (const name of inputs) mapping.accept(name, part, name);
  const picks = outputs.map((name, row) => addOutputPick(mapping, part, name, row));
  for (const [row, name] of outputs.entries()) {
    const pick = picks[row];
    if (pick !== undefined) mapping.offer(name, pick, 'value');
  }
  mapping.note('code_rewritten');
}

function addOutputPick(
  mapping: NodeMapping,
  code: MappedPart,
  name: string,
  row: number,
): MappedPart {
  const pick = mapping.add(
    'pick',
    { expression: `$.${name}` },
    { key: name, title: `${mapping.node.title}: ${name}`, offset: [0, 130 + row * 90] },
  );
  mapping.inner.push({ from: { part: code, port: 'result' }, to: { part: pick, port: 'value' } });
  return pick;
}

function addRequest(mapping: NodeMapping, index: GraphIndex): void {
  const settings = data(mapping);
  const wired = ['method', 'url', 'headers', 'req_body'].filter((name) =>
    isWired(mapping, index, name),
  );
  // An address from a wire may lead anywhere; which hosts it may reach is for a person to say.
  if (wired.some((name) => name !== 'req_body')) {
    return mapping.giveUp('option_lost', { what: wired.join(', ') });
  }
  const headers = parseObject(textAt(settings, 'headers'));
  const hasBody = wired.includes('req_body') || textAt(settings, 'body') !== '';
  const part = addHttp(mapping, {
    method: textAt(settings, 'method'),
    url: [textAt(settings, 'url')],
    query: [],
    headers: Object.keys(headers).map((name) => [name, [textAt(headers, name)]]),
    bodyType: hasBody ? 'json' : 'none',
    body: wired.includes('req_body') ? [] : [textAt(settings, 'body')],
  });
  if (wired.includes('req_body')) mapping.accept('req_body', part, 'body');
  mapping.offer('res_body', part, 'body');
  mapping.offer('json', part, 'body');
  mapping.offer('statusCode', part, 'status');
  mapping.offer('res_headers', part, 'headers');
}

function parseObject(text: string): JsonObject {
  try {
    return objectAt(JSON.parse(text) as JsonValue);
  } catch {
    return {};
  }
}

function addPath(mapping: NodeMapping): void {
  const path = textAt(data(mapping), 'path');
  const expression = readExpressionPath(path);
  if (expression === undefined) return mapping.giveUp('condition_unknown', { what: path });
  const part = mapping.add('pick', { expression });
  mapping.accept('object', part, 'value');
  mapping.offer('match', part, 'value');
  mapping.offer('all_matches', part, 'value');
}

function addConstant(mapping: NodeMapping, type: string, value: JsonValue | undefined): void {
  const part = mapping.add('constant', { type, value: JSON.stringify(value ?? null) });
  mapping.offer('value', part, 'value');
}
