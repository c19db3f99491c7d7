import type { ToolFormat } from './tool-format.ts';

/** DeepSeek V3.2 and V4: markup whose parameters say themselves whether they are strings. */
export const deepseekV32: ToolFormat = {
  id: 'deepseek-v3.2',
  title: 'DeepSeek markup: DSML tags (V3.2, V4)',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  section: {
    open: ['<\uFF5CDSML\uFF5Cfunction_calls>', '<\uFF5CDSML\uFF5Ctool_calls>'],
    close: ['</\uFF5CDSML\uFF5Cfunction_calls>', '</\uFF5CDSML\uFF5Ctool_calls>'],
  },
  calls: [
    {
      body: 'parameters',
      open: ['<\uFF5CDSML\uFF5Cinvoke name="'],
      close: ['</\uFF5CDSML\uFF5Cinvoke>'],
      nameEnd: ['">'],
      keyOpen: ['<\uFF5CDSML\uFF5Cparameter name="'],
      keyClose: ['">'],
      stringKeyClose: ['" string="true">'],
      jsonKeyClose: ['" string="false">'],
      valueClose: ['</\uFF5CDSML\uFF5Cparameter>'],
      gap: '\n',
    },
  ],
  strip: ['<\uFF5Cend\u2581of\u2581sentence\uFF5C>', '<\uFF5Cbegin\u2581of\u2581sentence\uFF5C>'],
};
