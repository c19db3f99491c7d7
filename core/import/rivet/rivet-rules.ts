import type { JsonObject } from '../../shared/json.ts';
import { listVariables } from '../../model/template.ts';
import { numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { addModel } from '../model-choice.ts';
import type { NodeMapping, RuleTable } from '../node-mapping.ts';
import type { GraphIndex } from '../graph-index.ts';
import { rivetFlowRules } from './rivet-flow-rules.ts';
import { writeToolStub } from '../tool-code.ts';

/** What each of Rivet’s nodes becomes. Its wires carry values, as ours do, so most of it maps port by port. */
export function rivetRules(index: GraphIndex): RuleTable {
  return {
    graphInput: addInput,
    graphOutput: (mapping) => {
      const part = mapping.add(
        'output',
        {},
        { title: dataText(mapping, 'id') || mapping.node.title },
      );
      mapping.accept('value', part, 'value');
    },
    text: (mapping) => addTemplate(mapping, 'text', index),
    prompt: (mapping) => {
      addTemplate(mapping, 'promptText', index);
      const role = dataText(mapping, 'type');
      if (role !== '' && role !== 'user' && role !== 'system') {
        mapping.note('option_lost', { what: `the role “${role}”` });
      }
    },
    chat: (mapping) => addChat(mapping, index, textAt(data(mapping), 'provider') || 'openai'),
    chatAnthropic: (mapping) => addChat(mapping, index, 'anthropic'),
    chatGoogle: (mapping) => addChat(mapping, index, 'gemini'),
    llmChat: (mapping) => addChat(mapping, index, textAt(data(mapping), 'provider') || 'openai'),
    gptFunction: (mapping) => {
      const name = dataText(mapping, 'name');
      const schema = parseSchema(dataText(mapping, 'schema'));
      const code = writeToolStub(name, dataText(mapping, 'description'), schema);
      const part = mapping.add('tool', { code });
      mapping.offer('function', part, 'tool');
      mapping.note('code_stub');
    },
    array: (mapping) => {
      const { id } = mapping.node;
      if (index.into(id).length + index.outOf(id).length > 0) return mapping.giveUp('kind_missing');
      mapping.outcome = 'setting';
      mapping.note('passed_through');
    },
    passthrough: (mapping) => {
      const part = mapping.add('prompt', { template: '{{value}}' });
      mapping.accept('input1', part, 'value');
      mapping.offer('output1', part, 'text');
      mapping.note('option_lost', { what: 'values that are not text are written out' });
    },
    ...rivetFlowRules(index),
  };
}

function data(mapping: NodeMapping): JsonObject {
  return objectAt(mapping.node.settings, 'data');
}

function dataText(mapping: NodeMapping, key: string): string {
  return textAt(data(mapping), key);
}

function addInput(mapping: NodeMapping): void {
  const type = dataText(mapping, 'dataType');
  const isText = type === '' || type === 'string' || type === 'any' || type === 'chat-message';
  const fallback = valueAt(data(mapping), 'defaultValue');
  const part = mapping.add(
    'input',
    {
      type: isText ? 'text' : type === 'number' ? 'number' : 'json',
      ...(fallback === undefined || fallback === null
        ? {}
        : { default: typeof fallback === 'string' ? fallback : JSON.stringify(fallback) }),
    },
    { title: dataText(mapping, 'id') || mapping.node.title },
  );
  mapping.offer('data', part, 'value');
  if (data(mapping)['useDefaultValueInput'] === true) {
    mapping.note('option_lost', { what: 'a default value from a wire' });
  }
}

/** Rivet’s `{{name}}` is ours; names with filters or context are kept as text. */
function addTemplate(mapping: NodeMapping, key: string, index: GraphIndex): void {
  const text = dataText(mapping, key);
  const wired = new Set(index.into(mapping.node.id).map(({ toPort }) => toPort));
  const strange = new Set<string>();
  const names = new Map<string, string>();
  const template = text.replaceAll(/\{\{([^{}]*)\}\}/g, (all, inner: string) => {
    const name = inner.split('|')[0]?.trim() ?? '';
    if (inner.includes('|')) strange.add(inner.trim());
    if (name.startsWith('@')) {
      strange.add(name);
      return all;
    }
    if (!wired.has(name)) return '';
    const clean = listVariables(`{{${name}}}`)[0] ?? name.replaceAll(/[^\p{L}\p{N}_]+/gu, '_');
    names.set(name, clean);
    return `{{${clean}}}`;
  });
  for (const what of strange) mapping.note('template_kept', { what });
  const part = mapping.add('prompt', { template });
  for (const [input, name] of names) mapping.accept(input, part, name);
  mapping.offer('output', part, 'text');
}

function addChat(mapping: NodeMapping, index: GraphIndex, provider: string): void {
  const settings = data(mapping);
  const wired = new Set(index.into(mapping.node.id).map(({ toPort }) => toPort));
  const part = addModel(
    mapping,
    'llm',
    {
      provider,
      model: textAt(settings, 'overrideModel') || textAt(settings, 'model'),
      temperature: settings['useTopP'] === true ? undefined : numberAt(settings, 'temperature'),
      maxTokens: numberAt(settings, 'maxTokens'),
    },
    {
      system: [],
      user: [],
      settings: wired.has('systemPrompt') ? { instructions: '{{systemPrompt}}' } : {},
    },
  );
  mapping.accepts.delete('');
  if (wired.has('systemPrompt')) mapping.accept('systemPrompt', part, 'systemPrompt');
  mapping.accept('prompt', part, 'prompt');
  mapping.accept('functions', part, 'tools');
  mapping.accept('tools', part, 'tools');
  mapping.offer('response', part, 'text');
  mapping.offer('function-call', part, 'toolCalls');
  mapping.offer('function-calls', part, 'toolCalls');
  mapping.offers.delete('');
  if (textAt(settings, 'stop') !== '') mapping.note('option_lost', { what: 'the stop sequence' });
  if (mapping.node.settings['isSplitRun'] === true) mapping.note('items_lost');
}

function parseSchema(text: string): JsonObject {
  try {
    return objectAt(JSON.parse(text) as JsonObject);
  } catch {
    return {};
  }
}
