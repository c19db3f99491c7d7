import type { Usage } from '../../contracts/usage.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonValue } from '../../shared/json.ts';
import { toInputMessages, toOutputMessages } from './message-parts.ts';
import type { OpenSpan } from './open-span.ts';
import { spanKinds } from './otlp-types.ts';
import type { AttributeValue } from './otlp-types.ts';

type Attributes = Readonly<Record<string, AttributeValue>>;

interface SpanFacts {
  readonly endedUs: number;
  readonly usage: Usage | undefined;
  readonly error: ErrorInfo | undefined;
  /** What its node says of provider and model. */
  readonly model: Attributes;
  /** As it may be told. */
  readonly title: string;
  readonly input: JsonValue | undefined;
  readonly output: JsonValue | undefined;
  /** Whether inputs and outputs are told as well. */
  readonly withContents: boolean;
  readonly mask: (text: string) => string;
}

interface DescribedSpan {
  readonly name: string;
  readonly kind: number;
  readonly attributes: Attributes;
}

/** Kinds whose work is one question to a chat model, or several. */
const chatKinds = new Set(['llm', 'classify', 'extract', 'summarize', 'rewrite-question']);

/** What a span is by the conventions: its name, kind and attributes. */
export function describeSpan(span: OpenSpan, facts: SpanFacts): DescribedSpan {
  const { name, kind, attributes } = describeOperation(span, facts);
  return {
    name,
    kind,
    attributes: {
      ...attributes,
      'error.type': facts.error?.code,
      'millrace.node.id': span.nodeId,
      'millrace.node.kind': span.kind,
      'millrace.span.title': facts.title,
      'millrace.attempt': span.attempt,
      'millrace.iteration': span.iteration === '' ? undefined : span.iteration,
      'millrace.reused': span.isReused ? true : undefined,
      'millrace.cost_usd':
        facts.usage?.costUsd === undefined ? undefined : { double: facts.usage.costUsd },
    },
  };
}

function describeOperation(span: OpenSpan, facts: SpanFacts): DescribedSpan {
  if (chatKinds.has(span.kind)) return describeChat(span, facts);
  if (span.kind === 'agent' && span.call === undefined) return describeAgent(span, facts);
  if (span.call !== undefined) return describeToolCall(span, facts);
  if (span.kind === 'embedding') return describeModelCall('embeddings', facts);
  if (span.kind === 'retriever') return describeModelCall('retrieval', facts);
  return {
    name: facts.title,
    kind: spanKinds.internal,
    attributes: facts.withContents
      ? {
          'millrace.input': write(facts.input, facts),
          'millrace.output': write(facts.output, facts),
        }
      : {},
  };
}

function describeChat(span: OpenSpan, facts: SpanFacts): DescribedSpan {
  const model = modelOf(span, facts);
  const finish = finishOf(facts.output);
  const { firstOutputUs, startedUs } = span;
  const contents = facts.withContents
    ? {
        'gen_ai.input.messages': maskText(toInputMessages(facts.input), facts),
        'gen_ai.output.messages': maskText(toOutputMessages(facts.output, finish), facts),
      }
    : {};
  return {
    name: nameOf('chat', model),
    kind: spanKinds.client,
    attributes: {
      'gen_ai.operation.name': 'chat',
      ...facts.model,
      'gen_ai.request.model': model,
      'gen_ai.request.stream': true,
      'gen_ai.response.finish_reasons': finish === undefined ? undefined : [finish],
      'gen_ai.response.time_to_first_chunk':
        firstOutputUs === undefined ? undefined : { double: (firstOutputUs - startedUs) / 1e6 },
      ...usageOf(facts.usage),
      ...contents,
    },
  };
}

function describeAgent(span: OpenSpan, facts: SpanFacts): DescribedSpan {
  const { 'gen_ai.provider.name': provider, 'gen_ai.request.model': model } = facts.model;
  const contents = facts.withContents
    ? {
        'gen_ai.input.messages': maskText(toInputMessages(facts.input), facts),
        'gen_ai.output.messages': maskText(toOutputMessages(facts.output, undefined), facts),
      }
    : {};
  return {
    name: `invoke_agent ${facts.title}`,
    kind: spanKinds.internal,
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': facts.title,
      'gen_ai.agent.id': span.nodeId,
      'gen_ai.provider.name': provider,
      'gen_ai.request.model': model,
      ...usageOf(facts.usage),
      ...contents,
    },
  };
}

function describeToolCall({ call }: OpenSpan, facts: SpanFacts): DescribedSpan {
  const name = call?.name ?? '';
  const contents = facts.withContents
    ? {
        'gen_ai.tool.call.arguments': maskText(call?.arguments, facts),
        'gen_ai.tool.call.result': write(resultOf(facts.output), facts),
      }
    : {};
  return {
    name: `execute_tool ${name}`,
    kind: spanKinds.internal,
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': name,
      'gen_ai.tool.call.id': call?.id,
      'gen_ai.tool.type': 'function',
      ...contents,
    },
  };
}

function describeModelCall(operation: 'embeddings' | 'retrieval', facts: SpanFacts): DescribedSpan {
  const model = facts.model['gen_ai.request.model'];
  return {
    name: nameOf(operation, typeof model === 'string' ? model : undefined),
    kind: spanKinds.client,
    attributes: {
      'gen_ai.operation.name': operation,
      ...facts.model,
      'gen_ai.usage.input_tokens': facts.usage?.inputTokens,
    },
  };
}

function nameOf(operation: string, model: string | undefined): string {
  return model === undefined ? operation : `${operation} ${model}`;
}

/** An agent's turn says in its title which model it asked, whatever its node says. */
function modelOf({ title }: OpenSpan, { model }: SpanFacts): string | undefined {
  const own = model['gen_ai.request.model'];
  const settled = typeof own === 'string' ? own : undefined;
  const parts = title.split(' · ');
  return parts.length === 2 && settled === undefined ? parts[1] : settled;
}

/** The conventions take the words of OpenAI. */
const finishWords: Readonly<Record<string, string>> = {
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
};

function finishOf(output: JsonValue | undefined): string | undefined {
  const finish = isJsonObject(output) ? output['finish'] : undefined;
  return typeof finish === 'string' ? (finishWords[finish] ?? finish) : undefined;
}

function usageOf(usage: Usage | undefined): Attributes {
  return {
    'gen_ai.usage.input_tokens': usage?.inputTokens,
    'gen_ai.usage.output_tokens': usage?.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': usage?.cachedInputTokens,
    'gen_ai.usage.reasoning.output_tokens': usage?.reasoningTokens,
  };
}

function resultOf(output: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(output) && 'result' in output ? output['result'] : output;
}

/** Collectors refuse very long attributes. */
const longestAttribute = 64 * 1024;

function maskText(text: string | undefined, { mask }: SpanFacts): string | undefined {
  if (text === undefined) return undefined;
  const masked = mask(text);
  return masked.length <= longestAttribute ? masked : `${masked.slice(0, longestAttribute)}…`;
}

function write(value: JsonValue | undefined, facts: SpanFacts): string | undefined {
  if (value === undefined) return undefined;
  return maskText(typeof value === 'string' ? value : JSON.stringify(value), facts);
}
