import type { JsonObject } from '../../shared/json.ts';
import { numberAt, objectAt, textAt } from '../json-access.ts';
import type { GraphIndex } from '../graph-index.ts';
import type { ModelChoice } from '../model-choice.ts';
import type { NodeMapping } from '../node-mapping.ts';
import type { SourceNode } from '../source-graph.ts';
import { shortType } from './read-n8n.ts';

/** What a node is set to. */
export function parameters(node: SourceNode): JsonObject {
  return objectAt(node.settings, 'parameters');
}

/** The model that plugs into a node. */
export function modelOf(node: SourceNode, index: GraphIndex): ModelChoice | undefined {
  const [helper] = index.sources(node.id, 'ai_languageModel');
  if (helper === undefined) return undefined;
  return choiceOf(helper);
}

/** A helper node such as `lmChatOpenAi`, or a vendor’s own node, as the model that it asks. */
export function choiceOf(node: SourceNode, provider = shortType(node.type)): ModelChoice {
  const own = parameters(node);
  const model = ['model', 'modelName', 'modelId']
    .map((key) => textAt(own, key, 'value') || textAt(own, key))
    .find((name) => name !== '');
  const options = objectAt(own, 'options');
  return {
    provider,
    model: (model ?? '').replace(/^(?:=|models\/)/, ''),
    temperature: numberAt(options, 'temperature'),
    maxTokens: numberAt(options, 'maxTokens') ?? numberAt(options, 'maxTokensToSample'),
  };
}

/** Models and parsers are read into settings; what remembers a conversation has no place here. */
export function readHelpers(mapping: NodeMapping, index: GraphIndex): void {
  mapping.consume('ai_languageModel');
  mapping.consume('ai_outputParser');
  mapping.consume('ai_memory');
  if (index.sources(mapping.node.id, 'ai_memory').length > 0) mapping.note('history_lost');
}
