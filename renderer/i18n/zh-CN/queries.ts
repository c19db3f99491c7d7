import type { Translation } from '../translation.ts';
import type { queries as english } from '../en/queries.ts';

export const queries: Translation<typeof english> = {
  tools: '查询工具',
  statement: 'SQL 语句',
  placeholder: 'SELECT * FROM …',
  ask: '查询',
  stop: '停止',
  running: '正在查询…',
  examples: '示例',
  resize: '调整语句区大小',
  result: '查询结果',
  rows_other: '{{shown}} 行',
  firstRows_other: '前 {{shown}} 行，后面还有更多',
  took: '{{ms}} 毫秒',
  showMore: '最多显示 {{most}} 行',
  place: '第 {{line}} 行第 {{column}} 列：',
  empty:
    '用 SQL 查询记录：所有流程的运行、步骤、词元、费用和时间。这里的查询不会改动任何数据。可以从示例开始。',
  copy: '复制结果',
  copy_csv: '复制为 CSV',
  copy_json: '复制为 JSON',
  copy_ndjson: '复制为 NDJSON',
  copied: '已复制',
  schema: '可查询的内容',
  showSchema: '显示可查询的内容',
  hideSchema: '隐藏可查询的内容',
  insert: '插入 {{name}}',
  insertView: '插入名称',
};
