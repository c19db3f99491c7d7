import type { ToolFormat } from '../../../core/stream/formats/tool-format.ts';

/** A format that no model writes. */
export const sluice: ToolFormat = {
  id: 'sluice',
  title: 'Sluice gates',
  reasoning: { open: ['((muse))'], close: ['((/muse))'] },
  calls: [
    {
      body: 'json',
      open: ['<<gate>>'],
      close: ['<</gate>>'],
      nameKeys: ['tool'],
      argumentKeys: ['with'],
    },
  ],
  strip: ['<<eof>>'],
};
