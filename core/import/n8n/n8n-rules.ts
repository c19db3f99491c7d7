import { foldIntoReaders, isReadOnlyBy } from '../fold-helper.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { isEmptyText } from '../map-text.ts';
import type { SourceText } from '../map-text.ts';
import { addModel, splitMessages } from '../model-choice.ts';
import type { NodeMapping, NodeRule, RuleTable } from '../node-mapping.ts';
import type { GraphIndex } from '../graph-index.ts';
import type { SourceNode } from '../source-graph.ts';
import { schemaOfExample } from '../schema-of-example.ts';
import { n8nTaskRules } from './n8n-task-rules.ts';
import { n8nFlowRules } from './n8n-flow-rules.ts';
import { choiceOf, modelOf, parameters, readHelpers } from './n8n-models.ts';
import { n8nToolRules } from './n8n-tool-rules.ts';
import { isPassage, shortType } from './read-n8n.ts';
import type { N8nTexts } from './n8n-text.ts';

/** The rule for a node; n8n has over a thousand types, of which those that speak with models come first. */
export function n8nRuleFor(
  node: SourceNode,
  index: GraphIndex,
  texts: N8nTexts,
): NodeRule | undefined {
  const type = shortType(node.type);
  if (Object.hasOwn(rules(index, texts), type)) return rules(index, texts)[type];
  if (/trigger$/i.test(type)) return addTrigger;
  if (isPassage(node.type)) return addPassage;
  if (/^lm[A-Z]/.test(type)) return (mapping) => addModelHelper(mapping, index);
  return undefined;
}

function rules(index: GraphIndex, texts: N8nTexts): RuleTable {
  return {
    agent: (mapping) => addAgent(mapping, index, texts),
    chainLlm: (mapping) => addChain(mapping, index, texts),
    openAi: (mapping) => addVendorModel(mapping, texts, 'openai'),
    anthropic: (mapping) => addVendorModel(mapping, texts, 'anthropic'),
    googleGemini: (mapping) => addVendorModel(mapping, texts, 'gemini'),
    ollama: (mapping) => addVendorModel(mapping, texts, 'ollama'),
    ...n8nTaskRules(index, texts),
    outputParserStructured: (mapping) => addParser(mapping, index),
    set: (mapping) => addFields(mapping, texts),
    respondToWebhook: (mapping) => addResponse(mapping, texts),
    webhook: addTrigger,
    start: addTrigger,
    cron: addTrigger,
    interval: addTrigger,
    ...n8nToolRules,
    ...n8nFlowRules(texts),
  };
}

const chatTriggers = new Set(['chatTrigger', 'manualChatTrigger']);

/** A trigger is where a run begins: an input. */
function addTrigger(mapping: NodeMapping): void {
  const type = shortType(mapping.node.type);
  const isChat = chatTriggers.has(type);
  const part = mapping.add('input', isChat ? {} : { type: 'json', default: '{}' });
  mapping.offer('', part, 'value');
  if (isChat) mapping.offer('chatInput', part, 'value');
  else if (type !== 'manualTrigger' && type !== 'executeWorkflowTrigger')
    mapping.note('schedule_lost');
}

function addPassage(mapping: NodeMapping): void {
  mapping.outcome = 'setting';
  mapping.note('passed_through');
}

const modelReaders = new Set([
  'agent',
  'chainLlm',
  'textClassifier',
  'sentimentAnalysis',
  'informationExtractor',
  'chainSummarization',
]);

/** A model, parser or memory that only serves nodes that are mapped lives on in their settings. */
function servesMapped(mapping: NodeMapping, index: GraphIndex): boolean {
  return isReadOnlyBy(mapping, index, (type) => modelReaders.has(shortType(type)));
}

function addModelHelper(mapping: NodeMapping, index: GraphIndex): void {
  if (!servesMapped(mapping, index)) return mapping.giveUp('kind_missing');
  foldIntoReaders(mapping, index);
}

function addParser(mapping: NodeMapping, index: GraphIndex): void {
  const wires = index.outOf(mapping.node.id);
  const isRead =
    wires.length > 0 &&
    wires.every(({ to }) => shortType(index.node(to)?.type ?? '') === 'chainLlm');
  if (!isRead) return mapping.giveUp('kind_missing');
  addModelHelper(mapping, index);
}

/** What is asked: the node’s own text, or what a chat brings. */
function questionOf(mapping: NodeMapping, texts: N8nTexts): SourceText {
  const own = parameters(mapping.node);
  const text = texts.read(mapping, textAt(own, 'text') || textAt(own, 'prompt'));
  if (textAt(own, 'promptType') !== 'auto' && !isEmptyText(text)) return text;
  const ref = texts.incoming(mapping.node.id, 'chatInput');
  return ref === undefined ? [] : [{ ref, name: 'question' }];
}

