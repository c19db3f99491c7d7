/** What the engine says of tools and how they are described, by the English sentence. */
export const toolSentences: Readonly<Record<string, string>> = {
  'Add a line such as @param {string} {0} - What it means.':
    '请添加一行，例如 @param {string} {0} - 其含义。',
  'Use string, number, integer, boolean, lists and object types of these.':
    '请使用 string、number、integer、boolean，以及由它们组成的列表和对象类型。',
  "Write a type such as string, number[], {city: string} or 'a' | 'b'.":
    "请写类型，例如 string、number[]、{city: string} 或 'a' | 'b'。",
  'Write it in braces, such as @param {string} {0}.': '请写在花括号中，例如 @param {string} {0}。',
  'The parameter {0} is not documented, so models must guess what it is for.':
    '参数 {0} 没有说明，模型只能猜测其用途。',
  'The default value of {0} does not fit its type: it {1}.': '{0} 的默认值与其类型不符：{1}。',
  "The comment gives {0} another default value than the function does; the function's counts.":
    '注释给 {0} 的默认值与函数中的不同；以函数为准。',
  'The type of the parameter {0} names {1}, which JSON does not know, so any value is allowed there.':
    '参数 {0} 的类型提到 {1}，而 JSON 中没有它，因此那里允许任意值。',
  'The type {{0}} of the parameter {1} cannot be read, so any value is allowed.':
    '无法读取参数 {1} 的类型 {{0}}，因此允许任意值。',
  'The comment gives no type for the parameter {0}, so any value is allowed.':
    '注释没有给出参数 {0} 的类型，因此允许任意值。',
  'The comment does not say what the parameter {0} means.': '注释没有说明参数 {0} 的含义。',
  'The parameter {0} is documented twice; the first time counts.':
    '参数 {0} 说明了两次；以第一次为准。',
  'Remove it from the comment.': '请把它从注释中移除。',
  'The comment documents a parameter {0}, which the function does not have.':
    '注释说明了参数 {0}，但函数没有此参数。',
  'Take an ordinary parameter, and destructure it inside the function.':
    '请使用普通参数，并在函数内部解构。',
  'Take a list instead, such as a parameter of type string[].':
    '请改用列表，例如类型为 string[] 的参数。',
  'A tool cannot take a destructured parameter, because it has no name for models to use.':
    '工具不能使用解构参数，因为它没有可供模型使用的名称。',
  'A tool cannot take a rest parameter, because models name each argument.':
    '工具不能使用剩余参数，因为模型要写出每个参数的名称。',
  'The parameters of the tool {0} are no usable JSON schema: {1}.':
    '工具 {0} 的参数不是可用的 JSON schema：{1}。',
  'Describe it in a sentence.': '请用一句话描述它。',
  'the tool': '此工具',
  'Use letters, digits, _ and -, at most 64, and begin with a letter.':
    '请使用字母、数字、_ 和 -，最多 64 个，并以字母开头。',
  '"{0}" cannot be the name of a tool.': '“{0}”不能作为工具的名称。',
  '{0} (line {1}, column {2} of the code)': '{0}（代码第 {1} 行第 {2} 列）',
  'Write it as @param {string} name - What it means.': '请写成 @param {string} 名称 - 其含义。',
  'Begin the comment above the function with a sentence that says what it does.':
    '请在函数上方的注释开头用一句话说明它的作用。',
  'Put a comment above the function that begins with /** and says what it does.':
    '请在函数上方写一段以 /** 开头的注释，说明它的作用。',
  'A line of the comment that describes a parameter cannot be read: {0}.':
    '注释中有一行参数说明无法读取：{0}。',
  'Nothing tells a model what {0} does.': '没有向模型说明 {0} 的作用。',
  'Use at most 64 letters from a to z, digits and underscores.':
    '请使用 a 到 z 的字母、数字和下划线，最多 64 个。',
  'Make it a plain or an async function that returns its result.':
    '请改成返回结果的普通函数或 async 函数。',
  'Give it a name, such as get_weather.': '请给它一个名称，例如 get_weather。',
  'Put a JSDoc comment above the one that the model shall call.':
    '请在模型要调用的那个函数上方写 JSDoc 注释。',
  'Keep one of them here, and give each of the others a tool node of its own.':
    '请在这里保留其中一个，其余的各用单独的工具节点。',
  'Write a function at the top level, with a JSDoc comment above it.':
    '请在顶层写一个函数，并在其上方写 JSDoc 注释。',
  'Write what it needs into the code itself.': '请把它需要的内容写进代码本身。',
  'Models cannot call a tool named {0}.': '模型不能调用名为 {0} 的工具。',
  'The function {0} is a generator, which gives a model no result.':
    '函数 {0} 是生成器，不会给模型结果。',
  'The function has no name for the model to call.': '函数没有可供模型调用的名称。',
  'The code has several functions ({0}), and none says that it is the tool.':
    '代码中有多个函数（{0}），没有一个说明自己是工具。',
  'The code documents several functions ({0}), but a tool is one function.':
    '代码说明了多个函数（{0}），但一个工具就是一个函数。',
  'The code has no function that a model could call.': '代码中没有模型可以调用的函数。',
  'A tool cannot import anything: its code runs on its own.':
    '工具不能导入任何内容：其代码独立运行。',
  'The code is not valid JavaScript: {0}.': '代码不是有效的 JavaScript：{0}。',
  'Write one function with JSDoc.': '请写一个带 JSDoc 的函数。',
  'The code is not a tool.': '代码不是工具。',
  'Add it to them.': '请把它加入参数。',
  'Write a schema such as { "type": "object", "properties": { … } }.':
    '请写 schema，例如 { "type": "object", "properties": { … } }。',
  'The address needs "{0}", which is no parameter.': '地址需要“{0}”，但它不是参数。',
  'The parameters are no JSON schema: {0}.': '参数不是 JSON schema：{0}。',
  'The parameters are no object schema.': '参数不是对象的 schema。',
  'Write the host into the address, or list it under Hosts.':
    '请把主机写入地址，或列在“主机”之下。',
  'Nothing says which hosts the tool may call.': '没有说明工具可以访问哪些主机。',
  'The tool has no address.': '工具没有地址。',
  'The server no longer offers this tool.': '服务器已不再提供此工具。',
  'Fill in Program.': '请填写“程序”。',
  'It has no address.': '它没有地址。',
  'It names no program to start.': '它没有指定要启动的程序。',
  'Fill in Address: the document names no server in full.':
    '请填写“地址”：文档没有给出完整的服务器地址。',
  'Fill in Address.': '请填写“地址”。',
  'The document names no server in full.': '文档没有给出完整的服务器地址。',
  'It has: {0}.': '它有：{0}。',
  'The document has no operation "{0}".': '文档没有操作“{0}”。',
  'The document no longer has this operation.': '文档已不再有此操作。',
  'Paste one, or name a file.': '请粘贴文档，或指定文件。',
  'It has no document.': '它没有文档。',
  'Give an OpenAPI 3 document, as JSON or YAML, in one file.':
    '请给出 JSON 或 YAML 的 OpenAPI 3 文档，放在一个文件中。',
  'The OpenAPI document cannot be used: {0}.': '无法使用 OpenAPI 文档：{0}。',
  'there is no {0}': '没有 {0}',
  'it refers to itself too often': '它引用自身的次数过多',
  'it refers to another file: {0}': '它引用了另一个文件：{0}',
  'it does not say openapi: 3': '它没有写明 openapi: 3',
  'it is neither JSON nor YAML: {0}': '它既不是 JSON 也不是 YAML：{0}',
  'it is larger than 4 MB': '它大于 4 MB',
};
