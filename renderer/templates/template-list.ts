/** What a template is about; the gallery filters by it. */
export const templateTags = ['chat', 'agents', 'control', 'documents', 'people'] as const;
export type TemplateTag = (typeof templateTags)[number];

/** `flows`: whole flows to begin with; `modules`: small ones that show what a single module does. */
type TemplateShelf = 'flows' | 'modules';

/** How a flow is called in the gallery. */
export interface TemplateWords {
  readonly name: string;
  /** One sentence: what the flow does. */
  readonly sentence: string;
}

/** A flow that ships, as the gallery shows it. */
export interface Template {
  /** Its file among the examples, without `.flow.json`. */
  readonly file: string;
  readonly shelf: TemplateShelf;
  readonly tags: readonly TemplateTag[];
  readonly en: TemplateWords;
  readonly zh: TemplateWords;
}

const words = (name: string, sentence: string): TemplateWords => ({ name, sentence });

const flow = (
  file: string,
  tags: readonly TemplateTag[],
  en: TemplateWords,
  zh: TemplateWords,
): Template => ({ file, shelf: 'flows', tags, en, zh });

const step = (
  file: string,
  tags: readonly TemplateTag[],
  en: TemplateWords,
  zh: TemplateWords,
): Template => ({ file, shelf: 'modules', tags, en, zh });

/** All flows of the gallery in its order, each with its words in both languages. All run on the demo model. */
export const templates: readonly Template[] = [
  flow(
    'chat',
    ['chat'],
    words('Chat', 'A question goes to a chat model, and its answer streams out.'),
    words('对话', '把问题交给对话模型，回答逐字流出。'),
  ),
  flow(
    'weather-agent',
    ['agents'],
    words('Weather agent', 'An agent answers with the help of two weather tools.'),
    words('天气智能体', '智能体借助两个天气工具作答。'),
  ),
  flow(
    'prompt-chain',
    ['chat'],
    words(
      'Prompt chain',
      'One call lists the points of a text, the next finds a headline for them.',
    ),
    words('提示词链', '第一次调用列出文本要点，第二次为要点拟标题。'),
  ),
  flow(
    'classify',
    ['control'],
    words('Router', 'A model labels a message, and the flow goes the way of that label.'),
    words('路由', '模型为消息选标签，流程沿该标签的分支继续。'),
  ),
  flow(
    'map',
    ['control'],
    words('Map over a list', 'Every question of a list gets an answer, three at a time.'),
    words('逐项处理列表', '列表中的每个问题都得到回答，每次并行三个。'),
  ),
  flow(
    'judge',
    ['chat', 'control'],
    words(
      'Three opinions and a judge',
      'Three models answer side by side, and a judge picks the best.',
    ),
    words('三方意见与评判', '三个模型并行作答，再由评判者选出最好的。'),
  ),
  flow(
    'extract',
    ['documents'],
    words('Extract to JSON', 'The values of an order are taken out of a message as JSON.'),
    words('提取为 JSON', '从消息中取出订单的各项值，得到 JSON。'),
  ),
  flow(
    'human-in-the-loop',
    ['people'],
    words('Human approval', 'A draft waits until you have approved or changed it.'),
    words('人工批准', '草稿等待你批准或修改后再继续。'),
  ),
  flow(
    'ask-notes',
    ['documents'],
    words('Ask your notes', 'Answers come from the passages of your notes, with their sources.'),
    words('向笔记提问', '根据笔记中的段落作答，并注明出处。'),
  ),
  flow(
    'agent-team',
    ['agents', 'people'],
    words('Agent team', 'An agent uses another agent and a flow as tools, and asks you first.'),
    words('智能体团队', '智能体把另一个智能体和流程当作工具，并先征求你的同意。'),
  ),
  flow(
    'plan-and-solve',
    ['agents'],
    words('Planning agent', 'An agent makes a plan and works through its steps with tools.'),
    words('规划智能体', '智能体先订计划，再用工具逐步完成。'),
  ),
  flow(
    'loop',
    ['control'],
    words('Improve in rounds', 'A text is made better round by round, until enough is done.'),
    words('多轮改进', '逐轮改进一段文本，直到轮数用完。'),
  ),
  step(
    'ask-documents',
    ['documents'],
    words('Ask documents', 'Answers come from files in a folder that you allow.'),
    words('向文档提问', '根据你所允许的文件夹中的文件作答。'),
  ),
  step(
    'react',
    ['agents'],
    words(
      'ReAct agent',
      'Tools for a model that has no tool calls of its own: it writes them as text.',
    ),
    words('ReAct 智能体', '让不支持工具调用的模型以文本写出调用。'),
  ),
  step(
    'rewoo',
    ['agents'],
    words('ReWOO agent', 'All calls are planned before the first result is seen.'),
    words('ReWOO 智能体', '在看到任何结果之前先规划全部调用。'),
  ),
  step(
    'if',
    ['control'],
    words('If', 'A condition decides who answers; the other branch is skipped.'),
    words('条件', '由条件决定谁来回答，另一分支被跳过。'),
  ),
  step(
    'switch',
    ['control'],
    words('Switch', 'A ticket goes to one desk of many, by values and expressions.'),
    words('分支选择', '按值与表达式把工单送到其中一个岗位。'),
  ),
  step(
    'join',
    ['control'],
    words('Join', 'Three answers at the same time become one object.'),
    words('汇合', '三个同时产生的回答合成一个对象。'),
  ),
  step(
    'race',
    ['control'],
    words('Race', 'Two models get the same question, and the first answer wins.'),
    words('竞速', '两个模型同答一题，先答者胜。'),
  ),
  step(
    'diverter',
    ['control'],
    words('Diverter', 'Each element of a list goes to a branch of its own.'),
    words('分流', '列表的每个元素各走一条分支。'),
  ),
  step(
    'barrier',
    ['control'],
    words('Barrier', 'Branches wait for each other before they go on.'),
    words('屏障', '各分支互相等待，然后一同继续。'),
  ),
  step(
    'delay',
    ['control'],
    words('Delay', 'The flow waits between two calls.'),
    words('延迟', '在两次调用之间等待。'),
  ),
  step(
    'sub-flow',
    ['control'],
    words('Sub-flow', 'The same small flow runs twice, each time with its own language.'),
    words('子流程', '同一个小流程运行两次，各用一种语言。'),
  ),
  step(
    'sub-flow-file',
    ['control'],
    words('Sub-flow in a file', 'The flow of another file runs as one node.'),
    words('文件中的子流程', '把另一个文件中的流程当作一个节点运行。'),
  ),
  step(
    'translate',
    ['chat'],
    words('Translate', 'A text is translated into the language that is named.'),
    words('翻译', '把文本译成指定的语言。'),
  ),
  step(
    'pick',
    ['control'],
    words('Pick', 'An expression makes a bill of an order.'),
    words('取值', '用表达式把订单变成账单。'),
  ),
  step(
    'steps',
    ['documents'],
    words('Texts, JSON and code', 'JSON is read, worked on by JavaScript, and written as text.'),
    words('文本、JSON 与代码', '读取 JSON，用 JavaScript 处理，再写成文本。'),
  ),
];
