import { createFunctionTagCalls } from './function-tags.ts';
import type { ToolFormat } from './tool-format.ts';

/** Qwen 3 Coder, Qwen 3.5, Nemotron 3 Nano: tagged parameters with raw values. The outer tag is often left out. */
export const qwen3Coder: ToolFormat = {
  id: 'qwen3-coder',
  title: 'Qwen 3 Coder: <function=…> tags (Qwen 3 Coder, Qwen 3.5, Nemotron 3 Nano)',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  section: { open: ['<tool_call>'], close: ['</tool_call>'] },
  calls: createFunctionTagCalls('</tool_call>'),
  strip: ['<|im_end|>', '<|im_start|>', '<|endoftext|>'],
};
