import type { ToolFormat } from './tool-format.ts';

/** Apertus: a list between tokens, each call an object whose key is the tool's name. */
export const apertus: ToolFormat = {
  id: 'apertus',
  title: 'Apertus: <|tools_prefix|> with short objects',
  reasoning: { open: ['<|inner_prefix|>'], close: ['<|inner_suffix|>'] },
  calls: [
    {
      body: 'json',
      open: ['<|tools_prefix|>'],
      close: ['<|tools_suffix|>'],
      nameKeys: [],
      argumentKeys: [],
      nameIsKey: true,
      list: 'brackets',
    },
  ],
  strip: ['<|assistant_end|>', '<|assistant_start|>', '</s>'],
};
