import type { Translation } from '../translation.ts';
import type { workspace as english } from '../en/workspace.ts';

export const workspace: Translation<typeof english> = {
  palette: '模块',
  inspector: '设置',
  output: '输出',
  problems: '问题',
  runs: '运行记录',
  trace: '追踪',
};
