import type { ToolFormat } from './tool-format.ts';

/** Functionary 3.1, and Llama 3.1 with custom tools: name and arguments in a tag; Python code after a token. */
export const functionaryV31: ToolFormat = {
  id: 'functionary-v3.1',
  title: 'Functionary 3.1: <function=…>{…}</function>',
  calls: [
    {
      body: 'head-json',
      open: ['<function='],
      close: ['</function>'],
      separator: ['>'],
      mayBeProse: true,
    },
    { body: 'code', open: ['<|python_tag|>'], close: [], tool: 'python', argument: 'code' },
  ],
  strip: ['<|eom_id|>', '<|eot_id|>', '<|end_of_text|>'],
};
