import type { palette as english } from '../en/palette.ts';
import type { Translation } from '../translation.ts';

export const palette: Translation<typeof english> = {
  modules: '模块',
  find: '查找模块',
  family_models: '模型',
  family_agents: '智能体',
  family_tools: '工具与数据',
  family_flow: '流程',
  family_text: '文本',
  family_io: '输入与输出',
  nothing: '没有与“{{query}}”匹配的模块。试试它的用途，例如“文本”或“文件”；按 Esc 重新显示全部。',
  loading: '引擎响应后会显示模块。',
};
