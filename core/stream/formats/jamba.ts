import type { ToolFormat } from './tool-format.ts';

/** Jamba: a list between tags. */
export const jamba: ToolFormat = {
  id: 'jamba',
  title: 'Jamba: <tool_calls> with a list',
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
  strip: ['<|eom|>', '<|endoftext|>'],
};
