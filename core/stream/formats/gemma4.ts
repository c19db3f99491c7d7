import type { ToolFormat } from './tool-format.ts';

/** Gemma 4: an object with bare keys, its strings between quote tokens; reasoning is a channel. */
export const gemma4: ToolFormat = {
  id: 'gemma4',
  title: 'Gemma 4: <|tool_call> tokens',
  reasoning: { open: ['<|channel>thought\n', '<|channel>thought'], close: ['<channel|>'] },
  calls: [
    {
      body: 'expression',
      open: ['<|tool_call>call:'],
      close: ['<tool_call|>'],
      style: 'braces',
      quotes: ['<|"|>', '"'],
    },
  ],
  strip: ['<turn|>', '<|turn>', '<eos>', '<|tool_response>'],
};
