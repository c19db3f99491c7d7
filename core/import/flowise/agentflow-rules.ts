import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import type { SourceText } from '../map-text.ts';
import { isEmptyText } from '../map-text.ts';
import { addModel, splitMessages } from '../model-choice.ts';
import type { ModelChoice } from '../model-choice.ts';
import { addClassify } from '../model-tasks.ts';
import type { MappedPart, NodeMapping, RuleTable } from '../node-mapping.ts';
import { addToolPlaceholder } from '../tool-placeholder.ts';
import type { GraphIndex } from '../graph-index.ts';
import { agentflowFlowRules } from './agentflow-flow-rules.ts';
import type { AgentflowTexts } from './flowise-text.ts';

/** What the nodes of an agent flow (version 2) become. */
export function agentflowRules(texts: AgentflowTexts, index: GraphIndex): RuleTable {
  return {
    ...agentflowFlowRules(texts, index),
    startAgentflow: addStart,
    llmAgentflow: (mapping) => addSpeaker(mapping, 'llm', texts),
    conditionAgentAgentflow: (mapping) => addRouter(mapping, texts),
    agentAgentflow: (mapping) => addSpeaker(mapping, 'agent', texts),
    directReplyAgentflow: (mapping) => {
      const part = mapping.add('output', {});
      const text = texts.read(mapping, input(mapping, 'directReplyMessage'));
      if (!mapping.feed(part, 'value', text, 'text')) mapping.accept('', part, 'value');
    },
  };
}

function inputs(mapping: NodeMapping): JsonObject {
  return objectAt(mapping.node.settings, 'inputs');
}

function input(mapping: NodeMapping, key: string): string {
  return textAt(inputs(mapping), key);
}

/** A chat begins with what the person says, a form with each of its fields. */
function addStart(mapping: NodeMapping): void {
  const fields =
    input(mapping, 'startInputType') === 'formInput'
      ? listAt(inputs(mapping), 'formInputTypes')
      : [];
  for (const [row, field] of fields.entries()) {
    const name = textAt(field, 'name') || `field${row + 1}`;
    const part = mapping.add(
      'input',
      { type: textAt(field, 'type') === 'number' ? 'number' : 'text' },
      {
        key: row === 0 ? '' : name,
        title: textAt(field, 'label') || name,
        offset: [0, row * 100],
      },
    );
    mapping.offer(name, part, 'value');
    if (row === 0) mapping.offer('', part, 'value');
  }
  if (fields.length === 0) {
    const part = mapping.add('input', {});
    mapping.offer('question', part, 'value');
    mapping.offer('', part, 'value');
  }
  for (const state of listAt(inputs(mapping), 'startState')) {
    mapping.note('state_lost', { name: textAt(state, 'key') });
  }
}

/** The keys of the two nodes that speak with a model begin with `llm` and `agent`. */
function addSpeaker(mapping: NodeMapping, prefix: 'llm' | 'agent', texts: AgentflowTexts): void {
  const own = inputs(mapping);
  const rows = listAt(own, `${prefix}Messages`).map((row) => ({
    role: textAt(row, 'role') || 'user',
    text: texts.read(mapping, textAt(row, 'content')),
  }));
  const last = texts.read(mapping, textAt(own, `${prefix}UserMessage`));
  const said = isEmptyText(last) ? rows : [...rows, { role: 'user', text: last }];
  const { system, user, hasExamples } = splitMessages(said);
  if (hasExamples) mapping.note('examples_moved');
  const schema = prefix === 'llm' ? structureOf(listAt(own, 'llmStructuredOutput')) : undefined;
  const remembers = valueAt(own, `${prefix}EnableMemory`) === true;
  if (remembers) mapping.note('history_lost');
  const part = addModel(mapping, prefix, choiceOf(own, prefix), {
    system,
    user,
    ...(schema === undefined
      ? {}
      : { settings: { outputSchema: JSON.stringify(schema, undefined, 2) } }),
  });
  // Without a message of its own it answers what was said last: the node before it, or the person.
  if (isEmptyText(user)) acceptQuestion(mapping, part, texts.question());
  mapping.offer('output', part, 'text');
  if (schema !== undefined) {
    for (const key of Object.keys(objectAt(schema, 'properties')))
      mapping.offer(key, part, 'value');
  }
  if (prefix === 'agent') addTools(mapping, part, own);
  for (const state of listAt(own, `${prefix}UpdateState`)) {
    mapping.note('state_lost', { name: textAt(state, 'key') });
  }
}

/** A model reads what is said, and chooses one of the scenarios. */
function addRouter(mapping: NodeMapping, texts: AgentflowTexts): void {
  const own = inputs(mapping);
  const labels = listAt(own, 'conditionAgentScenarios').map((row, position) => ({
    handle: `case${position + 1}`,
    name: textAt(row, 'scenario'),
    description: '',
  }));
  addClassify(mapping, labels, {
    choice: choiceOf(own, 'conditionAgent'),
    text: texts.read(mapping, textAt(own, 'conditionAgentInput')),
    instructions: texts.read(mapping, textAt(own, 'conditionAgentInstructions')),
  });
}

function acceptQuestion(mapping: NodeMapping, part: MappedPart, question: SourceText): void {
  if (question.length > 0) mapping.accept('', part, 'prompt');
}

function choiceOf(own: JsonObject, prefix: string): ModelChoice | undefined {
  const provider = textAt(own, `${prefix}Model`);
  if (provider === '') return undefined;
  const config = objectAt(own, `${prefix}ModelConfig`);
  return {
    provider,
    model: textAt(config, 'modelName') || textAt(config, 'model') || textAt(config, 'customModel'),
    temperature: numberAt(config, 'temperature'),
    maxTokens: numberAt(config, 'maxTokens') ?? numberAt(config, 'maxOutputTokens'),
  };
}

/** The fields that an answer must have, as a JSON schema. */
function structureOf(rows: readonly JsonValue[]): JsonObject | undefined {
  const named = rows.filter((row) => textAt(row, 'key') !== '');
  if (named.length === 0) return undefined;
  const properties = Object.fromEntries(named.map((row) => [textAt(row, 'key'), fieldSchema(row)]));
  return { type: 'object', properties, required: Object.keys(properties) };
}

function fieldSchema(row: JsonValue): JsonObject {
  const description = textAt(row, 'description');
  const about = description === '' ? {} : { description };
  const type = textAt(row, 'type');
  if (type === 'number' || type === 'boolean') return { type, ...about };
  if (type === 'stringArray') return { type: 'array', items: { type: 'string' }, ...about };
  if (type === 'jsonArray') return { type: 'array', items: { type: 'object' }, ...about };
  const choices = textAt(row, 'enumValues')
    .split(',')
    .map((choice) => choice.trim())
    .filter((choice) => choice !== '');
  return {
    type: 'string',
    ...(type === 'enum' && choices.length > 0 ? { enum: choices } : {}),
    ...about,
  };
}

function addTools(mapping: NodeMapping, agent: MappedPart, own: JsonObject): void {
  for (const tool of listAt(own, 'agentTools')) {
    const name = textAt(tool, 'agentSelectedTool');
    if (name === '') continue;
    addToolPlaceholder(mapping, agent, { builder: 'Flowise', name, original: objectAt(tool) });
  }
  const stores = [
    ...listAt(own, 'agentKnowledgeDocumentStores'),
    ...listAt(own, 'agentKnowledgeVSEmbeddings'),
  ];
  if (stores.length > 0) mapping.note('knowledge_lost', { builder: 'Flowise' });
}
