import type { JsonObject } from '../../shared/json.ts';
import { addBranching } from '../conditions.ts';
import { foldIntoReaders, isReadOnlyBy } from '../fold-helper.ts';
import { numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { addStructuredOutput, langflowDataRules } from './langflow-data-rules.ts';
import { variableName } from '../map-text.ts';
import { addModel } from '../model-choice.ts';
import type { ModelChoice } from '../model-choice.ts';
import type { MappedPart, NodeMapping, NodeRule, RuleTable } from '../node-mapping.ts';
import type { GraphIndex } from '../graph-index.ts';
import type { SourceNode } from '../source-graph.ts';

/** The rule for a component; its wires carry values into fields, and a field without a wire has a value of its own. */
export function langflowRuleFor(node: SourceNode, index: GraphIndex): NodeRule | undefined {
  if (Object.hasOwn(rules, node.type)) return rules[node.type];
  if (isModel(node)) {
    return (mapping) =>
      isHelper(mapping, index) ? foldIntoReaders(mapping, index) : addChat(mapping, index);
  }
  if (
    node.type === 'Agent' ||
    node.type === 'ToolCallingAgent' ||
    node.type === 'OpenAIToolsAgent'
  ) {
    return (mapping) => addAgent(mapping, index);
  }
  if (promptTypes.has(node.type)) return (mapping) => addPrompt(mapping, index);
  if (structuredTypes.has(node.type)) {
    return (mapping) => addStructuredOutput(mapping, helperChoice(mapping, index));
  }
  return undefined;
}

const structuredTypes = new Set(['StructuredOutput', 'StructuredOutputComponent']);
const promptTypes = new Set(['Prompt', 'Prompt Template', 'PromptTemplate', 'PromptComponent']);

const rules: RuleTable = {
  ...langflowDataRules,
  ChatInput: (mapping) => addInput(mapping, 'message'),
  TextInput: (mapping) => addInput(mapping, 'text'),
  ChatOutput: addOutput,
  TextOutput: addOutput,
  CombineText: addCombination,
  ConditionalRouter: addRouter,
  note: (mapping) =>
    void mapping.add('note', { text: textAt(mapping.node.settings, 'description') }),
};

function isModel(node: SourceNode): boolean {
  return (
    node.type === 'LanguageModelComponent' ||
    (/Model(?:Component)?$/.test(node.type) && !/Embedding/i.test(node.type))
  );
}

function values(mapping: NodeMapping): JsonObject {
  return objectAt(mapping.node.settings, 'values');
}

function addInput(mapping: NodeMapping, output: string): void {
  const fallback = textAt(values(mapping), 'input_value');
  const part = mapping.add('input', fallback === '' ? {} : { default: fallback });
  mapping.offer(output, part, 'value');
  mapping.offer('', part, 'value');
  if (valueAt(values(mapping), 'files') !== undefined)
    mapping.note('option_lost', { what: 'files' });
}

function addOutput(mapping: NodeMapping): void {
  const part = mapping.add('output', {});
  mapping.accept('input_value', part, 'value');
  // Some flows hand on what they show.
  mapping.consume('sender_name');
  mapping.consume('session_id');
}

/** `{name}` is a variable and doubled braces are braces, unless the prompt was switched to Mustache. */
function addPrompt(mapping: NodeMapping, index: GraphIndex): void {
  const own = values(mapping);
  const wired = wiredFields(mapping.node.id, index);
  const isMustache = valueAt(own, 'use_double_brackets') === true;
  const pattern = isMustache ? /\{\{\s*(\w{1,80})\s*\}\}/g : /\{\{|\}\}|\{(\w{1,80})\}/g;
  const names = new Map<string, string>();
  const template = textAt(own, 'template').replaceAll(pattern, (all, name?: string) => {
    if (name === undefined) return all.slice(0, 1);
    if (!wired.has(name)) return textAt(own, name);
    const variable = variableName(name);
    names.set(name, variable);
    return `{{${variable}}}`;
  });
  const part = mapping.add('prompt', { template });
  for (const [field, variable] of names) mapping.accept(field, part, variable);
  mapping.offer('prompt', part, 'text');
  mapping.offer('', part, 'text');
}

function addCombination(mapping: NodeMapping): void {
  const delimiter = textAt(values(mapping), 'delimiter') || ' ';
  const part = mapping.add('prompt', { template: `{{text1}}${delimiter}{{text2}}` });
  mapping.accept('text1', part, 'text1');
  mapping.accept('text2', part, 'text2');
  mapping.offer('combined_text', part, 'text');
}

/** Compares a text, and passes it on; what it might say instead is not carried over. */
function addRouter(mapping: NodeMapping): void {
  const own = values(mapping);
  const self = { ref: { node: mapping.node.id, field: '' }, name: 'value' };
  addBranching(mapping, {
    value: self.ref,
    branches: [
      {
        handle: 'true_result',
        isAny: false,
        comparisons: [
          { left: [self], operator: textAt(own, 'operator'), right: [textAt(own, 'match_text')] },
        ],
      },
    ],
    otherwise: 'false_result',
  });
  if (mapping.outcome !== 'nodes') return;
  const [part] = mapping.parts;
  const condition = textAt(part?.settings, 'condition').replaceAll(/\$_value\b/g, '$');
  mapping.parts.length = 0;
  mapping.wants.length = 0;
  mapping.offers.clear();
  const added = mapping.add('if', { condition });
  mapping.accept('input_text', added, 'value');
  mapping.offer('true_result', added, 'then');
  mapping.offer('false_result', added, 'else');
  for (const key of ['true_case_message', 'false_case_message', 'message']) {
    if (textAt(own, key) !== '') mapping.note('option_lost', { what: key });
  }
}

function wiredFields(nodeId: string, index: GraphIndex): ReadonlySet<string> {
  return new Set(index.into(nodeId).map(({ toPort }) => toPort));
}

function choiceOf(node: SourceNode): ModelChoice | undefined {
  const own = objectAt(node.settings, 'values');
  // Newer files hold the chosen model as a list of one object.
  const chosen = objectAt(own, 'model', 0);
  const model =
    textAt(own, 'model_name') ||
    textAt(chosen, 'name') ||
    textAt(own, 'model') ||
    textAt(own, 'model_id');
  const provider =
    textAt(chosen, 'provider') || textAt(own, 'provider') || textAt(own, 'agent_llm') || node.type;
  if (model === '' && node.type === 'Agent') return undefined;
  return {
    provider,
    model,
    temperature: numberAt(own, 'temperature'),
    maxTokens: numberAt(own, 'max_tokens') ?? numberAt(own, 'max_output_tokens'),
  };
}

/** The text of a field: from its wire, or its own value. */
function feedField(
  mapping: NodeMapping,
  index: GraphIndex,
  part: MappedPart,
  field: string,
  port: string,
): void {
  if (wiredFields(mapping.node.id, index).has(field)) mapping.accept(field, part, port);
  else mapping.feed(part, port, [textAt(values(mapping), field)]);
}

/** Instructions from a wire become a variable of their own. */
function systemOf(
  mapping: NodeMapping,
  index: GraphIndex,
  field: string,
): {
  readonly system: readonly string[];
  readonly settings: JsonObject;
  readonly isWired: boolean;
} {
  const isWired = wiredFields(mapping.node.id, index).has(field);
  return isWired
    ? { system: [], settings: { instructions: `{{${field}}}` }, isWired }
    : { system: [textAt(values(mapping), field)], settings: {}, isWired };
}

function addChat(mapping: NodeMapping, index: GraphIndex): void {
  const { system, settings, isWired } = systemOf(mapping, index, 'system_message');
  const part = addModel(mapping, 'llm', choiceOf(mapping.node), { system, user: [], settings });
  mapping.accepts.delete('');
  mapping.offers.delete('');
  if (isWired) mapping.accept('system_message', part, 'system_message');
  feedField(mapping, index, part, 'input_value', 'prompt');
  mapping.offer('text_output', part, 'text');
}

/** The model that plugs into a component, or the one that it names itself. */
function helperChoice(mapping: NodeMapping, index: GraphIndex): ModelChoice | undefined {
  const [helper] = ['agent_llm', 'llm', 'model'].flatMap((field) =>
    index.sources(mapping.node.id, field),
  );
  return choiceOf(helper ?? mapping.node);
}

function addAgent(mapping: NodeMapping, index: GraphIndex): void {
  const own = values(mapping);
  const rounds = numberAt(own, 'max_iterations');
  const { system, settings, isWired } = systemOf(mapping, index, 'system_prompt');
  const choice = helperChoice(mapping, index);
  const part = addModel(mapping, 'agent', choice, {
    system,
    user: [],
    settings: {
      ...settings,
      ...(rounds === undefined
        ? {}
        : { maxRounds: Math.min(100, Math.max(1, Math.round(rounds))) }),
    },
  });
  mapping.accepts.delete('');
  mapping.offers.delete('');
  if (isWired) mapping.accept('system_prompt', part, 'system_prompt');
  for (const field of ['agent_llm', 'llm', 'model', 'memory']) mapping.consume(field);
  feedField(mapping, index, part, 'input_value', 'prompt');
  mapping.accept('tools', part, 'tools');
  mapping.offer('response', part, 'text');
  if (index.sources(mapping.node.id, 'memory').length > 0) mapping.note('history_lost');
}

const helperReaders = new Set([
  'Agent',
  'ToolCallingAgent',
  'OpenAIToolsAgent',
  'StructuredOutput',
  'StructuredOutputComponent',
]);

/** A model whose only readers are agents that take it as a setting. */
function isHelper(mapping: NodeMapping, index: GraphIndex): boolean {
  return isReadOnlyBy(
    mapping,
    index,
    (type, { fromPort }) => fromPort === 'model_output' && helperReaders.has(type),
  );
}
