import type { ToolFormat } from './tool-format.ts';

// The bar is U+FF5C and the low line U+2581, as in the models' vocabularies.
const open = '<\uFF5Ctool\u2581call\u2581begin\uFF5C>';
const close = '<\uFF5Ctool\u2581call\u2581end\uFF5C>';
const separator = '<\uFF5Ctool\u2581sep\uFF5C>';

/** DeepSeek V3 and R1 (type, name, fenced arguments) and V3.1 (name and arguments). The section begins in five spellings. */
export const deepseekV3: ToolFormat = {
  id: 'deepseek-v3',
  title: 'DeepSeek: tool call tokens (V3, R1, V3.1)',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  section: {
    open: [
      '<\uFF5Ctool\u2581calls\u2581begin\uFF5C>',
      '<\uFF5Ctool_calls_begin\uFF5C>',
      '<\uFF5Ctool calls begin\uFF5C>',
      '<\uFF5Ctool\\_calls\\_begin\uFF5C>',
      '<\uFF5Ctool\u2581calls\uFF5C>',
    ],
    close: ['<\uFF5Ctool\u2581calls\u2581end\uFF5C>'],
  },
  calls: [
    { body: 'head-json', open: [open], close: [close], separator: [separator] },
    { body: 'head-json', open: [`${open}function${separator}`], close: [close], separator: ['\n'] },
  ],
  strip: [
    '<\uFF5Cend\u2581of\u2581sentence\uFF5C>',
    '<\uFF5Cbegin\u2581of\u2581sentence\uFF5C>',
    '<\uFF5CAssistant\uFF5C>',
  ],
};
