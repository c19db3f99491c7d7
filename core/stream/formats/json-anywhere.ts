import type { ToolFormat } from './tool-format.ts';

/** A JSON object with an offered tool's name, wherever it stands in the text: for models that keep to no format. */
export const jsonAnywhere: ToolFormat = {
  id: 'json-anywhere',
  title: 'JSON anywhere in the text; risky',
  isRisky: true,
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: [
    {
      body: 'json',
      open: [],
      close: [],
      starts: '{[',
      bare: 'anywhere',
      nameKeys: ['name', 'tool_name', 'function'],
      argumentKeys: ['arguments', 'parameters', 'args'],
      list: 'brackets',
    },
  ],
  strip: ['<|im_end|>', '<|eot_id|>', '<|endoftext|>', '</s>'],
};
