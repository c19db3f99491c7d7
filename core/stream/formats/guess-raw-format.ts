import type { RawFormatId } from './index.ts';

/** Which models write which format, the more special names first. None of the risky formats is ever guessed. */
const guesses: readonly (readonly [pattern: RegExp, format: RawFormatId])[] = [
  [/gpt-?oss/, 'harmony'],
  [/kimi-?(?:k2|k1\.5|dev|linear|thinking)|moonshot.*k2/, 'kimi-k2'],
  [/minimax-?m1|minimax-?text/, 'minimax-m1'],
  [/minimax-?m[2-9]/, 'minimax-m2'],
  [/deepseek-?(?:chat-?)?v?(?:3\.2-?exp)/, 'deepseek-v3'],
  [/deepseek-?(?:chat-?)?v?(?:3\.2|4)(?!\d)/, 'deepseek-v3.2'],
  [/r1-?distill-?qwen|deepseek-?r1-?distill/, 'hermes'],
  [/deepseek-?(?:v3|v3\.1|r1|chat|reasoner|prover)/, 'deepseek-v3'],
  [/nemotron-?3/, 'qwen3-coder'],
  [/nemotron/, 'nemotron'],
  [/qwen-?3-?(?:coder|next-?coder)|qwen-?3\.[5-9]|qwen3?-?coder-?next/, 'qwen3-coder'],
  [/qwen-?(?:1\.5|2(?!\.|\d))|qwen-?(?:7b|14b|72b)-?chat/, 'qwen-old'],
  [/qwen|qwq|qvq|hermes/, 'hermes'],
  [/seed-?oss/, 'seed-oss'],
  [/glm-?(?:4\.[5-9]|[5-9])/, 'glm-4.5'],
  [/internlm|intern-?s1/, 'internlm'],
  [/functionary.*v?3\.2/, 'functionary-v3.2'],
  [/functionary/, 'functionary-v3.1'],
  [/xlam/, 'xlam'],
  [/llama-?4|maverick|scout/, 'pythonic'],
  [/llama-?3\.[1-3]/, 'llama3-json'],
  [/lfm-?2/, 'lfm2'],
  [/olmo-?3/, 'olmo3'],
  [/mistral|mixtral|magistral|devstral|ministral|codestral/, 'mistral'],
  [/command-?r7b|command-?a|c4ai-command-a/, 'command-r7b'],
  [/command-?r/, 'command-r'],
  [/granite-?4/, 'hermes'],
  [/granite/, 'granite3'],
  [/phi-?4-?mini/, 'phi4-mini'],
  [/function-?gemma/, 'functiongemma'],
  [/gemma-?4/, 'gemma4'],
  [/jamba/, 'jamba'],
  [/hunyuan/, 'hunyuan'],
  [/apertus/, 'apertus'],
];

/**
 * The format that a model of this name most likely writes, whatever server or file it comes from; undefined for names
 * that say nothing, and for families without a format of their own.
 */
export function guessRawFormat(modelName: string): RawFormatId | undefined {
  // Servers write the same name with slashes, underscores, spaces and colons.
  const name = modelName.toLowerCase().replace(/[\s_:/]+/g, '-');
  return guesses.find(([pattern]) => pattern.test(name))?.[1];
}
