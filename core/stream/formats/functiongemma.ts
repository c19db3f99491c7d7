import type { ToolFormat } from './tool-format.ts';

/** FunctionGemma: an object with bare keys, its strings between escape tags. */
export const functiongemma: ToolFormat = {
  id: 'functiongemma',
  title: 'FunctionGemma: <start_function_call>',
  calls: [
    {
      body: 'expression',
      open: ['<start_function_call>call:'],
      close: ['<end_function_call>'],
      style: 'braces',
      quotes: ['<escape>', '"'],
    },
  ],
  strip: ['<end_of_turn>', '<start_of_turn>', '<eos>', '<start_function_response>'],
};
