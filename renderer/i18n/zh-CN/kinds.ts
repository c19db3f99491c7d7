import { agentKinds } from './agent-kinds.ts';
import { modelKinds } from './model-kinds.ts';
import { portWords } from './port-words.ts';
import { stepKinds } from './step-kinds.ts';

/** Words that kinds and connections bring in English, by the English text; what is missing is shown as it came. */
export const kinds: Readonly<Record<string, string>> = {
  ...agentKinds,
  ...modelKinds,
  ...portWords,
  ...stepKinds,
  Agent: '智能体',
  'Lets a chat model call the wired tools, round by round, until it answers.':
    '让对话模型逐轮调用所连接的工具，直到给出回答。',
  Connection: '连接',
  Model: '模型',
  'Default of the connection': '连接的默认模型',
  Instructions: '指令',
  'The system message. Write {{name}} where a value goes; an input of that name appears on the node.':
    '系统消息。在需要填值处写 {{名称}}，节点上会出现同名输入。',
  Strategy: '策略',
  'Function calling': '函数调用',
  'function calling': '函数调用',
  'Most rounds': '最多轮数',
  'One round is one answer of the model with the calls it makes.':
    '一轮是模型的一次回答及其发出的调用。',
  Temperature: '温度',
  'Default of the model': '模型默认值',
  'Most tokens': '最多词元',
  'Raw tool-call format': '原始工具调用格式',
  'For servers that leave tool calls in the text. Formats of your own are made in the format workbench.':
    '用于把工具调用留在文本中的服务器。自己的格式可在格式工作台中制作。',
  'Text begins in reasoning': '文本从推理开始',
  'As the connection says': '按连接设置',
  'By the model’s name': '按模型名称判断',
  Yes: '是',
  No: '否',
  'For models whose prompt opens the reasoning, such as R1 and Qwen3-Thinking. Counts together with a raw format.':
    '用于提示词已打开推理的模型，例如 R1 和 Qwen3-Thinking。与原始格式一起生效。',
  None: '无',
  'Stream tokens': '流式输出词元',
  'Sends every delta to the output queue as it arrives.': '每个增量一到达就送入输出队列。',
  'Write trace': '写入追踪',
  'Writes what the node did, with inputs and outputs, to the trace queue.':
    '把节点所做的事连同输入和输出写入追踪队列。',
  'Time limit': '时间限制',
  '0 means no limit.': '0 表示不限制。',
  Retries: '重试次数',
  'How often to try again after a failure.': '失败后再试的次数。',
  Prompt: '提示词',
  Tools: '工具',
  Answer: '回答',
  Messages: '消息',
  Attachments: '附件',
  'Answer as JSON': '以 JSON 回答',
  'A JSON schema. The answer is checked against it, and comes as a value on its own output.':
    'JSON schema。回答会据此检查，并作为值从单独的输出给出。',
  Input: '输入',
  'Brings the text or value that a run was started with into the flow.':
    '把启动运行时给出的文本或值带入流程。',
  Type: '类型',
  Text: '文本',
  text: '文本',
  Number: '数字',
  number: '数字',
  JSON: 'JSON',
  'Default value': '默认值',
  'Used when a run gives no value of its own.': '运行未给出值时使用。',
  Value: '值',
  'Chat model': '对话模型',
  'Asks a chat model and streams its answer.': '询问对话模型并流式输出其回答。',
  'Tool calls': '工具调用',
  Output: '输出',
  'Hands a value out as the result of the run.': '把一个值作为运行结果交出。',
  'result of the run': '运行结果',
  'Fills the {{variables}} of a text; each variable is an input.':
    '填写文本中的 {{变量}}；每个变量都是一个输入。',
  Template: '模板',
  'Write {{name}} where a value goes; an input of that name appears on the node.':
    '在需要填值处写 {{名称}}，节点上会出现同名输入。',
  'Code tool': '代码工具',
  'A JavaScript function that a model or an agent can call, run in a sandbox.':
    '模型或智能体可以调用的 JavaScript 函数，在沙箱中运行。',
  Function: '函数',
  'One function with JSDoc. Its types, literals and defaults become the schema that the model sees.':
    '一个带 JSDoc 的函数。其类型、字面量和默认值会成为模型看到的模式。',
  'Most memory': '最大内存',
  Tool: '工具',
  'no parameters': '无参数',
  'Demo model': '演示模型',
  'OpenAI-compatible': 'OpenAI 兼容',
  demo: '演示',
  'simulated, no AI': '模拟，非 AI',
  '1 tool': '1 个工具',
  ...Object.fromEntries(
    Array.from({ length: 30 }, (_, count) => [`${count} tools`, `${count} 个工具`]),
  ),
  'The protocol’s home.': '此协议的发源地。',
  'Models are the names of your deployments. The base URL ends in /openai; one that ends in /openai/v1 needs no api-version.':
    '模型名即部署名称。基础地址以 /openai 结尾；以 /openai/v1 结尾的地址不需要 api-version。',
  'Start it with “ollama serve”. OLLAMA_HOST is honoured while the connection has no base URL of its own.':
    '用 ollama serve 启动。连接未填写基础地址时，采用 OLLAMA_HOST。',
  'Start the local server in LM Studio’s developer view.':
    '在 LM Studio 的开发者视图中启动本地服务器。',
  'Start llama-server with --jinja, so that tools reach the model’s template. Its health address is /health.':
    '启动 llama-server 时加上 --jinja，工具才能进入模型模板。健康检查地址为 /health。',
  'Without --enable-auto-tool-choice and --tool-call-parser it sends tool calls as text, which the raw format reads.':
    '未设置 --enable-auto-tool-choice 和 --tool-call-parser 时，它以文本发送工具调用，由原始格式读取。',
  'deepseek-reasoner sends its reasoning beside the answer.':
    'deepseek-reasoner 会在回答之外发送推理过程。',
  'Accounts outside mainland China use https://dashscope-intl.aliyuncs.com/compatible-mode/v1.':
    '中国大陆以外的账户使用 https://dashscope-intl.aliyuncs.com/compatible-mode/v1。',
  'Sends each tool call in one piece.': '每个工具调用一次性发送。',
  'One key for the models of many providers; names look like provider/model.':
    '一个密钥即可使用多家提供方的模型；名称形如 provider/model。',
  'Lists its models as a bare array.': '以单纯的数组列出模型。',
  'Google’s compatible endpoint. Thought signatures travel with tool calls and are returned.':
    '谷歌的兼容端点。思考签名随工具调用传递并会被送回。',
  'Anthropic’s compatible endpoint, meant for trying models out; it has no prompt caching.':
    'Anthropic 的兼容端点，供试用模型；没有提示缓存。',
  'Any other endpoint that speaks OpenAI’s protocol.': '任何其他使用 OpenAI 协议的端点。',
  // Placeholders of imported flows
  Placeholder: '占位',
  'Stands for a node of another program that has no counterpart here; keeps its settings and does not run.':
    '代替另一程序中在这里没有对应物的节点；保留其设置，不运行。',
  'Comes from': '来自',
  'Original type': '原类型',
  'Original id': '原标识',
  'Why it has no counterpart': '为何没有对应物',
  'Original settings': '原设置',
  // Containers, sub-flows and failures
  'Any value': '任意值',
  'On failure': '失败时',
  'What happens when the last try has failed.': '最后一次尝试失败后怎么办。',
  'Fail the run': '运行失败',
  'Go on from an error output': '从错误输出继续',
  'Go on with a default value': '用默认值继续',
  'What every output gets when the node has failed and goes on with a default value.':
    '节点失败并用默认值继续时，每个输出得到的值。',
  Loop: '循环',
  'Runs the nodes inside it round by round until a condition holds, carrying values along.':
    '逐轮运行其中的节点，直到条件成立，并把值带到下一轮。',
  Result: '结果',
  Rounds: '轮数',
  Reason: '原因',
  'Next value': '下一个值',
  Done: '完成',
  Round: '轮次',
  '0 means until the condition holds: the value true at the inner input Done.':
    '0 表示直到条件成立：内部输入“完成”得到 true。',
  'The loop ends here even if its condition never holds.': '即使条件一直不成立，循环也在此结束。',
  'At most rounds': '达到最多轮数时',
  'Go on with the last value': '用最后的值继续',
  Fail: '失败',
  'Further values': '其他值',
  'Names, separated by commas. Each one is carried from round to round like the value.':
    '名称，以逗号分隔。每个都像“值”一样逐轮传递。',
  'history, score': 'history, score',
  Map: '映射',
  'Runs the nodes inside it once for each element of a list, several at a time, and keeps the order.':
    '对列表的每个元素运行一次其中的节点，可同时多个，并保持顺序。',
  List: '列表',
  Results: '结果列表',
  Indexes: '序号列表',
  Errors: '错误列表',
  Item: '元素',
  Index: '序号',
  'Elements at a time': '同时处理的元素数',
  '1 takes one after the other; 0 means no limit.': '1 表示逐个处理；0 表示不限制。',
  'When an element fails': '元素失败时',
  'Stop and fail': '停止并失败',
  'Leave it out': '略过它',
  'Keep its error in its place': '在原位保留其错误',
  'Sub-flow': '子流程',
  'Runs another flow as one node; its inputs and outputs are the node’s ports.':
    '把另一个流程作为一个节点运行；它的输入和输出就是节点的端口。',
  'Flow file': '流程文件',
  'The path of a flow file, from the folder of this flow.':
    '流程文件的路径，从本流程所在文件夹算起。',
  'summarise.flow.json': 'summarise.flow.json',
  Parameters: '参数',
  'Values for inputs without a wire, by their titles, such as {"Language": "French"}.':
    '没有连线的输入的值，按标题给出，例如 {"Language": "French"}。',
  'Flow in the node': '节点内的流程',
  'The flow itself, where it has no file of its own.': '流程本身，在它没有单独文件时。',
  // What an import does not carry over
  'a question that a model writes': '由模型撰写的问题',
  'further addresses': '其余地址',
  'the separator': '分隔符',
  'a default value from a wire': '来自连线的默认值',
  files: '文件',
  images: '图像',
  'moderation of the input': '对输入的审核',
  'several cases at once': '同时命中多个分支',
  'the answer as JSON': 'JSON 形式的回答',
  'the body of the request': '请求正文',
  'the form of its answer': '回答的形式',
  'the other fields': '其他字段',
  'the stop sequence': '停止序列',
  'the stored credential': '已存储的凭据',
  'values that are not text are written out': '非文本的值会写成文本',
  'what the code uses of Flowise': '代码中用到的 Flowise 功能',
  'what the code uses of n8n': '代码中用到的 n8n 功能',
};
