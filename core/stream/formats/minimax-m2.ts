import type { ToolFormat } from './tool-format.ts';

/** MiniMax M2: tagged parameters with raw values; the output begins inside reasoning. */
export const minimaxM2: ToolFormat = {
  id: 'minimax-m2',
  title: 'MiniMax M2: <minimax:tool_call> tags',
  reasoning: { open: ['<think>'], close: ['</think>'], startsInside: true },
  section: { open: ['<minimax:tool_call>'], close: ['</minimax:tool_call>'] },
  calls: [
    {
      body: 'parameters',
      open: ['<invoke name="'],
      close: ['</invoke>'],
      nameEnd: ['">'],
      keyOpen: ['<parameter name="'],
      keyClose: ['">'],
      valueClose: ['</parameter>'],
      gap: '\n',
    },
  ],
  strip: ['[e~[', ']~b]', ']~!b['],
};
