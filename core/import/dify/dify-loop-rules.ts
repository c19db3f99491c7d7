import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { writeCondition } from '../conditions.ts';
import type { Comparison } from '../conditions.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { composeTemplate, variableName } from '../map-text.ts';
import type { TextReference } from '../map-text.ts';
import type { GraphIndex } from '../graph-index.ts';
import type { MappedPart, NodeMapping, RuleTable } from '../node-mapping.ts';
import type { Reference } from '../source-graph.ts';
import { textsOf } from './dify-text.ts';
import type { DifyTexts } from './dify-text.ts';

/** What Dify’s loop and the assignments in it become. */
export function difyLoopRules(texts: DifyTexts, index: GraphIndex): RuleTable {
  return {
    loop: (mapping) => addLoop(mapping, texts, index),
    assigner: (mapping) => addAssignments(mapping, texts, index),
  };
}

const taken = new Set(['value', 'result', 'round', 'rounds', 'reason', 'next', 'done', 'error']);

/** Its variables are carried from round to round; they keep their names, which are those of ports. */
function addLoop(mapping: NodeMapping, texts: DifyTexts, index: GraphIndex): void {
  const { node } = mapping;
  const inside = index.graph.nodes.filter(({ parent }) => parent === node.id);
  if (inside.some(({ type }) => type === 'loop-end')) return mapping.giveUp('kind_missing');
  const rows = listAt(node.settings, 'loop_variables');
  const names = rows.map((row) => textAt(row, 'label'));
  const isUsable = names.every((name) => variableName(name) === name && !taken.has(name));
  if (!isUsable || new Set(names).size < names.length) {
    return mapping.giveUp('settings_refused', { what: names.join(', ') });
  }
  const rounds = Math.min(
    1_000_000,
    Math.max(1, Math.round(numberAt(node.settings, 'loop_count') ?? 10)),
  );
  const conditions = listAt(node.settings, 'break_conditions');
  const part = mapping.add('loop', {
    carry: names.join(', '),
    maxRounds: rounds,
    ...(conditions.length === 0 ? { count: rounds } : {}),
  });
  for (const [row, variable] of rows.entries()) startWith(mapping, part, variable, row, texts);
  for (const name of names) {
    mapping.offer(name, part, name);
    const assigned = lastAssignment(index, node.id, name);
    if (assigned !== undefined) mapping.want(part, `next-${name}`, assigned);
  }
  mapping.offer('', part, names[0] ?? 'result');
  mapping.offer('loop_round', part, 'round');
  if (conditions.length > 0) addBreak(mapping, part, conditions, texts, index);
  mapping.note('loop_values');
}

/** The value that a variable has in the first round. */
function startWith(
  mapping: NodeMapping,
  loop: MappedPart,
  variable: JsonValue,
  row: number,
  texts: DifyTexts,
): void {
  const name = textAt(variable, 'label');
  if (textAt(variable, 'value_type') === 'variable') {
    const ref = texts.select(textsOf(objectAt(variable), 'value'));
    if (ref !== undefined) mapping.want(loop, name, ref);
    return;
  }
  const type = textAt(variable, 'var_type');
  const value = valueAt(variable, 'value');
  const constant = mapping.add(
    'constant',
    {
      type: type === 'string' ? 'text' : type === 'number' || type === 'boolean' ? type : 'json',
      value: typeof value === 'string' ? value : JSON.stringify(value ?? null),
    },
    { key: name, title: name, offset: [-60, -110 - row * 90] },
  );
  mapping.inner.push({ from: { part: constant, port: 'value' }, to: { part: loop, port: name } });
}

/** Where a variable’s value of the next round comes from. */
function lastAssignment(index: GraphIndex, loopId: string, name: string): Reference | undefined {
  const node = index.graph.nodes.findLast(
    ({ parent, type, settings }) =>
      parent === loopId &&
      type === 'assigner' &&
      listAt(settings, 'items').some((item) => isSet(item, loopId, name)),
  );
  return node && { node: node.id, field: name };
}

function isSet(item: JsonValue, loopId: string, name: string): boolean {
  const [scope, variable] = textsOf(objectAt(item), 'variable_selector');
  return scope === loopId && variable === name;
}

