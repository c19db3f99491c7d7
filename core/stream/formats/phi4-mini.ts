import type { JsonCallSyntax, ToolFormat } from './tool-format.ts';

const list = {
  body: 'json',
  nameKeys: ['name'],
  argumentKeys: ['arguments', 'parameters'],
  list: 'brackets',
} satisfies Partial<JsonCallSyntax>;

/** Phi 4 mini: a list behind the word functools, or between tokens. */
export const phi4Mini: ToolFormat = {
  id: 'phi4-mini',
  title: 'Phi 4 mini: functools[…]',
  calls: [
    { ...list, open: ['functools'], close: [], starts: '[' },
    { ...list, open: ['<|tool_call|>'], close: ['<|/tool_call|>'] },
  ],
  strip: ['<|end|>', '<|endoftext|>', '<|assistant|>'],
};
