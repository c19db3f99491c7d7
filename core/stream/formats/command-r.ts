import type { ToolFormat } from './tool-format.ts';

/** Command R and R+: a fenced list behind the word Action. */
export const commandR: ToolFormat = {
  id: 'command-r',
  title: 'Command R: Action and a fenced list (Command R, R+)',
  calls: [
    {
      body: 'json',
      open: ['Action: ```json\n', 'Action: ```json', 'Action:```json', 'Action:\n```json'],
      close: ['```'],
      nameKeys: ['tool_name'],
      argumentKeys: ['parameters'],
      list: 'brackets',
    },
  ],
  strip: ['<|END_OF_TURN_TOKEN|>', '<|START_OF_TURN_TOKEN|>', '<|CHATBOT_TOKEN|>', '<EOS_TOKEN>'],
};
