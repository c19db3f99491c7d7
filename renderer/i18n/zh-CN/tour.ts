import type { Translation } from '../translation.ts';
import type { tour as english } from '../en/tour.ts';

export const tour: Translation<typeof english> = {
  tour: '导览',
  offerTitle: '欢迎使用 Millrace',
  offerText:
    '把模型、工具和代码连成流程，运行它，看每个字逐一到达。导览只需一分钟，用的是真实的流程。',
  begin: '带我看看',
  notNow: '以后再说',
  progress: '第 {{step}} 步，共 {{count}} 步',
  skip: '跳过',
  back: '上一步',
  next: '下一步',
  runIt: '运行',
  finish: '完成',
  title_modules: '模块',
  text_modules:
    '按名称查找模块，单击或拖到画布上即可添加。在画布上按 <key>{{addKeys}}</key> 或双击，也能搜索模块。',
  title_canvas: '节点与连线',
  text_canvas:
    '在这个流程中，智能体借助两个工具作答。从一个节点右侧的端口拖到另一个节点左侧的端口，就能连线。',
  title_settings: '设置',
  text_settings: '这里是所选节点的全部设置：模型、提示词和工具。输入的内容会立即检查。',
  title_run: '运行',
  text_run:
    '按 <key>{{runKeys}}</key> 运行流程，按 <key>Esc</key> 停止。演示模型不需要密钥，也不联网，现在就试试。',
  title_watch: '输出与追踪',
  text_watch:
    '“输出”逐字显示所有内容；“追踪”显示每一步的输入、结果和用时。单击其中一项，就会转到对应的节点。',
  title_commands: '按名称找到一切',
  text_commands:
    '按 <key>{{paletteKeys}}</key> 查找任何命令，按 <key>{{sheetKeys}}</key> 查看全部按键。现成的流程、版本和本导览都在菜单里。',
};
