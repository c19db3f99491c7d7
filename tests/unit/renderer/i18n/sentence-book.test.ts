import { expect, test } from 'vitest';
import type { FlowDocument } from '../../../../core/model/flow-document.ts';
import { validateFlow } from '../../../../core/model/validate-flow.ts';
import { KindRegistry } from '../../../../core/module/kind-registry.ts';
import { builtInKinds } from '../../../../core/modules/index.ts';
import { createFlow } from '../../../../renderer/document/flow-file.ts';
import { createSentenceBook } from '../../../../renderer/i18n/sentence-book.ts';
import { engineSentences } from '../../../../renderer/i18n/zh-CN/engine-sentences.ts';
import { kinds } from '../../../../renderer/i18n/zh-CN/kinds.ts';
import { sentenceOf } from '../../../../renderer/problems/sentence-of.ts';

const chinese = createSentenceBook(engineSentences, (word) => kinds[word]);

test('holes are filled in the order of the other language, and what fills them is said there too', () => {
  const said = [
    'The run was cancelled.',
    'There is no tool named "get_weather".',
    'Did you mean "The run was cancelled."?',
    'Element 3: The text is not JSON: Unexpected end of JSON input.',
    'The call of search is incomplete, because the answer was cut by its token limit.',
    'The code needed more than its 32 MB of memory in line 7.',
    'The record /home/me/my runs.db is locked by another process (SQLITE_BUSY).',
    'The flow cannot run: "Ask" needs a wire to its input Prompt. (and 2 more)',
    'The model’s answer does not fit its schema: /city is required; /days must be one of 1, 2.',
    '"If": The symbol ">" cannot be used as a unary operator (column 9 of the expression).',
    'OpenAI rejected the request with status 400. It said: You asked for too much.',
    'The key for OpenAI is missing: OPENAI_API_KEY is not set.',
    'The key for xAI is missing: XAI_API_KEY is not set. Set XAI_API_KEY, or choose the demo model, which needs no key.',
  ].map((sentence) => chinese.say(sentence));
  expect(said).toEqual([
    '运行已取消。',
    '没有名为“get_weather”的工具。',
    '你是否想用“The run was cancelled.”？',
    '第 3 个元素：文本不是 JSON：JSON 在结束前中断。',
    '对 search 的调用不完整，因为回答因词元上限被截断。',
    '代码需要的内存超过 32 MB（第 7 行）。',
    '记录 /home/me/my runs.db 被另一个进程锁定 (SQLITE_BUSY)。',
    '流程无法运行：“Ask”的输入“提示词”需要一条连线。（另有 2 处问题）',
    '模型的回答不符合 schema：/city 是必需的；/days 应为以下之一：1, 2。',
    '“If”：符号 ">" 不能用作一元运算符（表达式第 9 列）。',
    'OpenAI 以状态码 400 拒绝了请求。它的答复：You asked for too much.',
    '缺少 OpenAI 的密钥：没有设置 OPENAI_API_KEY。',
    '缺少 xAI 的密钥：没有设置 XAI_API_KEY。请设置 XAI_API_KEY，或选择不需要密钥的演示模型。',
  ]);
});

test('what others wrote is left alone, however long it is', () => {
  const foreign = [
    '',
    'Quota exceeded.',
    'Login with SSO failed.',
    'Dear users must be patient now',
    `There is no tool named "${'x'.repeat(5_000)}".`,
  ];
  expect(foreign.map((sentence) => chinese.say(sentence))).toEqual(foreign.map(() => undefined));
});

test('every finding of a flow with many faults is said in Chinese', () => {
  const node = (kind: string, settings = {}) => ({ kind, kindVersion: 1, title: kind, settings });
  const flow: FlowDocument = {
    ...createFlow('Wrong in many ways'),
    nodes: {
      a: node('llm', { max_tokens: 5 }),
      b: node('output'),
      c: { ...node('input'), kindVersion: 9 },
      d: node('oddity'),
      e: node('placeholder', { builder: 'n8n', originalType: 'slack' }),
      f: node('delay', { retries: -1 }),
      g: node('delay'),
      h: node('delay'),
    },
    edges: [
      { from: 'c.value', to: 'a.nowhere' },
      { from: 'c.value', to: 'a.messages' },
      { from: 'gone.text', to: 'a.prompt' },
      { from: 'g.value', to: 'h.value' },
      { from: 'g.value', to: 'h.value' },
      { from: 'h.value', to: 'g.value' },
    ],
  };
  const said = validateFlow(flow, new KindRegistry(builtInKinds)).map((finding) => [
    finding.code,
    chinese.say(sentenceOf(finding)) ?? finding.message,
    finding.action === undefined ? '' : (chinese.say(finding.action) ?? finding.action),
  ]);
  expect(
    said.filter(
      ([, message = '', action = '']) =>
        !/\p{Script=Han}/u.test(message) || (action !== '' && !/\p{Script=Han}/u.test(action)),
    ),
  ).toEqual([]);
  expect(said).toEqual(
    expect.arrayContaining([
      ['unknown_setting', '对话模型没有设置“max_tokens”。', '它会保留在文件中，但不起作用。'],
      ['input_missing', '“output”的输入“值”需要一条连线。', '请把一个输出连接到它。'],
      ['cycle', '这些节点互相等待：delay → delay → delay。', '请移除其中一条连线。'],
      ['invalid_setting', '设置“retries”的值不合适：过小：至少为 0。', expect.any(String)],
    ]),
  );
});
