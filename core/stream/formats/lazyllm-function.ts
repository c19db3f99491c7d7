import type { ToolFormat } from './tool-format.ts';

/** What LazyLLM asks local models to write. Its end marker doubles as a stop word, so it is usually absent. */
export const lazyllmFunction: ToolFormat = {
  id: 'lazyllm-function',
  title: 'LazyLLM: function and args tokens (InternLM 2, Qwen, R1 distillates)',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: [
    {
      body: 'head-json',
      open: [
        '<|action_start|><|function|>',
        '<|action_start|> <|function|>',
        '<|action_start|>\n<|function|>',
        '<|function|>',
      ],
      separator: ['<|args|>'],
      close: ['<|action_end|>'],
    },
  ],
  strip: ['<|im_end|>', '<|im_start|>', '<|endoftext|>', '<\uFF5Cend\u2581of\u2581sentence\uFF5C>'],
};
