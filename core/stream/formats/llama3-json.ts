import type { ToolFormat } from './tool-format.ts';

/** Llama 3.1 to 3.3: a JSON object, usually without any marker; built-in tools as a Python call. */
export const llama3Json: ToolFormat = {
  id: 'llama3-json',
  title: 'Llama 3: JSON, with or without <|python_tag|> (Llama 3.1, 3.2, 3.3)',
  calls: [
    {
      body: 'json',
      open: ['<|python_tag|>'],
      close: [],
      starts: '{',
      bare: 'start',
      nameKeys: ['name'],
      argumentKeys: ['parameters', 'arguments'],
      list: 'semicolons',
    },
    {
      body: 'expression',
      open: ['<|python_tag|>'],
      close: [],
      style: 'python',
      namePattern: '^(.+?)(?:\\.call)?$',
    },
  ],
  strip: ['<|eom_id|>', '<|eot_id|>', '<|end_of_text|>', '<|begin_of_text|>'],
};
