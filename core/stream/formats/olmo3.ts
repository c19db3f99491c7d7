import type { ToolFormat } from './tool-format.ts';

/** Olmo 3: Python calls, one on each line, between tags. */
export const olmo3: ToolFormat = {
  id: 'olmo3',
  title: 'Olmo 3: Python calls line by line',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: [
    {
      body: 'expression',
      open: ['<function_calls>'],
      close: ['</function_calls>'],
      style: 'python',
      list: 'lines',
    },
  ],
  strip: ['<|im_end|>', '<|im_start|>', '<|endoftext|>'],
};
