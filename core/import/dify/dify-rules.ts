import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { isEmptyText } from '../map-text.ts';
import type { SourceText } from '../map-text.ts';
import { addModel, splitMessages } from '../model-choice.ts';
import type { ModelChoice } from '../model-choice.ts';
import { addClassify, addExtract } from '../model-tasks.ts';
import type { MappedPart, NodeMapping, RuleTable } from '../node-mapping.ts';
import type { GraphIndex } from '../graph-index.ts';
import { addToolPlaceholder } from '../tool-placeholder.ts';
import { difyLoopRules } from './dify-loop-rules.ts';
import { difyFlowRules } from './dify-flow-rules.ts';
import { textsOf } from './dify-text.ts';
import type { DifyTexts } from './dify-text.ts';

/** What each of Dify’s nodes becomes. Its values travel by name, so wires are drawn from the names. */
export function difyRules(texts: DifyTexts, mode: string, index: GraphIndex): RuleTable {
  return {
    ...difyFlowRules(texts),
    ...difyLoopRules(texts, index),
    start: (mapping) => addStart(mapping, mode, index),
    llm: (mapping) => addLlm(mapping, texts),
    answer: (mapping) => {
      const part = mapping.add('output', {});
      const text = texts.read(mapping, textAt(mapping.node.settings, 'answer'));
      if (!mapping.feed(part, 'value', text, 'text')) mapping.accept('', part, 'value');
    },
    end: (mapping) => addEnd(mapping, texts),
    'template-transform': (mapping) => addTemplate(mapping, texts),
    agent: (mapping) => addAgent(mapping, texts),
    'question-classifier': (mapping) => addClassifier(mapping, texts),
    'parameter-extractor': (mapping) => addExtractor(mapping, texts),
    'simple-chat': (mapping) => addSimple(mapping, 'llm', mode),
    'simple-agent': (mapping) => addSimple(mapping, 'agent', mode),
  };
}

/** A start node is one input for each of its variables, and one for what the person says. */
function addStart(mapping: NodeMapping, mode: string, index: GraphIndex): void {
  const rowHeight = 100;
  const add = (name: string, title: string, settings: JsonObject): void => {
    const row = mapping.parts.length;
    const part = mapping.add('input', settings, {
      key: row === 0 ? '' : name,
      title,
      offset: [0, row * rowHeight],
    });
    mapping.offer(name, part, 'value');
    if (row === 0) mapping.offer('', part, 'value');
  };
  const said = isChat(mode) || usesQuery(index);
  if (said) add('sys.query', 'Question', {});
  for (const variable of listAt(mapping.node.settings, 'variables')) {
    const name = textAt(variable, 'variable');
    if (name === '') continue;
    const type = textAt(variable, 'type');
    const fallback = textAt(variable, 'default');
    if (type.startsWith('file')) mapping.note('option_lost', { what: `the file “${name}”` });
    add(name, textAt(variable, 'label') || name, {
      type: type === 'number' ? 'number' : type === 'json_object' ? 'json' : 'text',
      ...(fallback === '' ? {} : { default: fallback }),
    });
  }
  if (mapping.parts.length === 0) add('sys.query', mapping.node.title, {});
}

function isChat(mode: string): boolean {
  return mode.includes('chat') || mode === 'agent';
}

function usesQuery(index: GraphIndex): boolean {
  return JSON.stringify(index.graph.nodes.map(({ settings }) => settings)).includes('sys.query');
}

function modelOf(settings: JsonObject): ModelChoice | undefined {
  const model = objectAt(settings, 'model');
  const name = textAt(model, 'name');
  if (name === '') return undefined;
  const parameters = objectAt(model, 'completion_params');
  return {
    provider: textAt(model, 'provider') || name,
    model: name,
    temperature: numberAt(parameters, 'temperature'),
    maxTokens: numberAt(parameters, 'max_tokens') ?? numberAt(parameters, 'max_completion_tokens'),
  };
}

function addLlm(mapping: NodeMapping, texts: DifyTexts): void {
  const { settings } = mapping.node;
  const template = valueAt(settings, 'prompt_template');
  const rows = Array.isArray(template) ? listAt(template) : [objectAt(template)];
  const messages = rows.map((row) => ({
    role: textAt(row, 'role') || 'user',
    text: texts.read(mapping, textAt(row, 'text') || textAt(row, 'jinja2_text')),
  }));
  const { system, user, hasExamples } = splitMessages(messages);
  if (hasExamples) mapping.note('examples_moved');
  const hasMemory =
    valueAt(settings, 'memory') !== undefined && valueAt(settings, 'memory') !== null;
  if (hasMemory && valueAt(settings, 'memory', 'window', 'enabled') === true)
    mapping.note('history_lost');
  const query = textAt(settings, 'memory', 'query_prompt_template');
  const asked =
    isEmptyText(user) && hasMemory
      ? texts.read(mapping, query.split('{{#userinput.')[0] ?? '')
      : user;
  const schema = objectAt(settings, 'structured_output', 'schema');
  const isStructured =
    valueAt(settings, 'structured_output_enabled') === true && Object.keys(schema).length > 0;
  const part = addModel(mapping, 'llm', modelOf(settings), {
    system,
    user: asked,
    ...(isStructured ? { settings: { outputSchema: JSON.stringify(schema, undefined, 2) } } : {}),
  });
  mapping.offer('text', part, 'text');
  if (isStructured) mapping.offer('structured_output', part, 'value');
  if (valueAt(settings, 'vision', 'enabled') === true)
    mapping.note('option_lost', { what: 'images' });
}

