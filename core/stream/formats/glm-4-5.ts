import type { ToolFormat } from './tool-format.ts';

/** GLM 4.5 to 5: the name, then keys and values in tags. A call may begin while the reasoning is still open. */
export const glm45: ToolFormat = {
  id: 'glm-4.5',
  title: 'GLM: <arg_key> tags (GLM 4.5, 4.6, 4.7, 5)',
  reasoning: { open: ['<think>'], close: ['</think>'], callsInside: true },
  calls: [
    {
      body: 'parameters',
      open: ['<tool_call>'],
      close: ['</tool_call>'],
      nameEnd: ['\n'],
      keyOpen: ['<arg_key>'],
      keyClose: ['</arg_key>'],
      valueOpen: ['<arg_value>'],
      valueClose: ['</arg_value>'],
      gap: '\n',
    },
  ],
  strip: ['<|assistant|>', '<|endoftext|>'],
  stop: ['<|observation|>', '<|user|>'],
};
