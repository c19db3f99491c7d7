import type { JsonObject } from '../shared/json.ts';
import { composeTemplate } from './map-text.ts';
import type { SourceText } from './map-text.ts';
import type { MappedPart, NodeMapping } from './node-mapping.ts';

/** Which model a source node asks, and how. */
export interface ModelChoice {
  /** The provider in the other program's words, such as `langgenius/openai/openai` or `chatAnthropic`. */
  readonly provider: string;
  readonly model: string;
  readonly temperature?: number | undefined;
  readonly maxTokens?: number | undefined;
}

// Which connection a provider's name means; the first match counts.
const connections: readonly (readonly [RegExp, string])[] = [
  [/azure/i, 'azure'],
  [/openrouter/i, 'openrouter'],
  [/anthropic|claude|bedrock/i, 'anthropic'],
  [/gemini|google|vertex|palm/i, 'gemini'],
  [/ollama/i, 'ollama'],
  [/lm[-_ ]?studio/i, 'lm-studio'],
  [/vllm/i, 'vllm'],
  [/llama[-_. ]?cpp/i, 'llama-cpp'],
  [/deepseek/i, 'deepseek'],
  [/dashscope|tongyi|qwen|alibaba/i, 'dashscope'],
  [/mistral/i, 'mistral'],
  [/groq/i, 'groq'],
  [/together/i, 'together'],
  [/xai|grok/i, 'xai'],
  [/openai|gpt/i, 'openai'],
];

/** The connection that a provider's name means; its own name in small letters where no preset fits. */
export function connectionFor(provider: string): string {
  const known = connections.find(([pattern]) => pattern.test(provider));
  if (known !== undefined) return known[1];
  const slug = provider
    .replace(/^(?:[Cc]hat|lmChat|lm)(?=[A-Z])/, '')
    .replace(/(?:ChatModel|Model|Chat)$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  return slug === '' ? 'openai' : slug;
}

interface ModelTexts {
  readonly system: SourceText;
  /** What it is asked; nothing where a wire brings it. */
  readonly user: SourceText;
  readonly settings?: JsonObject;
}

const takenByModels = ['prompt', 'messages', 'attachments', 'tools', 'error'];

/** Adds a chat model or an agent that asks a model; its main input is the prompt. */
export function addModel(
  mapping: NodeMapping,
  kind: 'llm' | 'agent',
  choice: ModelChoice | undefined,
  { system, user, settings }: ModelTexts,
): MappedPart {
  if (choice === undefined) mapping.note('model_missing');
  const { template, wire } = mapping.fill(system, takenByModels);
  const part = mapping.add(kind, {
    ...modelSettings(mapping, choice),
    ...(template.trim() === '' ? {} : { instructions: template }),
    ...settings,
  });
  wire(part);
  if (!mapping.feed(part, 'prompt', user)) mapping.accept('', part, 'prompt');
  mapping.offer('', part, 'text');
  mapping.offer('text', part, 'text');
  return part;
}

/** The settings that say which model is asked; notes the connection that is needed. */
export function modelSettings(mapping: NodeMapping, choice: ModelChoice | undefined): JsonObject {
  const connection = connectionFor(choice?.provider ?? 'openai');
  mapping.needs.push({ what: 'connection', name: connection });
  const { temperature, maxTokens } = choice ?? {};
  return {
    connection,
    ...(choice === undefined || choice.model === '' ? {} : { model: choice.model }),
    ...(temperature === undefined ? {} : { temperature: Math.min(2, Math.max(0, temperature)) }),
    ...(maxTokens === undefined || maxTokens < 1 ? {} : { maxTokens: Math.floor(maxTokens) }),
  };
}

/** A conversation in roles as instructions and a question: examples between the two go into the instructions. */
export function splitMessages(
  messages: readonly { readonly role: string; readonly text: SourceText }[],
): { readonly system: SourceText; readonly user: SourceText; readonly hasExamples: boolean } {
  const spoken = messages.filter(({ text }) => composeTemplate(text).template.trim() !== '');
  const lastUser = spoken.findLastIndex(({ role }) => /user|human/i.test(role));
  const system: SourceText[number][] = [];
  let hasExamples = false;
  for (const [index, { role, text }] of spoken.entries()) {
    if (index === lastUser) continue;
    if (system.length > 0) system.push('\n\n');
    const isExample = !/system|developer/i.test(role);
    hasExamples ||= isExample;
    if (isExample) system.push(`${/user|human/i.test(role) ? 'User' : 'Assistant'}: `);
    for (const piece of text) system.push(piece);
  }
  return { system, user: spoken[lastUser]?.text ?? [], hasExamples };
}
