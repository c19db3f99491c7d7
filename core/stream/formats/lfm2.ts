import type { ToolFormat } from './tool-format.ts';

/** LFM 2: a list of Python calls between tokens, or of JSON objects when the prompt asks for them. */
export const lfm2: ToolFormat = {
  id: 'lfm2',
  title: 'LFM 2: a list of Python calls between tokens',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: [
    {
      body: 'expression',
      open: ['<|tool_call_start|>'],
      close: ['<|tool_call_end|>'],
      style: 'python',
      list: 'brackets',
    },
    {
      body: 'json',
      open: ['<|tool_call_start|>'],
      close: ['<|tool_call_end|>'],
      starts: '{',
      nameKeys: ['name'],
      argumentKeys: ['arguments', 'parameters'],
      list: 'brackets',
    },
  ],
  strip: ['<|im_end|>', '<|im_start|>', '<|endoftext|>'],
};
