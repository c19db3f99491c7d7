import type { Translation } from '../translation.ts';
import type { workspace as english } from '../en/workspace.ts';

export const workspace: Translation<typeof english> = {
  palette: '模块',
  inspector: '设置',
  output: '输出',
  problems: '问题',
  runs: '运行记录',
  trace: '追踪',

  resize: '调整面板大小',
  panels: '面板',
  panelMenu: '“{{panel}}”的位置',
  moveLeft: '移到左侧',
  moveRight: '移到右侧',
  moveTop: '移到画布上方',
  moveBottom: '移到底部',
  splitRight: '向右拆分',
  splitDown: '向下拆分',
  maximise: '最大化',
  restore: '还原',
  close: '关闭',
  reset: '恢复默认布局',
};
