import type { ToolFormat } from './tool-format.ts';

/** Functionary 3.2: segments, each headed by a recipient; `all` is the user. The prompt ends with the first `>>>`. */
export const functionaryV32: ToolFormat = {
  id: 'functionary-v3.2',
  title: 'Functionary 3.2: >>> segments',
  calls: [],
  segments: {
    open: ['>>>'],
    firstHeader: '^[\\w.-]*$',
    within: [],
    headerEnd: ['\n', '\r\n'],
    fixedHeaders: ['all', 'python'],
    close: [],
    routes: [
      { header: '^all$', to: 'text' },
      { header: '^(python)$', to: 'code', argument: 'code' },
      { header: '^([\\w.-]+)$', to: 'call', onlyOffered: true },
    ],
    callHeader: '>>>{name}\n',
  },
  strip: ['<|eot_id|>', '<|end_of_text|>', '<|start_header_id|>', '<|end_header_id|>'],
};
