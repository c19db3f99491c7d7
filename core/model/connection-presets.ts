import type { ConnectionQuirks } from './connection-settings.ts';

/** A provider or program that speaks OpenAI’s protocol, as data: what a new connection to it starts with. */
export interface ConnectionPreset {
  readonly id: string;
  readonly label: string;
  /** `cloud`: somebody’s service; `local`: a program on this machine; `custom`: neither is known. */
  readonly kind: 'cloud' | 'local' | 'custom';
  /** Absent where every account has an address of its own. */
  readonly baseUrl?: string;
  /** What such an address looks like. */
  readonly baseUrlExample?: string;
  /** The environment variable that this program’s own tools read its address from. */
  readonly baseUrlVariable?: string;
  /** The usual name of its key; absent where none is needed. */
  readonly keyName?: string;
  /** Where it listens unless told otherwise. */
  readonly port?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly quirks?: ConnectionQuirks;
  /** As in ConnectionSettings. */
  readonly rawFormat: 'auto' | 'none';
  /** Only where the name is an alias that stays; otherwise the person chooses from the list. */
  readonly defaultModel?: string;
  /** One or two sentences on what is special about it. */
  readonly note: string;
  readonly docsUrl?: string;
}

// Base URLs, key names and ports are those of each provider's own public documentation; what its streams look like is
// the decoder's business (core/stream/chat-completions), not a preset's. Hosted services read calls out of the model's
// text themselves, so raw formats start as `none`; local servers often do not.
const presets = {
  openai: {
    id: 'openai',
    label: 'OpenAI',
    kind: 'cloud',
    baseUrl: 'https://api.openai.com/v1',
    keyName: 'OPENAI_API_KEY',
    // `max_tokens` is deprecated there and refused by reasoning models; an unknown field is refused with 400.
    quirks: { refusedFields: ['max_tokens', 'skip_special_tokens'] },
    rawFormat: 'none',
    note: 'The protocol’s home.',
    docsUrl: 'https://platform.openai.com/docs/api-reference/chat',
  },
  azure: {
    id: 'azure',
    label: 'Azure OpenAI',
    kind: 'cloud',
    baseUrlExample: 'https://YOUR-RESOURCE.openai.azure.com/openai',
    keyName: 'AZURE_OPENAI_API_KEY',
    // The path, the query and the header are those of the `openai` package's own Azure client.
    quirks: {
      keyHeader: 'api-key',
      apiVersion: '2024-10-21',
      deploymentPaths: true,
      // What Azure lists there are all base models, not the deployments that can be asked.
      modelsPath: '',
      refusedFields: ['skip_special_tokens'],
    },
    rawFormat: 'none',
    note: 'Models are the names of your deployments. The base URL ends in /openai; one that ends in /openai/v1 needs no api-version.',
    docsUrl: 'https://learn.microsoft.com/azure/ai-services/openai/reference',
  },
  ollama: {
    id: 'ollama',
    label: 'Ollama',
    kind: 'local',
    baseUrl: 'http://127.0.0.1:11434/v1',
    baseUrlVariable: 'OLLAMA_HOST',
    port: 11434,
    rawFormat: 'auto',
    note: 'Start it with “ollama serve”. OLLAMA_HOST is honoured while the connection has no base URL of its own.',
    docsUrl: 'https://github.com/ollama/ollama/blob/main/docs/openai.md',
  },
  'lm-studio': {
    id: 'lm-studio',
    label: 'LM Studio',
    kind: 'local',
    baseUrl: 'http://127.0.0.1:1234/v1',
    port: 1234,
    rawFormat: 'auto',
    note: 'Start the local server in LM Studio’s developer view.',
    docsUrl: 'https://lmstudio.ai/docs/app/api/endpoints/openai',
  },
  'llama-cpp': {
    id: 'llama-cpp',
    label: 'llama.cpp',
    kind: 'local',
    baseUrl: 'http://127.0.0.1:8080/v1',
    port: 8080,
    rawFormat: 'auto',
    note: 'Start llama-server with --jinja, so that tools reach the model’s template. Its health address is /health.',
    docsUrl: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
  },
  vllm: {
    id: 'vllm',
    label: 'vLLM',
    kind: 'local',
    baseUrl: 'http://127.0.0.1:8000/v1',
    port: 8000,
    rawFormat: 'auto',
    // Markers of raw formats are special tokens; the request says `skip_special_tokens: false` to get them.
    note: 'Without --enable-auto-tool-choice and --tool-call-parser it sends tool calls as text, which the raw format reads.',
    docsUrl: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html',
  },
  deepseek: {
    id: 'deepseek',
    label: 'DeepSeek',
    kind: 'cloud',
    baseUrl: 'https://api.deepseek.com/v1',
    keyName: 'DEEPSEEK_API_KEY',
    rawFormat: 'none',
    defaultModel: 'deepseek-chat',
    note: 'deepseek-reasoner sends its reasoning beside the answer.',
    // Required since V3.2: https://api-docs.deepseek.com/guides/thinking_mode
    quirks: { reasoningField: 'reasoning_content' },
    docsUrl: 'https://api-docs.deepseek.com',
  },
  dashscope: {
    id: 'dashscope',
    label: 'Qwen (DashScope)',
    kind: 'cloud',
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    keyName: 'DASHSCOPE_API_KEY',
    rawFormat: 'none',
    defaultModel: 'qwen-plus',
    note: 'Accounts outside mainland China use https://dashscope-intl.aliyuncs.com/compatible-mode/v1.',
    docsUrl: 'https://help.aliyun.com/zh/model-studio/compatibility-of-openai-with-dashscope',
  },
  mistral: {
    id: 'mistral',
    label: 'Mistral',
    kind: 'cloud',
    baseUrl: 'https://api.mistral.ai/v1',
    keyName: 'MISTRAL_API_KEY',
    rawFormat: 'none',
    defaultModel: 'mistral-small-latest',
    note: 'Sends each tool call in one piece.',
    docsUrl: 'https://docs.mistral.ai/api',
  },
  groq: {
    id: 'groq',
    label: 'Groq',
    kind: 'cloud',
    baseUrl: 'https://api.groq.com/openai/v1',
    keyName: 'GROQ_API_KEY',
    rawFormat: 'none',
    note: 'Sends each tool call in one piece.',
    docsUrl: 'https://console.groq.com/docs/openai',
  },
  openrouter: {
    id: 'openrouter',
    label: 'OpenRouter',
    kind: 'cloud',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyName: 'OPENROUTER_API_KEY',
    // Optional there: the name under which requests appear in the account's activity.
    headers: { 'X-Title': 'Millrace' },
    rawFormat: 'none',
    defaultModel: 'openrouter/auto',
    note: 'One key for the models of many providers; names look like provider/model.',
    // https://openrouter.ai/docs/use-cases/reasoning-tokens
    quirks: { reasoningField: 'reasoning' },
    docsUrl: 'https://openrouter.ai/docs/api-reference/overview',
  },
  together: {
    id: 'together',
    label: 'Together',
    kind: 'cloud',
    baseUrl: 'https://api.together.xyz/v1',
    keyName: 'TOGETHER_API_KEY',
    rawFormat: 'none',
    note: 'Lists its models as a bare array.',
    docsUrl: 'https://docs.together.ai/docs/openai-api-compatibility',
  },
  gemini: {
    id: 'gemini',
    label: 'Gemini',
    kind: 'cloud',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyName: 'GEMINI_API_KEY',
    quirks: { refusedFields: ['skip_special_tokens'] },
    rawFormat: 'none',
    note: 'Google’s compatible endpoint. Thought signatures travel with tool calls and are returned.',
    docsUrl: 'https://ai.google.dev/gemini-api/docs/openai',
  },
  anthropic: {
    id: 'anthropic',
    label: 'Anthropic',
    kind: 'cloud',
    baseUrl: 'https://api.anthropic.com/v1',
    keyName: 'ANTHROPIC_API_KEY',
    // Chat goes through the compatible endpoint; the list of models is Anthropic's own, with its own header for the key.
    headers: { 'anthropic-version': '2023-06-01' },
    quirks: { modelsKeyHeader: 'x-api-key' },
    rawFormat: 'none',
    note: 'Anthropic’s compatible endpoint, meant for trying models out; it has no prompt caching.',
    docsUrl: 'https://docs.anthropic.com/en/api/openai-sdk',
  },
  xai: {
    id: 'xai',
    label: 'xAI',
    kind: 'cloud',
    baseUrl: 'https://api.x.ai/v1',
    keyName: 'XAI_API_KEY',
    rawFormat: 'none',
    note: 'Sends each tool call in one piece.',
    docsUrl: 'https://docs.x.ai/docs/api-reference',
  },
  custom: {
    id: 'custom',
    label: 'OpenAI-compatible',
    kind: 'custom',
    baseUrlExample: 'http://127.0.0.1:8000/v1',
    rawFormat: 'auto',
    note: 'Any other endpoint that speaks OpenAI’s protocol.',
  },
} as const satisfies Record<string, ConnectionPreset>;

/** Every preset, in the order in which people choose among them. */
export const connectionPresets: readonly ConnectionPreset[] = Object.values(presets);

/** The preset of that id; undefined for one that this version does not know. */
export function findPreset(id: string): ConnectionPreset | undefined {
  return Object.hasOwn(presets, id) ? presets[id as keyof typeof presets] : undefined;
}
