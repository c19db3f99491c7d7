import type { Translation } from '../translation.ts';
import type { search as english } from '../en/search.ts';

export const search: Translation<typeof english> = {
  addNode: '添加模块',
  findKind: '查找模块',
  palette: '命令面板',
  paletteHint: '输入命令、节点或模块',
  prefixes: '@ 流程中的节点 · + 要添加的模块',
  group_recent: '最近使用',
  group_commands: '命令',
  group_nodes: '节点',
  group_kinds: '添加模块',
  more_other: '还有 {{count}} 项：继续输入以缩小范围',
  found_other: '找到 {{count}} 项',
  nothing: '没有与“{{query}}”匹配的内容。',
};
