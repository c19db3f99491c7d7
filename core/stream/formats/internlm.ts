import type { ToolFormat } from './tool-format.ts';

// Some servers decode a space or a line break between two special tokens, so each pair has three spellings.

/** InternLM 2, 2.5 and 3: a pair of tokens begins a call, either to a tool (JSON) or to the interpreter (Python). */
export const internlm: ToolFormat = {
  id: 'internlm',
  title: 'InternLM: action tokens (InternLM 2, 2.5, 3)',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: [
    {
      body: 'json',
      open: [
        '<|action_start|><|plugin|>',
        '<|action_start|> <|plugin|>',
        '<|action_start|>\n<|plugin|>',
      ],
      close: ['<|action_end|>'],
      nameKeys: ['name'],
      argumentKeys: ['parameters', 'arguments'],
    },
    {
      body: 'code',
      open: [
        '<|action_start|><|interpreter|>',
        '<|action_start|> <|interpreter|>',
        '<|action_start|>\n<|interpreter|>',
      ],
      close: ['<|action_end|>'],
      tool: 'python',
      argument: 'code',
    },
  ],
  strip: ['<|im_end|>', '<|im_start|>'],
};
