/** Words of the kinds for agents, their tools and people, by the English text. */
export const agentKinds: Readonly<Record<string, string>> = {
  'Function calling uses the model’s own tool calls. ReAct writes thoughts and actions as text, for models without them. Plan and solve makes a plan and works through it. ReWOO plans all calls first.':
    '“函数调用”使用模型自带的工具调用。ReAct 把思考和行动写成文本，供没有工具调用的模型使用。“先计划再执行”先定计划再逐步完成。ReWOO 先规划好所有调用。',
  ReAct: 'ReAct',
  'Plan and solve': '先计划再执行',
  'plan and solve': '先计划再执行',
  'All of the server': '服务器的全部',
  'Start within': '启动时限',
  'How long the server may take to start and to tell its tools.':
    '服务器启动并告知其工具所允许的时间。',
  'All of the document': '文档的全部',
  'As the document says': '按文档所写',
  ReWOO: 'ReWOO',
  'Offer as a tool': '作为工具提供',
  'Instead of running in the flow, it is called by another agent, which gives it the prompt.':
    '不在流程中运行，而是由另一个智能体调用并给出提示词。',
  'Name as a tool': '工具名称',
  'What another agent calls it by.': '另一个智能体调用它时用的名称。',
  'Description as a tool': '工具说明',
  'What another agent is told of it.': '告诉另一个智能体的说明。',
  'Ask before each call': '每次调用前询问',
  'The call waits until a person approves it, denies it, or changes its arguments.':
    '调用会等待，直到有人批准、拒绝或修改其参数。',
  'One at a time': '逐个执行',
  'A name of your own. Tools with the same name here are never called at the same time.':
    '自定的名称。此处名称相同的工具不会同时被调用。',
  'Stop tools': '终止工具',
  'Names of tools, with commas between. A call of one ends the work, and its result is the answer.':
    '工具名称，用逗号分隔。调用其中之一即结束工作，其结果就是回答。',
  'Calls at a time': '同时调用数',
  'Tell rounds left': '告知剩余轮数',
  'Tells the model how many rounds it has left, so that it comes to an end.':
    '告诉模型还剩多少轮，使其及时收尾。',
  'In the last two rounds': '在最后两轮',
  'In every round': '在每一轮',
  Never: '从不',
  Always: '始终',
  'When rounds are used up': '轮数用完时',
  'Answer with what is known': '用已知内容回答',
  'Shorten old results from': '超过此长度时缩短旧结果',
  'When the conversation is longer, the oldest tool results are shortened. 0 never does.':
    '对话更长时，最早的工具结果会被缩短。0 表示从不。',
  'Most steps of a plan': '计划的最多步数',
  'Plan anew after each step': '每步之后重新计划',
  'For plan and solve: what a step has found may change the steps that are left.':
    '用于“先计划再执行”：一步的发现可能改变余下的步骤。',
  'HTTP tool': 'HTTP 工具',
  'An address of the web that a model or an agent can call, with arguments of its choice.':
    '模型或智能体可以自选参数调用的网络地址。',
  'Tool name': '工具名称',
  'What the model calls it by.': '模型调用它时用的名称。',
  'What the model is told of it.': '告诉模型的说明。',
  'Write {{name}} where an argument goes. Other arguments become the query, or the body where there is one.':
    '在需要填参数处写 {{名称}}。其余参数成为查询串，有正文时则成为正文。',
  'A JSON schema of the arguments. Empty: the {{names}} in the address, as texts.':
    '参数的 JSON schema。留空则为地址中的 {{名称}}，类型为文本。',
  'Longest result': '结果最大长度',
  'Human approval': '人工审批',
  'Shows a value to a person, waits, and lets it go on at one of two outputs.':
    '把值展示给人，等待后从两个输出之一继续。',
  'Value can be changed': '值可以修改',
  'The person may change the value before approving it.': '批准前可以修改该值。',
  Approved: '已批准',
  Denied: '已拒绝',
  'Human input': '人工输入',
  'Asks a person a question, waits, and passes the answer on.': '向人提问，等待，并把回答传下去。',
  Choices: '选项',
  'The answers to choose from, with commas between. Empty: the person writes one.':
    '可供选择的回答，用逗号分隔。留空则由人自行书写。',
  'Suggested answer': '建议的回答',
  'MCP server': 'MCP 服务器',
  'Offers the tools, resources and prompts of a server of the Model Context Protocol.':
    '提供一个模型上下文协议服务器的工具、资源和提示词。',
  'Reached by': '连接方式',
  'Starting a program': '启动程序',
  'An address': '网络地址',
  Program: '程序',
  'Started only after you have allowed this very command.': '只有在你允许这条命令后才会启动。',
  Arguments: '参数',
  'One on each line.': '每行一个。',
  Variables: '变量',
  'An object of environment variables. A key is never written here: {"API_KEY": {"$secret": "SHOP_API_KEY"}}.':
    '环境变量对象。密钥绝不写在这里：{"API_KEY": {"$secret": "SHOP_API_KEY"}}。',
  'Names of the tools to offer, with commas between. Empty offers all.':
    '要提供的工具名称，用逗号分隔。留空则全部提供。',
  'Name prefix': '名称前缀',
  'Stands before every tool’s name, for servers whose tools have equal names.':
    '加在每个工具名称之前，供工具重名的服务器使用。',
  'Ask before calls': '调用前询问',
  'What a server says of its tools need not be true. Ask always, unless you trust it.':
    '服务器对其工具的说法不一定属实。除非你信任它，否则请始终询问。',
  'That the server calls destructive': '服务器标为有破坏性的',
  'That the server does not call read-only': '服务器未标为只读的',
  'Offer its resources': '提供其资源',
  'Adds tools that list and read what the server keeps.': '加入列出和读取服务器内容的工具。',
  'Offer its prompts': '提供其提示词',
  'Adds a tool that gives the prompts that the server keeps.':
    '加入一个给出服务器所存提示词的工具。',
  'OpenAPI tools': 'OpenAPI 工具',
  'Offers the operations that an OpenAPI document describes, as tools.':
    '把 OpenAPI 文档描述的操作作为工具提供。',
  Document: '文档',
  'An OpenAPI 3 document, as JSON or YAML.': 'OpenAPI 3 文档，JSON 或 YAML 格式。',
  'Instead of the document: a file of it, in a folder that you have allowed.':
    '代替文档：你已允许的文件夹中的文档文件。',
  Operations: '操作',
  'Names of the operations to offer, with commas between. Empty offers all, up to 64.':
    '要提供的操作名称，用逗号分隔。留空则全部提供，最多 64 个。',
  'Other than GET': '除 GET 之外',
  'Instead of running in the flow, it is called by an agent, which gives it its inputs.':
    '不在流程中运行，而是由智能体调用并给出输入。',
  'What an agent calls it by; the flow’s own name if empty.':
    '智能体调用它时用的名称；留空则用流程自己的名称。',
  'What an agent is told of it; the flow’s own description if empty.':
    '告诉智能体的说明；留空则用流程自己的说明。',
  In: '入',
  Out: '出',
  Error: '错误',
  Name: '名称',
  Description: '说明',
  Required: '必填',
  Equals: '等于',
  When: '满足条件',
  Role: '角色',
  system: '系统',
  user: '用户',
  assistant: '助手',
  integer: '整数',
  boolean: '真或假',
  texts: '文本列表',
  numbers: '数字列表',
};
