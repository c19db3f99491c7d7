import type { JsonCallSyntax, ToolFormat } from './tool-format.ts';

const json = {
  body: 'json',
  nameKeys: ['name'],
  argumentKeys: ['arguments', 'parameters'],
  list: 'brackets',
} satisfies Partial<JsonCallSyntax>;

const marked: readonly JsonCallSyntax[] = [
  { ...json, open: ['[TOOL_CALLS]'], close: [], starts: '[{', bare: 'start' },
  { ...json, open: ['<tool_call>'], close: ['</tool_call>'] },
];

/** xLAM: a JSON list in many dresses: bare at the start of the answer, in tags, behind a token. */
export const xlam: ToolFormat = {
  id: 'xlam',
  title: 'xLAM: a JSON list, bare or in tags (xLAM 1, xLAM 2)',
  reasoning: { open: ['<think>'], close: ['</think>'] },
  calls: marked,
  strip: ['<|im_end|>', '<|eot_id|>', '</s>'],
};

/** As xLAM, and code fences: a fenced example of a call would be taken for a call. */
export const xlamFences: ToolFormat = {
  ...xlam,
  id: 'xlam-fences',
  title: 'xLAM with code fences; risky',
  isRisky: true,
  calls: [...marked, { ...json, open: ['```json\n', '```\n'], close: ['```'], onlyOffered: true }],
};
