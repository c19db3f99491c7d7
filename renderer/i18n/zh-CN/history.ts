import type { Translation } from '../translation.ts';
import type { history as english } from '../en/history.ts';

export const history: Translation<typeof english> = {
  pastFlow: '运行当时的流程',
  asItRan: '在 {{time}} 运行时的样子，仅供查看。',
  pastOther: '当前打开的流程仍保留在后面。',
  pastChanged: '此后流程已被修改。',
  compareNow: '查看改动',
  openAsNew: '作为新流程打开',
  backToFlow: '返回流程',
  runFlowUnreadable: '无法读取此次运行的流程。',
};
