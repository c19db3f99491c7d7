import type { ToolFormat } from './tool-format.ts';

/** Granite 3 (a list behind a token or tag) and Granite 20B (objects behind a tag); none of them is closed. */
export const granite3: ToolFormat = {
  id: 'granite3',
  title: 'Granite: <|tool_call|> and a list (Granite 3, Granite 20B)',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: [
    {
      body: 'json',
      open: ['<|tool_call|>', '<tool_call>', '<function_call>'],
      close: [],
      nameKeys: ['name'],
      argumentKeys: ['arguments', 'parameters'],
      list: 'brackets',
    },
  ],
  strip: ['</tool_call>', '<|end_of_text|>', '<|start_of_role|>', '<|end_of_role|>'],
};
