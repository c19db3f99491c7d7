import { MillraceError } from '../../shared/errors.ts';
import { hermes } from './hermes.ts';
import { internlm } from './internlm.ts';
import { lazyllmFunction } from './lazyllm-function.ts';
import { qwenOld } from './qwen-old.ts';
import type { ToolFormat } from './tool-format.ts';

/** Every raw tool-call format that ships, by id. */
export const rawFormats = {
  hermes,
  internlm,
  'lazyllm-function': lazyllmFunction,
  'qwen-old': qwenOld,
} satisfies Record<string, ToolFormat>;

/** The id of a format that ships. */
export type RawFormatId = keyof typeof rawFormats;

/** The format of that id. Throws MillraceError `unknown_raw_format`, whose action lists the ids there are. */
export function findRawFormat(id: string): ToolFormat {
  const format = Object.hasOwn(rawFormats, id) ? rawFormats[id as RawFormatId] : undefined;
  if (format === undefined) {
    throw new MillraceError('unknown_raw_format', `There is no raw tool-call format "${id}".`, {
      action: `Choose one of: ${Object.keys(rawFormats).join(', ')}.`,
    });
  }
  return format;
}
