/** What libraries say inside the engine's sentences, of JSON and of values that a schema refuses. */
export const librarySentences: Readonly<Record<string, string>> = {
  'Invalid input': '无效的值',
  'Invalid input: expected {0}, received {1}': '应为 {0}，得到的是 {1}',
  'Invalid option: expected one of {0}': '应为以下之一：{0}',
  'Invalid string: must match pattern {0}': '应符合模式 {0}',
  'Too big: expected {0} to be <={1}': '过大：不能超过 {1}',
  'Too big: expected {0} to be <{1}': '过大：必须小于 {1}',
  'Too big: expected {0} to have <={1} characters': '过长：最多 {1} 个字符',
  'Too big: expected {0} to have <={1} items': '过多：最多 {1} 项',
  'Too small: expected {0} to be >={1}': '过小：至少为 {1}',
  'Too small: expected {0} to be >{1}': '过小：必须大于 {1}',
  'Too small: expected {0} to have >={1} characters': '过短：至少 {1} 个字符',
  'Too small: expected {0} to have >={1} items': '过少：至少 {1} 项',
  'Unrecognized key: "{0}"': '多余的键“{0}”',
  'Unrecognized keys: {0}': '多余的键：{0}',
  'Unexpected end of JSON input': 'JSON 在结束前中断',
  'Unexpected token \'{0}\', "{1}" is not valid JSON': '“{1}”不是有效的 JSON，问题出在“{0}”',
  'Unexpected token \'{0}\', ..."{1}" is not valid JSON': '“…{1}”不是有效的 JSON，问题出在“{0}”',
  'Unexpected token \'{0}\', "{1}"... is not valid JSON': '“{1}…”不是有效的 JSON，问题出在“{0}”',
  'Unexpected token \'{0}\', ..."{1}"... is not valid JSON':
    '“…{1}…”不是有效的 JSON，问题出在“{0}”',
  'Unterminated string in JSON at position {0} (line {1} column {2})':
    'JSON 第 {1} 行第 {2} 列的文本没有结束',
  "Expected ',' or '}' after property value in JSON at position {0} (line {1} column {2})":
    'JSON 第 {1} 行第 {2} 列应为逗号或右花括号',
  "Expected ',' or ']' after array element in JSON at position {0} (line {1} column {2})":
    'JSON 第 {1} 行第 {2} 列应为逗号或右方括号',
  "Expected property name or '}' in JSON at position {0} (line {1} column {2})":
    'JSON 第 {1} 行第 {2} 列应为键或右花括号',
  'Expected double-quoted property name in JSON at position {0} (line {1} column {2})':
    'JSON 第 {1} 行第 {2} 列应为带双引号的键',
  'fetch failed': '请求失败',
  'The operation was aborted due to timeout': '操作因超时中止',
  'This operation was aborted': '操作已中止',
};
