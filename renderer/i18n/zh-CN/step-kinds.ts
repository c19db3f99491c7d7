const numbered = (english: string, chinese: string, count: number): [string, string][] =>
  Array.from({ length: count }, (_, index) => [
    `${english} ${index + 1}`,
    `${chinese} ${index + 1}`,
  ]);

/** Words of the kinds for control, texts and data, by the English text. */
export const stepKinds: Readonly<Record<string, string>> = {
  Barrier: '屏障',
  'Holds several branches until all have arrived, then lets each go on with its own value.':
    '等所有分支都到达后，再让每个分支带着各自的值继续。',
  Branches: '分支',
  ...Object.fromEntries([
    ...numbered('In', '输入', 20),
    ...numbered('Out', '输出', 20),
    ...numbered('Item', '元素', 50),
  ]),
  ...Object.fromEntries(
    Array.from({ length: 50 }, (_, count) => [`${count} branches`, `${count} 个分支`]),
  ),
  Code: '代码',
  'Runs a JavaScript function over its inputs, in a sandbox; each parameter is an input.':
    '在沙箱中用 JavaScript 函数处理输入；每个参数都是一个输入。',
  'One function. Its parameters are the inputs, typed by its JSDoc; what it returns is the result.':
    '一个函数。参数即输入，类型取自 JSDoc；返回值即结果。',
  Result: '结果',
  Constant: '常量',
  'Gives a value that is written in the flow itself.': '给出写在流程里的值。',
  'True or false': '真或假',
  Delay: '延迟',
  'Waits a while, then passes its value on.': '等待一段时间，再把值传下去。',
  Wait: '等待',
  'A number that is wired to the input Wait goes before this one.':
    '若“等待”输入接有数字，则以它为准。',
  Diverter: '分派',
  'Sends the first element of a list to the first branch, the second to the second, and so on.':
    '把列表的第一个元素送往第一个分支，第二个送往第二个，依此类推。',
  'Branches without an element are skipped; elements beyond go to Rest.':
    '没有元素的分支会被跳过；多出的元素送往“其余”。',
  List: '列表',
  Rest: '其余',
  'HTTP request': 'HTTP 请求',
  'Calls an address of the web and gives back its answer; only hosts that were allowed are reached.':
    '访问一个网址并返回其应答；只访问已获准的主机。',
  Method: '方法',
  Address: '地址',
  'Values that {{name}} stands for are encoded for the address.':
    '{{名称}} 所代表的值会按网址规则编码。',
  Headers: '请求头',
  'An object. A key is never written here: {"authorization": {"$secret": "SHOP_API_KEY", "prefix": "Bearer "}}.':
    '一个对象。密钥从不写在这里：{"authorization": {"$secret": "SHOP_API_KEY", "prefix": "Bearer "}}。',
  Body: '正文',
  Form: '表单',
  'Body template': '正文模板',
  'Empty: the body is what is wired to the input Body. In JSON, put {{name}} between quotes for text.':
    '留空：正文取自“正文”输入。在 JSON 中，文本用引号包住 {{名称}}。',
  'As the server says': '按服务器所述',
  'Fail at status 400 and above': '状态码为 400 及以上时失败',
  Hosts: '主机',
  'Needed where the host itself is a {{name}}: the only hosts that it may become.':
    '主机本身是 {{名称}} 时需要填写：它只能成为这些主机。',
  'Largest answer': '应答上限',
  After: '之后',
  Status: '状态码',
  If: '条件',
  'Passes its value on to Then when a condition holds, else to Else; the other side is skipped.':
    '条件成立时把值传给“成立”，否则传给“否则”；另一侧会被跳过。',
  Condition: '条件',
  'An expression over the value, such as total > 10 or $contains($, "yes"). Each $name in it becomes an input.':
    '对值的表达式，例如 total > 10 或 $contains($, "yes")。其中每个 $名称 都会成为输入。',
  Then: '成立',
  Else: '否则',
  Join: '汇合',
  'Waits for all its wires and makes one value of what they carry, or takes the first that comes.':
    '等待所有连线，把它们的值合成一个；或取最先到达的一个。',
  'Make of them': '合成为',
  'A sum adds numbers, chains lists, and merges objects.': '求和会把数字相加、列表相接、对象合并。',
  'A list': '列表',
  'An object by node title': '以节点标题为键的对象',
  'One text': '一段文本',
  'A sum': '总和',
  'The first that comes': '最先到达的',
  'the first that comes': '最先到达的',
  'as list': '列表',
  'as object': '对象',
  'as text': '文本',
  'as sum': '总和',
  'Between texts': '文本之间',
  'When the first has come': '最先的到达后',
  'Stop the others': '停止其余的',
  'Let the others run': '让其余的继续运行',
  Values: '值',
  'Reads a value from JSON text, or writes a value as JSON.':
    '从 JSON 文本读取值，或把值写成 JSON。',
  Do: '操作',
  'Read text': '读取文本',
  'Write text': '写成文本',
  'Forgive faults': '容忍错误',
  'Takes JSON out of the text around it, as models write it, and mends commas and quotes.':
    '像模型常写的那样，从周围文本中取出 JSON，并修补逗号和引号。',
  Indent: '缩进',
  '0 writes one line.': '0 表示写成一行。',
  parse: '读取',
  stringify: '写出',
  Merge: '合并',
  'Passes on the value of whichever branch was taken; of several, that of its first wire.':
    '传递所走分支的值；若有多个，取第一条连线的值。',
  'whichever branch was taken': '所走的分支',
  Note: '便笺',
  'Says something to whoever reads the flow; does not run.': '写给流程读者的话；不运行。',
  Group: '分组',
  'A titled, coloured frame behind nodes that belong together; does not run.':
    '带标题和颜色的方框，衬在相关节点之后；不运行。',
  Colour: '颜色',
  Grey: '灰色',
  Blue: '蓝色',
  Green: '绿色',
  Yellow: '黄色',
  Red: '红色',
  Purple: '紫色',
  Pick: '取值',
  'Picks parts of values or makes new ones of them, with an expression.':
    '用表达式取出值的一部分，或由它们构成新值。',
  Expression: '表达式',
  'Such as items[price > 5].name or {"total": $sum(items.price)}. $ is the value; each other $name becomes an input.':
    '例如 items[price > 5].name 或 {"total": $sum(items.price)}。$ 是值本身；其他每个 $名称 都会成为输入。',
  'When it selects nothing': '没有选中任何内容时',
  'Give null': '给出 null',
  'Skip what follows': '跳过后续',
  Fail: '失败',
  'Read file': '读取文件',
  'Reads a text file in a folder that was allowed.': '读取已获准文件夹中的文本文件。',
  File: '文件',
  'A path that starts in an allowed folder. Each {{name}} in it becomes an input.':
    '从已获准文件夹开始的路径。其中每个 {{名称}} 都会成为输入。',
  'Read as': '读取为',
  'List of lines': '行列表',
  'Largest file': '文件上限',
  Content: '内容',
  Bytes: '字节数',
  'Runs one SQL statement on a SQLite file in a folder that was allowed; it only reads unless told otherwise.':
    '对已获准文件夹中的 SQLite 文件执行一条 SQL 语句；除非另行设置，否则只读。',
  Statement: '语句',
  'Each :name becomes an input; its value is bound, never read as SQL.':
    '每个 :名称 都会成为输入；其值只作绑定，绝不当作 SQL 读取。',
  'May change the database': '允许更改数据库',
  'Makes the file if there is none.': '文件不存在时会新建。',
  'Most rows': '最多行数',
  Rows: '行',
  Columns: '列',
  Changes: '更改数',
  Switch: '分支选择',
  'Passes its value on to the first case that fits, or to Default; all other cases are skipped.':
    '把值传给第一个符合的情形，否则传给“默认”；其余情形会被跳过。',
  Compare: '比较',
  'What the cases are compared with: $ for the value itself, or an expression such as $lowercase(kind).':
    '与各情形比较的内容：$ 表示值本身，也可以是 $lowercase(kind) 之类的表达式。',
  Cases: '情形',
  'A list, such as {"name": "billing", "equals": "invoice"} or {"name": "large", "when": "total > 100"}. Each name becomes an output.':
    '一个列表，例如 {"name": "billing", "equals": "invoice"} 或 {"name": "large", "when": "total > 100"}。每个名称都会成为输出。',
  Default: '默认',
  'Trims, splits, joins, replaces, extracts, changes letters or cuts into chunks.':
    '修剪、拆分、连接、替换、提取、改变大小写或切块。',
  Trim: '修剪',
  'Split into a list': '拆分成列表',
  'Join a list': '连接列表',
  Replace: '替换',
  Extract: '提取',
  'Change letters': '改变大小写',
  'Cut into chunks': '切块',
  Pattern: '模式',
  'Where to split (empty: at line breaks), what to replace or extract, or what to put between joined texts.':
    '在何处拆分（留空：在换行处），替换或提取什么，或在连接的文本之间放什么。',
  'Regular expression': '正则表达式',
  'Extracting always takes the pattern as one. Its first group is what is extracted.':
    '提取时总把模式当作正则表达式，提取的是其第一个分组。',
  'Large and small letters are equal': '不区分大小写',
  Replacement: '替换为',
  'With a regular expression, $1 stands for its first group.':
    '使用正则表达式时，$1 代表其第一个分组。',
  Letters: '字母',
  'all small': '全部小写',
  'ALL LARGE': '全部大写',
  'Every Word Large': '单词首字母大写',
  'Every sentence large': '句首大写',
  'Chunk size': '块大小',
  'Chunk overlap': '块重叠',
  characters: '个字符',
  'How much of a chunk the next one repeats.': '下一块重复上一块多少内容。',
  'Write file': '写入文件',
  'Writes text or JSON to a file in a folder that was allowed.':
    '把文本或 JSON 写入已获准文件夹中的文件。',
  'If the file exists': '文件已存在时',
  'Replace it': '替换',
  'Add to its end': '追加到末尾',
  Path: '路径',
};