/** The condition is looked at after each round, so it sees what the round has assigned. */
function addBreak(
  mapping: NodeMapping,
  loop: MappedPart,
  conditions: readonly JsonValue[],
  texts: DifyTexts,
  index: GraphIndex,
): void {
  const { node } = mapping;
  const names = new Map<string, TextReference>();
  const comparisons = conditions.map((row): Comparison => {
    return {
      left: texts.selected(textsOf(objectAt(row), 'variable_selector')),
      operator: textAt(row, 'comparison_operator'),
      right: texts.read(mapping, textAt(row, 'value')),
    };
  });
  const isAny = textAt(node.settings, 'logical_operator') === 'or';
  const expression = writeCondition(comparisons, isAny, names);
  const [first] = names.values();
  if (expression === undefined || first === undefined) {
    return mapping.giveUp('condition_unknown', { what: comparisons[0]?.operator ?? '' });
  }
  const pick = mapping.add(
    'pick',
    { expression: `$boolean(${expression})` },
    { key: 'done', title: `${node.title}: done`, offset: [140, 190], inside: true },
  );
  const current = (ref: Reference): Reference =>
    (ref.node === node.id ? lastAssignment(index, node.id, ref.field) : undefined) ?? ref;
  mapping.want(pick, 'value', current(first.ref));
  for (const { name, ref } of names.values()) mapping.want(pick, name, current(ref));
  mapping.inner.push({ from: { part: pick, port: 'value' }, to: { part: loop, port: 'done' } });
}

const arithmetic: Readonly<Record<string, string>> = {
  '+=': '+',
  '-=': '-',
  '*=': '*',
  '/=': '/',
};

/** Each assignment is a pick of the variable’s value and what is done with it. */
function addAssignments(mapping: NodeMapping, texts: DifyTexts, index: GraphIndex): void {
  const { node } = mapping;
  const loop = node.parent === undefined ? undefined : index.node(node.parent);
  const items = listAt(node.settings, 'items');
  const isInLoop = items.every(
    (item) => textsOf(objectAt(item), 'variable_selector')[0] === loop?.id,
  );
  if (loop?.type !== 'loop' || !isInLoop || items.length === 0) {
    return mapping.giveUp('state_lost', { name: 'conversation' });
  }
  for (const [row, item] of items.entries()) {
    const [scope = '', name = ''] = textsOf(objectAt(item), 'variable_selector');
    const operand = readOperand(mapping, objectAt(item), texts);
    const expression = writeAssignment(textAt(item, 'operation'), operand.text);
    if (expression === undefined) {
      return mapping.giveUp('condition_unknown', { what: textAt(item, 'operation') });
    }
    const part = mapping.add(
      'pick',
      { expression },
      { key: row === 0 ? '' : name, title: name, offset: [0, row * 90] },
    );
    mapping.want(part, 'value', { node: scope, field: name });
    if (operand.ref !== undefined) mapping.want(part, 'given', operand.ref);
    mapping.offer(name, part, 'value');
    if (row === 0) mapping.offer('', part, 'value');
  }
}

function readOperand(
  mapping: NodeMapping,
  item: JsonObject,
  texts: DifyTexts,
): { readonly text: string; readonly ref?: Reference } {
  const value = valueAt(item, 'value');
  if (textAt(item, 'input_type') === 'variable' || Array.isArray(value)) {
    const ref = texts.select(textsOf(item, 'value'));
    if (ref !== undefined) return { text: '$given', ref };
  }
  if (typeof value !== 'string') return { text: JSON.stringify(value ?? null) };
  const { lone } = composeTemplate(texts.read(mapping, value));
  return lone === undefined ? { text: JSON.stringify(value) } : { text: '$given', ref: lone };
}

function writeAssignment(operation: string, operand: string): string | undefined {
  const sign = Object.hasOwn(arithmetic, operation) ? arithmetic[operation] : undefined;
  if (sign !== undefined) return `$number($) ${sign} $number(${operand})`;
  if (operation === 'append' || operation === 'extend') return `[$append($, ${operand})]`;
  if (operation === 'over-write' || operation === 'set') return operand;
  return operation === 'clear' ? 'null' : undefined;
}
