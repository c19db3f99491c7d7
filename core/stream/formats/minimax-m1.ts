import type { ToolFormat } from './tool-format.ts';

/** MiniMax M1: one JSON object on each line between tags. Calls inside reasoning are only thought of. */
export const minimaxM1: ToolFormat = {
  id: 'minimax-m1',
  title: 'MiniMax M1: <tool_calls> with JSON lines',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: [
    {
      body: 'json',
      open: ['<tool_calls>\n', '<tool_calls>'],
      close: ['\n</tool_calls>', '</tool_calls>'],
      nameKeys: ['name'],
      argumentKeys: ['arguments', 'parameters'],
      list: 'lines',
    },
  ],
  strip: ['<end_of_sentence>', '[e~['],
};
