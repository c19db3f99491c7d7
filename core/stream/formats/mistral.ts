import type { ToolFormat } from './tool-format.ts';

/** Mistral and Magistral: a JSON list (tokenizers up to v10), or name and arguments, repeated (from v11). */
export const mistral: ToolFormat = {
  id: 'mistral',
  title: 'Mistral: [TOOL_CALLS] (Mistral, Magistral, Devstral)',
  reasoning: { open: ['[THINK]', '<think>'], close: ['[/THINK]', '</think>'] },
  calls: [
    {
      body: 'json',
      open: ['[TOOL_CALLS]'],
      close: [],
      starts: '[{',
      nameKeys: ['name'],
      argumentKeys: ['arguments', 'parameters'],
      list: 'brackets',
    },
    {
      body: 'head-json',
      open: ['[TOOL_CALLS]'],
      close: [],
      separator: ['[ARGS]'],
      mayLackSeparator: true,
      // Some add the id that the call shall have.
      namePattern: '^(.+?)(?:\\[CALL_ID\\].*)?$',
    },
  ],
  strip: ['</s>', '<s>'],
};
