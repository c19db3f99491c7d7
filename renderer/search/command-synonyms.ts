/** Other words that people look for commands by, in both languages; other commands are found by their own words. */
const synonyms: Readonly<Record<string, string>> = {
  'run.start': 'execute play go start test 执行 启动 测试',
  'run.stop': 'cancel abort halt end 取消 终止',
  'run.replay': 'record again repeat recording 回放 录制',
  'run.save-traffic': 'record export requests http log 录制 导出 请求 日志',
  'run.record-traffic': 'requests log 请求 日志',
  'edit.undo': 'back revert 回退 还原',
  'edit.redo': 'again forward 恢复',
  'edit.duplicate': 'clone copy 克隆 复制',
  'edit.delete': 'remove erase 移除 清除',
  'edit.rename': 'title name 标题 名称 改名',
  'edit.disable': 'mute bypass skip deactivate enable 禁用 启用 跳过',
  'edit.make-sub-flow': 'group extract collapse subgraph component 提取 组合 子图',
  'edit.add-node': 'insert new module create 新建 插入 模块',
  'edit.find': 'search grep text 搜索',
  'edit.replace': 'substitute change text 更换',
  'go.node': 'jump find open search 跳转 查找',
  'go.modules': 'palette library sidebar 模块库 侧栏',
  'go.next-problem': 'error warning issue finding 错误 警告',
  'go.previous-problem': 'error warning issue finding 错误 警告',
  'view.fit': 'whole all overview zoom 全部 总览 适应',
  'view.zoom-100': 'reset actual size 重置 实际大小',
  'view.theme': 'dark light mode colour color appearance 深色 浅色 外观 夜间',
  'view.english': 'locale translation 语言 英文',
  'view.chinese': 'locale translation chinese 语言 中文',
  'file.new-from-template': 'example gallery sample start 示例 样例',
  'file.import': 'convert dify n8n langflow flowise 转换',
  'file.export': 'download share 下载 分享',
  'help.shortcuts': 'keys keyboard hotkeys bindings remap customise 按键 热键 自定义',
  'help.connections': 'api key openai provider model settings secret 接口 供应商 设置',
  'help.formats': 'tool call parser workbench 工具调用 解析',
  'help.trust': 'security permission allow modules 安全 权限',
};

/** The other words that a command is found by. */
export function commandSynonyms(commandId: string): readonly string[] {
  return synonyms[commandId]?.split(' ') ?? [];
}
