import type { templates as english } from '../en/templates.ts';
import type { Translation } from '../translation.ts';

export const templates: Translation<typeof english> = {
  menu: '从模板新建…',
  title: '从模板新建',
  text: '每个模板都会作为你自己的新流程打开，用演示模型即可运行，无需密钥。',
  find: '查找模板',
  tags: '主题',
  tag_all: '全部',
  tag_chat: '对话',
  tag_agents: '智能体',
  tag_control: '控制',
  tag_documents: '文档',
  tag_people: '人工参与',
  flows: '完整流程',
  modules: '逐一了解各模块',
  uses: '所用模块：',
  loading: '正在读取模板…',
  count_other: '{{count}} 个模板',
  nothingFound: '没有模板同时包含这些词。请减少词语，或查看全部模板。',
  showAll: '显示全部',
  nothingShips: '此 Millrace 未附带模板。请从空流程开始：双击画布查找模块。',
};
