import type { ToolFormat } from './tool-format.ts';

/** GLM 4 9B: the name on a line of its own, the arguments on the next; nothing but the name tells it from text. */
export const glm49b: ToolFormat = {
  id: 'glm-4-9b',
  title: 'GLM 4 9B: a tool’s name on a line, then JSON; risky',
  isRisky: true,
  calls: [{ body: 'head-json', open: [], close: [], afterToolName: '\n{', separator: ['\n'] }],
  strip: ['<|assistant|>', '<|endoftext|>'],
  stop: ['<|observation|>', '<|user|>'],
};