function addEnd(mapping: NodeMapping, texts: DifyTexts): void {
  const outputs = listAt(mapping.node.settings, 'outputs');
  for (const [row, output] of outputs.entries()) {
    const name = textAt(output, 'variable') || mapping.node.title;
    const part = mapping.add(
      'output',
      {},
      { key: row === 0 ? '' : name, title: name, offset: [0, row * 100] },
    );
    const ref = texts.select(textsOf(output, 'value_selector'));
    if (ref === undefined) mapping.note('unresolved', { name });
    else mapping.want(part, 'value', ref);
  }
  if (outputs.length > 0) return;
  const part = mapping.add('output', {});
  mapping.accept('', part, 'value');
}

/** Jinja’s `{{name}}` is ours; its filters and blocks are not. */
function addTemplate(mapping: NodeMapping, texts: DifyTexts): void {
  const { settings } = mapping.node;
  const selectors = new Map(
    listAt(settings, 'variables').map((variable) => [
      textAt(variable, 'variable'),
      textsOf(variable, 'value_selector'),
    ]),
  );
  const template = textAt(settings, 'template');
  if (/\{%|\{#/.test(template)) mapping.note('template_kept', { what: 'blocks of Jinja' });
  const text: SourceText[number][] = [];
  let end = 0;
  for (const match of template.matchAll(/\{\{\s*([^{}]{1,200}?)\s*\}\}/g)) {
    const [name = ''] = (match[1] ?? '').split(/[|.[]/);
    const ref = texts.select(selectors.get(name.trim()) ?? []);
    text.push(template.slice(end, match.index));
    end = match.index + match[0].length;
    if (ref === undefined) text.push(match[0]);
    else text.push({ ref, name: name.trim() });
    if (name.trim() !== match[1]) mapping.note('template_kept', { what: match[1] ?? '' });
  }
  text.push(template.slice(end));
  const part = mapping.addPrompt(text, '');
  mapping.offer('output', part, 'text');
  mapping.offer('', part, 'text');
}

/** The strategies that ship with Dify take a model, an instruction, a query and tools. */
function addAgent(mapping: NodeMapping, texts: DifyTexts): void {
  const parameters = objectAt(mapping.node.settings, 'agent_parameters');
  const value = (key: string): string => textAt(parameters, key, 'value');
  const model = objectAt(parameters, 'model', 'value');
  const rounds = numberAt(parameters, 'maximum_iterations', 'value');
  const name = textAt(model, 'model') || textAt(model, 'name');
  const choice = {
    provider: textAt(model, 'provider'),
    model: name,
    temperature: numberAt(model, 'completion_params', 'temperature'),
  };
  const part = addModel(mapping, 'agent', name === '' ? undefined : choice, {
    system: texts.read(mapping, value('instruction')),
    user: texts.read(mapping, value('query')),
    ...(rounds === undefined ? {} : { settings: { maxRounds: clampRounds(rounds) } }),
  });
  mapping.offer('text', part, 'text');
  addTools(mapping, part, listAt(parameters, 'tools', 'value'));
}

function addTools(mapping: NodeMapping, agent: MappedPart, tools: readonly JsonValue[]): void {
  for (const tool of tools) {
    const name = textAt(tool, 'tool_label') || textAt(tool, 'tool_name');
    if (name === '' || valueAt(tool, 'enabled') === false) continue;
    addToolPlaceholder(mapping, agent, { builder: 'Dify', name, original: objectAt(tool) });
  }
}

function addClassifier(mapping: NodeMapping, texts: DifyTexts): void {
  const { settings } = mapping.node;
  const labels = listAt(settings, 'classes').map((each) => ({
    handle: textAt(each, 'id'),
    name: textAt(each, 'name'),
    description: textAt(each, 'description'),
  }));
  addClassify(mapping, labels, {
    choice: modelOf(settings),
    text: texts.selected(textsOf(settings, 'query_variable_selector')),
    instructions: texts.read(
      mapping,
      textAt(settings, 'instruction') || textAt(settings, 'instructions'),
    ),
  });
}

function addExtractor(mapping: NodeMapping, texts: DifyTexts): void {
  const { settings } = mapping.node;
  addExtract(mapping, listAt(settings, 'parameters'), {
    choice: modelOf(settings),
    text: texts.selected(textsOf(settings, 'query')),
    instructions: texts.read(mapping, textAt(settings, 'instruction')),
  });
}

function clampRounds(rounds: number): number {
  return Math.min(100, Math.max(1, Math.round(rounds)));
}

function addSimple(mapping: NodeMapping, kind: 'llm' | 'agent', mode: string): void {
  const { settings } = mapping.node;
  const start = (field: string): SourceText => [{ ref: { node: 'start', field }, name: field }];
  const system: SourceText[number][] = [];
  const template = textAt(settings, 'pre_prompt');
  let end = 0;
  for (const match of template.matchAll(/\{\{\s*(\w{1,80})\s*\}\}/g)) {
    system.push(template.slice(end, match.index), ...start(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  system.push(template.slice(end));
  const asked: SourceText = [{ ref: { node: 'start', field: 'sys.query' }, name: 'query' }];
  // A completion app says everything in its one prompt.
  const texts = isChat(mode) ? { system, user: asked } : { system: [], user: system };
  const part = addModel(mapping, kind, modelOf(settings), texts);
  if (kind === 'agent') addTools(mapping, part, listAt(settings, 'agent_mode', 'tools'));
  if (isChat(mode)) mapping.note('history_lost');
  if (listAt(settings, 'dataset_configs', 'datasets', 'datasets').length > 0) {
    mapping.note('knowledge_lost', { builder: 'Dify' });
  }
}
