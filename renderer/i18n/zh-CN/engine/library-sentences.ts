/** What libraries say inside the engine's sentences, of JSON, of values that a schema refuses, and of expressions. */
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

  'String literal must be terminated by a matching quote': '文本缺少结尾的引号',
  'Number out of range: {0}': '数字超出范围：{0}',
  'Quoted property name must be terminated with a backquote (`)':
    '带引号的属性名须以反引号（`）结尾',
  'Comment has no closing tag': '注释没有结尾',
  'Syntax error: {0}': '语法错误：{0}',
  'Expected {0}, got {1}': '应为 {0}，得到的是 {1}',
  'Expected {0} before end of expression': '表达式结束前应有 {0}',
  'Unknown operator: {0}': '未知的运算符：{0}',
  'Unexpected token: {0}': '意外的符号：{0}',
  'Unexpected end of expression': '表达式意外结束',
  'The symbol {0} cannot be used as a unary operator': '符号 {0} 不能用作一元运算符',
  'The left side of := must be a variable name (start with $)': ':= 的左边须是变量名（以 $ 开头）',
  'The literal value {0} cannot be used as a step within a path expression':
    '字面值 {0} 不能作为路径中的一步',
  'Empty regular expressions are not allowed': '正则表达式不能为空',
  'No terminating / in regular expression': '正则表达式缺少结尾的 /',
  'Argument {0} of function {1} does not match function signature':
    '函数 {1} 的第 {0} 个参数与其签名不符',
  'Argument {0} of function {1} must be an array of {2}': '函数 {1} 的第 {0} 个参数须是 {2} 的列表',
  'Cannot negate a non-numeric value: {0}': '不能对非数字取负：{0}',
  'Key in object structure must evaluate to a string; got: {0}': '对象的键须是文本，得到的是：{0}',
  'Attempted to invoke a non-function': '调用的不是函数',
  'The left side of the {0} operator must evaluate to a number': '运算符 {0} 的左边须是数字',
  'The right side of the {0} operator must evaluate to a number': '运算符 {0} 的右边须是数字',
  'The values {0} and {1} either side of operator {2} must be of the same data type':
    '运算符 {2} 两边的值 {0} 和 {1} 须是同一类型',
  'The expressions either side of operator {0} must evaluate to numeric or string values':
    '运算符 {0} 两边须是数字或文本',
  'Unable to cast value to a number: {0}': '无法转换为数字：{0}',
};
