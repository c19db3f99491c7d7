import type { imports as english } from '../en/imports.ts';
import type { Translation } from '../translation.ts';

export const imports: Translation<typeof english> = {
  import: '导入…',
  title: '{{name}} 来自 {{builder}}',
  description: '它将成为 Millrace 的流程。原文件保持不变；打开流程之前，请先查看有哪些不同。',
  flow: '流程',
  flows_other: '该文件含有 {{count}} 个流程。请选择要打开的一个。',
  mapped: '在这里作用相同',
  approximated: '在这里作用相近',
  placeholders: '占位：保留设置，不运行',
  dropped: '未进入流程',
  needs: '还需要添加',
  needConnection: '连接 {{name}}',
  needSecret: '密钥 {{name}}',
  usedBy: '用于 {{titles}}',
  more: '另有 {{count}} 项',
  setting: '设置项',
  wire: '连线',
  everything: '文件中的一切在这里作用相同。',
  open: '打开流程',
  cancel: '取消',
  reading: '正在读取 {{name}}…',
};
