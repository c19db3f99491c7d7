import type { ToolFormat } from './tool-format.ts';

/** Nemotron Nano v2 and Llama-Nemotron: a list between tags. */
export const nemotron: ToolFormat = {
  id: 'nemotron',
  title: 'Nemotron: <TOOLCALL> with a list (Nemotron Nano v2, Llama-Nemotron)',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: [
    {
      body: 'json',
      open: ['<TOOLCALL>'],
      close: ['</TOOLCALL>'],
      nameKeys: ['name'],
      argumentKeys: ['arguments', 'parameters'],
      list: 'brackets',
    },
  ],
  strip: ['<SPECIAL_12>', '<|im_end|>', '<|eot_id|>', '<|end_of_text|>'],
};
