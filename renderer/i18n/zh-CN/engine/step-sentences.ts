/** What the engine says of steps on values: control, texts, documents, expressions and code, by the English sentence. */
export const stepSentences: Readonly<Record<string, string>> = {
  '{0} ({1} of the expression).': '{0}（表达式{1}）。',
  'The expression cannot be read ({0} of the expression).': '无法读取表达式（表达式{0}）。',
  'line {0}, column {1}': '第 {0} 行第 {1} 列',
  'column {0}': '第 {0} 列',
  'The expression cannot be read.': '无法读取表达式。',
  'It cannot be read': '无法读取',
  'Split it into several nodes.': '请把它拆成多个节点。',
  'The expression is nested too deep.': '表达式嵌套过深。',
  'Define it in the expression, as in (${0} := function($x) { … }; …).':
    '请在表达式中定义它，例如 (${0} := function($x) { … }; …)。',
  'There is no function ${0}.': '没有函数 ${0}。',
  'Do this work in a code node.': '请用代码节点完成。',
  'The expression is longer than {0} characters.': '表达式超过 {0} 个字符。',
  'The expression is empty.': '表达式是空的。',
  'Correct the expression.': '请更正表达式。',
  'This host evaluates plain expressions only: no functions of their own, patterns or ranges.':
    '此处只能计算简单的表达式：不能有自定义函数、正则表达式或区间。',
  'The expression was cancelled.': '表达式的计算已取消。',
  'Compare the expression with the input that the trace shows.':
    '请把表达式与追踪中显示的输入对照。',
  'The expression does not fit its value: {0}': '表达式与其值不符：{0}',
  'Look for a function that calls itself without end, or do this work in a code node.':
    '请检查是否有函数无休止地调用自身，或改用代码节点。',
  'The expression went beyond its limits: {0}': '表达式超出了限制：{0}',
  'Select less with it.': '请用它选取较少的内容。',
  'The value of the expression is too large.': '表达式的值过大。',
  'Look for a pattern or a function without end, or do this work in a code node.':
    '请检查是否有没有尽头的正则表达式或函数，或改用代码节点。',
  'The expression needed more than its {0} ms or its memory, and was stopped.':
    '表达式超过了 {0} 毫秒或内存限制，已停止。',
  'Avoid repetitions within repetitions, such as (a+)+.': '请避免重复之中再有重复，例如 (a+)+。',
  'The pattern was still searching after {0} ms, and was stopped.':
    '正则表达式在 {0} 毫秒后仍在查找，已停止。',
  'Correct the regular expression.': '请更正正则表达式。',
  'The pattern cannot be read: {0}.': '无法读取正则表达式：{0}。',

  'Let the node forgive faults.': '请让节点容忍错误。',
  'Ask the model for JSON only.': '请要求模型只给出 JSON。',
  'The text is not JSON: {0}.': '文本不是 JSON：{0}。',
  'The value': '值',
  'Correct the node’s value.': '请更正节点的值。',
  'Wait between 0 and {0} ms.': '请等待 0 到 {0} 毫秒。',
  'A delay cannot take {0} ms.': '延迟不能为 {0} 毫秒。',
  'Give it a list, such as the parts of a split text.':
    '请给它一个列表，例如拆分文本所得的各部分。',
  'A diverter takes a list.': '分派接受列表。',
  'Give the node a name as a tool.': '请为节点填写作为工具的名称。',
  '“{0}” cannot be the name of a tool.': '“{0}”不能作为工具的名称。',
  'Join only numbers, only lists or only objects, or make a list of them.':
    '请只汇合数字、只汇合列表或只汇合对象，或把它们合成列表。',
  'A sum takes numbers, but one value is {0}.': '求和接受数字，但有一个值是 {0}。',
  'Check its condition, or allow more rounds.': '请检查其条件，或允许更多轮。',
  'The loop was not done after {0} {1}.': '循环在 {0} 轮后仍未完成。',
  'Use letters, digits and _, each name once, and none of the loop’s own ports.':
    '请使用字母、数字和 _，每个名称只用一次，且不与循环自身的端口重名。',
  'The name "{0}" cannot be carried.': '名称“{0}”不能用于传递。',
  'Give it a list, such as the JSON of an input or the parts of a split text.':
    '请给它一个列表，例如输入的 JSON，或拆分文本所得的各部分。',
  'Map takes a list, but got {0}.': '映射接受列表，但得到的是 {0}。',
  'Map takes a list, but got nothing.': '映射接受列表，但什么也没有得到。',
  'Element {0}: {1}': '第 {0} 个元素：{1}',
  'Compare it with the input that the trace shows.': '请把它与追踪中显示的输入对照。',
  'The expression selects nothing.': '表达式没有选中任何内容。',
  '{0} is not valid JSON: {1}.': '{0}不是有效的 JSON：{1}。',
  '{0} is neither true nor false.': '{0}既不是 true 也不是 false。',
  '{0} is no number: "{1}".': '{0}不是数字：“{1}”。',
  'The flow in it has no input "{0}".': '其中的流程没有输入“{0}”。',
  'Choose a flow file in the node’s settings.': '请在节点的设置中选择流程文件。',
  'There is no flow to run.': '没有可运行的流程。',
  'The flow in it cannot run: {0}': '其中的流程无法运行：{0}',
  'Choose a flow file.': '请选择流程文件。',
  'Remove one of the two.': '请移除两者之一。',
  'It has no flow to run.': '它没有可运行的流程。',
  'It names a flow file and holds a flow as well.': '它既指定了流程文件，又含有流程。',
  'Use letters, digits, - and _, each name once, and neither default nor error.':
    '请使用字母、数字、- 和 _，每个名称只用一次，且不用 default 和 error。',
  'A case cannot be named "{0}".': '情形不能命名为“{0}”。',
  'Give another input, or choose another type at the Input node.':
    '请给出其他输入，或在“输入”节点选择其他类型。',
  'The input': '输入',
  'Type one beside Run, pass --input, or set a default value.':
    '请在“运行”旁输入、用 --input 传入，或设置默认值。',
  'This run was given no input.': '此次运行没有给出输入。',
  'Replace it by a module that does the same, or disable it.': '请换成作用相同的模块，或停用它。',
  'This node stands for {0}, which Millrace cannot run.': '此节点代表{0}，Millrace 无法运行它。',
  'the {0} node “{1}”': ' {0} 的节点“{1}”',
  'another program': '另一个程序的节点',
  'a node of {0}': ' {0} 的节点',
  'It stands for {0} and does not run.': '它代表{0}，不会运行。',
  'Let the node make chat messages, or remove them.': '请让节点生成对话消息，或移除它们。',
  'The earlier turns are left out of a single text.': '先前的对话不会放入单独的文本。',
  'Give it a list, such as the results of a map.': '请给它一个列表，例如映射的结果。',
  'Only a list can be joined.': '只能连接列表。',
  'Fill in Pattern.': '请填写“模式”。',
  'There is nothing to look for.': '没有要查找的内容。',

  'Connect {0}, and give it a text.': '请连接 {0}，并给它文本。',
  'There is no text to work on.': '没有可处理的文本。',
  'Give at least two labels, or one and an output for all else.':
    '请给出至少两个标签，或一个标签和一个用于其余情况的输出。',
  'There is nothing to choose from.': '没有可供选择的内容。',
  'Give it texts, such as chunks.': '请给它文本，例如文本块。',
  'Only a text or a list of texts has vectors.': '只有文本或文本列表才有向量。',
  'Name at least one value.': '请至少写出一个值。',
  'There is no value to take out.': '没有要提取的值。',
  'Connect the Prompt input, or write instructions.': '请连接“提示词”输入，或填写指令。',
  'The model was given neither a prompt nor messages.': '没有给模型提示词，也没有给消息。',
  'Use letters, digits, - and _, each name once, and none of {0} and error.':
    '请使用字母、数字、- 和 _，每个名称只用一次，且不用 {0} 和 error。',
  'A {0} cannot be named "{1}".': '不能命名为“{1}”。',
  'A label cannot be named "{0}".': '标签不能命名为“{0}”。',
  'A value cannot be named "{0}".': '值不能命名为“{0}”。',
  'Wire the Passages output of a retriever, or give a list of texts.':
    '请连接检索器的“段落”输出，或给出文本列表。',
  'The Passages input takes a list of passages.': '“段落”输入接受段落列表。',
  'Give a list of texts, or of objects such as { "name": …, "text": … }.':
    '请给出文本列表，或形如 { "name": …, "text": … } 的对象列表。',
  'The Documents input takes texts.': '“文档”输入接受文本。',
  'Give a text, or a list of texts such as the wordings of a question.':
    '请给出文本，或文本列表，例如一个问题的多种问法。',
  'The question is no text.': '问题不是文本。',
  'Name a file or folder that is allowed to the flow, or wire documents.':
    '请指定流程获准访问的文件或文件夹，或连接文档。',
  'The retriever has no documents to search.': '检索器没有可检索的文档。',
  'Make the overlap smaller than the size.': '请让重叠小于块大小。',
  'Each passage would only repeat the one before.': '每个段落只会重复前一个。',
  'The work on documents was cancelled.': '文档处理已取消。',
  'its thread ended': '其线程已结束',
  'Check that the folder of the record can be written and that the disk has room.':
    '请检查记录所在的文件夹是否可以写入，以及磁盘是否有空间。',
  'The index of documents failed: {0}.': '文档索引出错：{0}。',
  'Name a smaller folder, or fewer endings.': '请指定较小的文件夹，或较少的扩展名。',
  '"{0}" holds more than {1} documents.': '“{0}”中的文档超过 {1} 个。',
  'Save it as text, Markdown, HTML, JSON or CSV, and name that file.':
    '请把它另存为文本、Markdown、HTML、JSON 或 CSV，并指定该文件。',
  '"{0}" cannot be searched: {1}.': '无法检索“{0}”：{1}。',
  'Check the path; it starts in a folder that is allowed to the flow.':
    '请检查路径；它从流程获准访问的文件夹开始。',
  'There is no file or folder "{0}".': '没有文件或文件夹“{0}”。',
  '{0} files cannot be read': '无法读取 {0} 文件',
  'PDF files cannot be read': '无法读取 PDF 文件',
  'Check the embedding model and its dimensions.': '请检查嵌入模型及其维数。',
  'The vectors of the index have another length.': '索引中向量的长度不同。',

  'Write one function.': '请写一个函数。',
  'The code has no function.': '代码中没有函数。',
  'Timers and network are not available here; let every promise resolve or reject.':
    '这里没有定时器和网络；请让每个 promise 完成或拒绝。',
  'The code never finished: it waits for a promise that nothing will ever settle.':
    '代码永远不会结束：它在等待一个不会有结果的 promise。',
  'Return text, a number, true, false, null, or lists and plain objects of these.':
    '请返回文本、数字、true、false、null，或由它们组成的列表和普通对象。',
  'The result cannot be used: {0}': '无法使用结果：{0}',
  'an error without a message': '没有说明的错误',
  'an empty text': '空文本',
  'Keep less data at once, or give the code more memory.':
    '请同时保留较少的数据，或为代码提供更多内存。',
  'The code needed more than its {0} MB of memory{1}.': '代码需要的内存超过 {0} MB{1}。',
  'in line {0}': '（第 {0} 行）',
  'Look for a loop that never ends, or give the code more time.':
    '请检查是否有不结束的循环，或给代码更多时间。',
  'The code ran longer than {0} ms and was stopped{1}.': '代码运行超过 {0} 毫秒，已停止{1}。',
  'in the function {0}': '（在函数 {0} 中）',
  'Correct the code, or what it is given.': '请更正代码，或给它的内容。',
  'The code failed{0}: {1}': '代码出错{0}：{1}',
  'it threw': '它抛出了',
  'it threw {0}': '它抛出了{0}',
  'The code was cancelled.': '代码的运行已取消。',
  'The code declares no function named {0}.': '代码中没有名为 {0} 的函数。',
  'it is {0} MB long, and 16 MB is the limit.': '它长 {0} MB，而上限是 16 MB。',
  'it is a function or a symbol, which JSON cannot hold.': '它是函数或符号，JSON 无法保存。',
  'Try again; if it happens again, let the code do less at once.':
    '请重试；如果再次发生，请让代码一次少做一些。',
  'The code sandbox broke: {0}.': '代码沙箱损坏：{0}。',
};
