import type { inspector as english } from '../en/inspector.ts';
import type { Translation } from '../translation.ts';

export const inspector: Translation<typeof english> = {
  settings: '设置',
  flow: '当前流程',
  flowName: '名称',
  flowDescription: '说明',
  hintSelect: '选择一个节点以查看其设置。',
  hintAdd: '按 <key>Tab</key> 查找模块，按 <key>Enter</key> 添加。',
  hintRun: '按 <key>{{runKeys}}</key> 运行，按 <key>Esc</key> 停止。',
  hintKeys: '按 <key>?</key> 查看全部快捷键。',
  selected: '已选择 {{count}} 个节点',
  duplicate: '创建副本',
  delete: '删除',
  title: '标题',
  unknownKind: '此版本不认识“{{kind}}”这种模块。节点及其连线会原样保留在文件中。',
  problems: '此节点的问题',
  advanced: '高级',
  inputs: '输入',
  notWired: '未连接',
  wireInput: '连接到 {{label}}',
  removeWire: '移除来自 {{from}} 的连线',
  knownModels: '已知模型',
  replaceSecret: '替换',
  notJson: '这还不是 JSON：{{problem}}',
};