function addAgent(mapping: NodeMapping, index: GraphIndex, texts: N8nTexts): void {
  const { node } = mapping;
  const options = objectAt(parameters(node), 'options');
  const rounds = numberAt(options, 'maxIterations');
  const part = addModel(mapping, 'agent', modelOf(node, index), {
    system: texts.read(mapping, textAt(options, 'systemMessage')),
    user: questionOf(mapping, texts),
    ...(rounds === undefined
      ? {}
      : { settings: { maxRounds: Math.min(100, Math.max(1, Math.round(rounds))) } }),
  });
  mapping.accept('ai_tool', part, 'tools');
  readHelpers(mapping, index);
  mapping.offer('output', part, 'text');
  mapping.offer('text', part, 'text');
  if (index.sources(node.id, 'ai_outputParser').length > 0) {
    mapping.note('option_lost', { what: 'the form of its answer' });
  }
}

function addChain(mapping: NodeMapping, index: GraphIndex, texts: N8nTexts): void {
  const { node } = mapping;
  const rows = listAt(parameters(node), 'messages', 'messageValues').map((row) => ({
    role: textAt(row, 'type').startsWith('AI')
      ? 'assistant'
      : textAt(row, 'type').startsWith('Human')
        ? 'user'
        : 'system',
    text: texts.read(mapping, textAt(row, 'message')),
  }));
  const question = { role: 'user', text: questionOf(mapping, texts) };
  const { system, user, hasExamples } = splitMessages([...rows, question]);
  if (hasExamples) mapping.note('examples_moved');
  const schema = schemaOf(index.sources(node.id, 'ai_outputParser')[0]);
  const part = addModel(mapping, 'llm', modelOf(node, index), {
    system,
    user,
    ...(schema === undefined ? {} : { settings: { outputSchema: schema } }),
  });
  readHelpers(mapping, index);
  for (const field of ['text', 'response.text']) mapping.offer(field, part, 'text');
  if (schema !== undefined) mapping.offer('output', part, 'value');
}

function schemaOf(parser: SourceNode | undefined): string | undefined {
  if (parser === undefined || shortType(parser.type) !== 'outputParserStructured') return undefined;
  const own = parameters(parser);
  for (const key of ['inputSchema', 'jsonSchema']) {
    if (textAt(own, key).trim().startsWith('{')) return textAt(own, key);
  }
  return schemaOfExample(textAt(own, 'jsonSchemaExample'));
}

/** A vendor’s own node, such as “Message a model” of OpenAI. */
function addVendorModel(mapping: NodeMapping, texts: N8nTexts, provider: string): void {
  const own = parameters(mapping.node);
  const operation = `${textAt(own, 'resource')} ${textAt(own, 'operation')}`.trim();
  const rows = [...listAt(own, 'messages', 'values'), ...listAt(own, 'responses', 'values')];
  if (rows.length === 0 || /image|audio|file|video|assistant|classify/i.test(operation)) {
    return mapping.giveUp('kind_missing');
  }
  const { system, user, hasExamples } = splitMessages(
    rows.map((row) => ({
      role: textAt(row, 'role') || 'user',
      text: texts.read(mapping, textAt(row, 'content')),
    })),
  );
  if (hasExamples) mapping.note('examples_moved');
  const part = addModel(mapping, 'llm', choiceOf(mapping.node, provider), { system, user });
  for (const field of ['message.content', 'content', 'text', 'output.0.content.0.text']) {
    mapping.offer(field, part, 'text');
  }
  if (valueAt(own, 'jsonOutput') === true)
    mapping.note('option_lost', { what: 'the answer as JSON' });
}

/** “Edit Fields”: each field is a prompt of its own, named as the field. */
function addFields(mapping: NodeMapping, texts: N8nTexts): void {
  const own = parameters(mapping.node);
  const rows = [
    ...listAt(own, 'assignments', 'assignments'),
    ...['string', 'number', 'boolean'].flatMap((type) => listAt(own, 'values', type)),
  ];
  if (rows.length === 0) return mapping.giveUp('kind_missing');
  for (const [row, assignment] of rows.entries()) {
    const name = textAt(assignment, 'name') || `field${row + 1}`;
    const text = texts.read(mapping, textAt(assignment, 'value'));
    const part = mapping.addPrompt(text, row === 0 ? '' : name, [
      0,
      row === 0 ? 0 : 120 + row * 100,
    ]);
    mapping.offer(name, part, 'text');
    if (row === 0) mapping.offer('', part, 'text');
  }
  if (valueAt(own, 'includeOtherFields') === true) {
    mapping.note('option_lost', { what: 'the other fields' });
  }
}

function addResponse(mapping: NodeMapping, texts: N8nTexts): void {
  const part = mapping.add('output', {});
  const body = texts.read(mapping, textAt(parameters(mapping.node), 'responseBody'));
  if (!mapping.feed(part, 'value', body, 'body')) mapping.accept('', part, 'value');
}
