import type { ToolFormat } from './tool-format.ts';

/** Harmony, the format of gpt-oss: messages in channels; a recipient makes one a call, before or behind the channel. */
export const harmony: ToolFormat = {
  id: 'harmony',
  title: 'Harmony: channels (gpt-oss)',
  calls: [],
  segments: {
    open: ['<|start|>'],
    firstHeader: '^\\s*(?:$|to?$|to=|<|a[a-z]*$|assistant)',
    within: ['<|channel|>', '<|constrain|>'],
    headerEnd: ['<|message|>'],
    close: ['<|call|>', '<|end|>', '<|return|>'],
    routes: [
      {
        header: '^[^]*\\bto=(?!functions\\.)(python)\\b[^]*$',
        to: 'code',
        argument: 'code',
      },
      { header: '^[^]*\\bto=(?:functions\\.)?([^\\s<]*)[^]*$', to: 'call' },
      { header: '^(?:assistant)?\\s*<\\|channel\\|>\\s*analysis\\b[^]*$', to: 'reasoning' },
      { header: '^(?:assistant)?\\s*(?:<\\|channel\\|>[^]*)?$', to: 'text' },
    ],
    callHeader:
      '<|start|>assistant<|channel|>commentary to=functions.{name} <|constrain|>json<|message|>',
  },
  strip: [],
};
