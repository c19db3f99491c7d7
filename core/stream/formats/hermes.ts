import type { ToolFormat } from './tool-format.ts';

/** Hermes 2 and 3, Qwen 2.5 and 3, QwQ: one tagged JSON object per call. */
export const hermes: ToolFormat = {
  id: 'hermes',
  title: 'Hermes: <tool_call> tags (Hermes, Qwen 2.5, Qwen 3, QwQ)',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: [
    {
      body: 'json',
      open: ['<tool_call>\n', '<tool_call>', '<function_call>'],
      close: ['\n</tool_call>', '</tool_call>', '</function_call>'],
      nameKeys: ['name'],
      argumentKeys: ['arguments', 'parameters'],
    },
  ],
  strip: ['<|im_end|>', '<|im_start|>', '<|endoftext|>', '<|eot_id|>', '<|end_of_text|>'],
};
