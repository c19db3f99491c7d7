import type { ToolFormat } from './tool-format.ts';

/** Llama 4, and Llama 3.2 when asked so: a list of Python calls, usually without any marker. */
export const pythonic: ToolFormat = {
  id: 'pythonic',
  title: 'Pythonic: a list of Python calls (Llama 4, Llama 3.2)',
  calls: [
    {
      body: 'expression',
      open: ['<|python_start|>'],
      close: ['<|python_end|>'],
      starts: '[',
      bare: 'start',
      style: 'python',
      list: 'brackets',
    },
  ],
  strip: ['<|python_end|>', '<|eot|>', '<|eom|>', '<|eot_id|>', '<|eom_id|>', '<|end_of_text|>'],
};
