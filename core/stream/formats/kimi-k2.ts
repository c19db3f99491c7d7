import type { ToolFormat } from './tool-format.ts';

/** Kimi K2: calls in a section, each with an index behind its name; they may begin while the reasoning is still open. */
export const kimiK2: ToolFormat = {
  id: 'kimi-k2',
  title: 'Kimi K2: tool call section tokens',
  reasoning: { open: ['<think>'], close: ['</think>'], callsInside: true },
  section: {
    open: ['<|tool_calls_section_begin|>', '<|tool_call_section_begin|>'],
    close: ['<|tool_calls_section_end|>', '<|tool_call_section_end|>'],
  },
  calls: [
    {
      body: 'head-json',
      open: ['<|tool_call_begin|>functions.', '<|tool_call_begin|>'],
      close: ['<|tool_call_end|>'],
      separator: ['<|tool_call_argument_begin|>'],
      writtenName: '{name}:{index}',
      namePattern: '^(?:functions\\.)?(.*?)(?::\\d+)?$',
    },
  ],
  strip: ['<|im_end|>', '[EOS]'],
};
