import type { ToolFormat } from './tool-format.ts';

/** Command R7B, Command A: a list between action tokens; the answer stands between tokens too. */
export const commandR7b: ToolFormat = {
  id: 'command-r7b',
  title: 'Command: action tokens (Command R7B, Command A)',
  reasoning: { open: ['<|START_THINKING|>'], close: ['<|END_THINKING|>'] },
  calls: [
    {
      body: 'json',
      open: ['<|START_ACTION|>'],
      close: ['<|END_ACTION|>'],
      nameKeys: ['tool_name'],
      argumentKeys: ['parameters'],
      list: 'brackets',
    },
  ],
  strip: [
    '<|START_RESPONSE|>',
    '<|END_RESPONSE|>',
    '<|START_TEXT|>',
    '<|END_TEXT|>',
    '<|END_OF_TURN_TOKEN|>',
    '<|START_OF_TURN_TOKEN|>',
    '<|CHATBOT_TOKEN|>',
    '<EOS_TOKEN>',
  ],
};
