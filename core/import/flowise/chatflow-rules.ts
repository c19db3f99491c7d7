import type { JsonObject } from '../../shared/json.ts';
import { foldIntoReaders, isReadOnlyBy } from '../fold-helper.ts';
import { numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { cutText } from '../map-text.ts';
import type { SourceText } from '../map-text.ts';
import { addModel } from '../model-choice.ts';
import type { ModelChoice } from '../model-choice.ts';
import { addConfiguredServer } from '../mcp-server.ts';
import type { NodeMapping, NodeRule } from '../node-mapping.ts';
import type { GraphIndex } from '../graph-index.ts';
import { addRetriever } from '../retriever.ts';
import type { Reference, SourceNode } from '../source-graph.ts';
import { addCustomTool } from './chatflow-tool.ts';

/** The id of the input that a chat flow takes for granted. */
export const questionId = 'question';

const agents = new Set([
  'conversationalAgent',
  'conversationalRetrievalToolAgent',
  'toolAgent',
  'openAIToolAgent',
  'openAIFunctionAgent',
  'conversationalRetrievalAgent',
  'reactAgentChat',
  'xmlAgent',
]);
const searchChains = new Set(['conversationalRetrievalQAChain', 'retrievalQAChain']);
const chains = new Set(['llmChain', 'conversationChain', ...searchChains]);
const promptNodes = new Set(['promptTemplate', 'chatPromptTemplate']);

/** The rule for a node of a chat flow. Its models, prompts and memories are parts of the chain that they plug into. */
export function chatflowRuleFor(node: SourceNode, index: GraphIndex): NodeRule | undefined {
  if (agents.has(node.type)) return (mapping) => addAgent(mapping, index);
  if (searchChains.has(node.type)) return (mapping) => addSearchChain(mapping, index);
  if (chains.has(node.type)) return (mapping) => addChain(mapping, index);
  if (promptNodes.has(node.type)) return (mapping) => foldInto(mapping, index, chains);
  if (isModel(node)) return (mapping) => foldInto(mapping, index, new Set([...agents, ...chains]));
  if (node.type === 'customTool') return addCustomTool;
  if (node.type === 'customMCP') {
    return (mapping) =>
      addConfiguredServer(mapping, readConfig(textAt(inputsOf(node), 'mcpServerConfig')));
  }
  if (node.type === 'stickyNote') {
    return (mapping) => void mapping.add('note', { text: textAt(inputsOf(node), 'note') });
  }
  return undefined;
}

function isModel(node: SourceNode): boolean {
  const own = objectAt(node.settings, 'inputs');
  const named = ['modelName', 'model', 'customModel'].some(
    (key) => valueAt(own, key) !== undefined,
  );
  return (/chat|llm/i.test(node.type) || named) && named && !/embedding/i.test(node.type);
}

function inputsOf(node: SourceNode | undefined): JsonObject {
  return objectAt(node?.settings, 'inputs');
}

function foldInto(mapping: NodeMapping, index: GraphIndex, readers: ReadonlySet<string>): void {
  if (isReadOnlyBy(mapping, index, (type) => readers.has(type))) foldIntoReaders(mapping, index);
  else mapping.giveUp('kind_missing');
}

function choiceOf(node: SourceNode | undefined): ModelChoice | undefined {
  if (node === undefined) return undefined;
  const own = inputsOf(node);
  return {
    provider: node.type,
    model: textAt(own, 'modelName') || textAt(own, 'model') || textAt(own, 'customModel'),
    temperature: numberAt(own, 'temperature'),
    maxTokens: numberAt(own, 'maxTokens') ?? numberAt(own, 'maxOutputTokens'),
  };
}

/** The first node that plugs into one of an input’s names, whatever the version calls it. */
function plugged(
  node: SourceNode,
  index: GraphIndex,
  ...names: readonly string[]
): SourceNode | undefined {
  return names.flatMap((name) => index.sources(node.id, name))[0];
}

const question: SourceText = [{ ref: { node: questionId, field: '' }, name: 'question' }];

function addAgent(mapping: NodeMapping, index: GraphIndex): void {
  const { node } = mapping;
  const own = inputsOf(node);
  const rounds = numberAt(own, 'maxIterations');
  const system = textAt(own, 'systemMessage') || textAt(own, 'systemMessagePrompt');
  const part = addModel(mapping, 'agent', choiceOf(plugged(node, index, 'model', 'llm')), {
    system: [system],
    user: question,
    settings: {
      ...(node.type === 'reactAgentChat' ? { strategy: 'react' } : {}),
      ...(rounds === undefined
        ? {}
        : { maxRounds: Math.min(100, Math.max(1, Math.round(rounds))) }),
    },
  });
  mapping.accept('tools', part, 'tools');
  readHelpers(mapping, index);
}

function addChain(mapping: NodeMapping, index: GraphIndex): void {
  const { node } = mapping;
  const prompt = plugged(node, index, 'prompt', 'chatPromptTemplate');
  const own = inputsOf(prompt);
  const values = promptValues(textAt(own, 'promptValues'));
  const read = (text: string): SourceText => readTemplate(mapping, index, text, values);
  const isChat = prompt?.type === 'chatPromptTemplate';
  const system = isChat
    ? textAt(own, 'systemMessagePrompt')
    : textAt(inputsOf(node), 'systemMessagePrompt');
  const asked = isChat ? textAt(own, 'humanMessagePrompt') : textAt(own, 'template');
  const user = asked === '' ? question : read(asked);
  addModel(mapping, 'llm', choiceOf(plugged(node, index, 'model', 'llm')), {
    system: system === '' ? [] : read(system),
    user,
  });
  mapping.consume('prompt');
  mapping.consume('chatPromptTemplate');
  mapping.consume('promptValues');
  if (plugged(node, index, 'outputParser') !== undefined) {
    mapping.note('option_lost', { what: 'the form of its answer' });
  }
  readHelpers(mapping, index);
}

const searchPrompt = 'Answer the question from this text only:\n\n{context}';

/** A chain that searches stored documents and answers from what it finds. */
function addSearchChain(mapping: NodeMapping, index: GraphIndex): void {
  const { node } = mapping;
  const search = addRetriever(mapping, {
    builder: 'Flowise',
    limit: undefined,
    question,
    key: 'search',
  });
  const template = textAt(inputsOf(node), 'responsePrompt') || searchPrompt;
  const part = addModel(mapping, 'llm', choiceOf(plugged(node, index, 'model', 'llm')), {
    system: [],
    user: question,
    settings: { instructions: fillContext(template) },
  });
  mapping.inner.push({ from: { part: search, port: 'text' }, to: { part, port: 'context' } });
  for (const name of ['vectorStoreRetriever', 'document']) mapping.consume(name);
  readHelpers(mapping, index);
}

function fillContext(template: string): string {
  const prompt = template
    .replaceAll(/\{\{|\}\}/g, (braces) => braces.slice(0, 1))
    .replaceAll(/\{context\}/g, '{{context}}');
  return prompt.includes('{{context}}') ? prompt : `${prompt}\n\n{{context}}`;
}

function readHelpers(mapping: NodeMapping, index: GraphIndex): void {
  for (const name of ['model', 'llm', 'memory', 'outputParser', 'inputModeration', 'cache']) {
    mapping.consume(name);
  }
  if (index.sources(mapping.node.id, 'memory').length > 0) mapping.note('history_lost');
  if (index.sources(mapping.node.id, 'inputModeration').length > 0) {
    mapping.note('option_lost', { what: 'moderation of the input' });
  }
}

/** Which value a prompt’s variable has: JSON of names and `{{question}}` or `{{node.data.instance}}`. */
function promptValues(text: string): ReadonlyMap<string, string> {
  try {
    const values = JSON.parse(text) as JsonObject;
    return new Map(Object.keys(objectAt(values)).map((key) => [key, textAt(values, key)]));
  } catch {
    return new Map();
  }
}

/** A LangChain template: `{name}` is a variable, doubled braces are braces. */
function readTemplate(
  mapping: NodeMapping,
  index: GraphIndex,
  text: string,
  values: ReadonlyMap<string, string>,
): SourceText {
  return cutText(text, /\{\{|\}\}|\{(\w{1,80})\}/g, ([all, name]) => {
    if (name === undefined) return all.slice(0, 1);
    const value = values.get(name);
    const ref = referenceOf(value, index);
    if (ref !== undefined) return { ref, name };
    // A variable that nothing fills is what the person says.
    if (value === undefined || value === '') return { ref: { node: questionId, field: '' }, name };
    if (value.includes('{{')) mapping.note('unresolved', { name: value });
    return value;
  });
}

function referenceOf(value: string | undefined, index: GraphIndex): Reference | undefined {
  const [, inner = ''] = /^\s*\{\{\s*([^{}]+?)\s*\}\}\s*$/.exec(value ?? '') ?? [];
  if (inner === 'question') return { node: questionId, field: '' };
  const [id = ''] = inner.split('.');
  return index.node(id) === undefined ? undefined : { node: id, field: '' };
}

function readConfig(text: string): JsonObject {
  try {
    return objectAt(JSON.parse(text) as JsonObject);
  } catch {
    return {};
  }
}
