import type { ToolFormat } from './tool-format.ts';

/** Hunyuan A13B: a list between tags, and the answer wrapped in tags of its own. */
export const hunyuan: ToolFormat = {
  id: 'hunyuan',
  title: 'Hunyuan: <tool_calls> with a list, <answer> around the text (Hunyuan A13B)',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: [
    {
      body: 'json',
      open: ['<tool_calls>'],
      close: ['</tool_calls>'],
      nameKeys: ['name'],
      argumentKeys: ['arguments', 'parameters'],
      list: 'brackets',
    },
  ],
  strip: ['<|eos|>', '<|endoftext|>', '<|startoftext|>'],
  wrappers: ['<answer>', '</answer>'],
};
