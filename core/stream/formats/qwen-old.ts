import type { ToolFormat } from './tool-format.ts';

/** Qwen 1.5 and 2, and GLM-4 as LazyLLM prompts it: flower markers, no end marker. Some write a full-width colon. */
export const qwenOld: ToolFormat = {
  id: 'qwen-old',
  title: 'Flower markers (Qwen 1.5 and 2, GLM-4 by LazyLLM)',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: [
    {
      body: 'head-json',
      open: ['✿FUNCTION✿: ', '✿FUNCTION✿:', '✿FUNCTION✿\uFF1A'],
      separator: ['\n✿ARGS✿: ', '✿ARGS✿:', '✿ARGS✿\uFF1A', '✿ARGS✿'],
      close: [],
    },
  ],
  // A model that goes on after its results were given to it may repeat the marker that ended the prompt.
  strip: ['✿RETURN✿: ', '✿RETURN✿:', '✿RETURN✿\uFF1A', '✿RETURN✿', '<|im_end|>', '<|endoftext|>'],
  stop: ['✿RESULT✿'],
};
