import { MillraceError } from '../../shared/errors.ts';
import { apertus } from './apertus.ts';
import { commandR } from './command-r.ts';
import { commandR7b } from './command-r7b.ts';
import { deepseekV32 } from './deepseek-v3-2.ts';
import { deepseekV3 } from './deepseek-v3.ts';
import { functionaryV31 } from './functionary-v3-1.ts';
import { functionaryV32 } from './functionary-v3-2.ts';
import { functiongemma } from './functiongemma.ts';
import { gemma4 } from './gemma4.ts';
import { glm45 } from './glm-4-5.ts';
import { glm49b } from './glm-4-9b.ts';
import { granite3 } from './granite3.ts';
import { harmony } from './harmony.ts';
import { hermes } from './hermes.ts';
import { hunyuan } from './hunyuan.ts';
import { internlm } from './internlm.ts';
import { jamba } from './jamba.ts';
import { jsonAnywhere } from './json-anywhere.ts';
import { kimiK2 } from './kimi-k2.ts';
import { lazyllmFunction } from './lazyllm-function.ts';
import { lfm2 } from './lfm2.ts';
import { llama3Json } from './llama3-json.ts';
import { minimaxM1 } from './minimax-m1.ts';
import { minimaxM2 } from './minimax-m2.ts';
import { mistral } from './mistral.ts';
import { nemotron } from './nemotron.ts';
import { olmo3 } from './olmo3.ts';
import { phi4Mini } from './phi4-mini.ts';
import { pythonic } from './pythonic.ts';
import { qwen3Coder } from './qwen3-coder.ts';
import { qwenOld } from './qwen-old.ts';
import { seedOss } from './seed-oss.ts';
import type { ToolFormat } from './tool-format.ts';
import { xlam, xlamFences } from './xlam.ts';

/** Every raw tool-call format that ships, by id. */
export const rawFormats = {
  hermes,
  internlm,
  'lazyllm-function': lazyllmFunction,
  'qwen-old': qwenOld,
  'qwen3-coder': qwen3Coder,
  'seed-oss': seedOss,
  'glm-4.5': glm45,
  'deepseek-v3': deepseekV3,
  'deepseek-v3.2': deepseekV32,
  'llama3-json': llama3Json,
  pythonic,
  lfm2,
  olmo3,
  mistral,
  'functionary-v3.1': functionaryV31,
  'functionary-v3.2': functionaryV32,
  'command-r': commandR,
  'command-r7b': commandR7b,
  'kimi-k2': kimiK2,
  'minimax-m1': minimaxM1,
  'minimax-m2': minimaxM2,
  harmony,
  granite3,
  'phi4-mini': phi4Mini,
  functiongemma,
  gemma4,
  jamba,
  hunyuan,
  nemotron,
  apertus,
  xlam,
  'xlam-fences': xlamFences,
  'glm-4-9b': glm49b,
  'json-anywhere': jsonAnywhere,
} satisfies Record<string, ToolFormat>;

/** The id of a format that ships. */
export type RawFormatId = keyof typeof rawFormats;

/**
 * The format of that id; of `extra`, the formats that a user added, first. Throws MillraceError `unknown_raw_format`,
 * whose action lists the ids there are.
 */
export function findRawFormat(id: string, extra: readonly ToolFormat[] = []): ToolFormat {
  const own = extra.find((format) => format.id === id);
  if (own !== undefined) return own;
  const format = Object.hasOwn(rawFormats, id) ? rawFormats[id as RawFormatId] : undefined;
  if (format === undefined) {
    const ids = [...extra.map((one) => one.id), ...Object.keys(rawFormats)];
    throw new MillraceError('unknown_raw_format', `There is no raw tool-call format "${id}".`, {
      action: `Choose one of: ${ids.join(', ')}.`,
    });
  }
  return format;
}
