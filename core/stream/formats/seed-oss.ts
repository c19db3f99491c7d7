import { createFunctionTagCalls } from './function-tags.ts';
import type { ToolFormat } from './tool-format.ts';

/** Seed OSS: Qwen's tagged parameters in tags of its own. */
export const seedOss: ToolFormat = {
  id: 'seed-oss',
  title: 'Seed OSS: <seed:tool_call> tags',
  reasoning: { open: ['<seed:think>'], close: ['</seed:think>'] },
  section: { open: ['<seed:tool_call>'], close: ['</seed:tool_call>'] },
  calls: createFunctionTagCalls('</seed:tool_call>'),
  strip: ['<seed:eos>', '<seed:bos>', '<seed:pad>'],
};
