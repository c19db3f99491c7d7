import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import type { ChatPart, ToolCall } from '../../../core/contracts/chat.ts';
import type { RunEvent, StatusEvent } from '../../../core/contracts/events.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import { AgentModule } from '../../../core/modules/agent/agent.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { functionTool } from '../../../core/modules/tool/function-tool.ts';
import type { ModuleBase } from '../../../core/module/module-base.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { allEvents, scriptedModel, testEngine, textOf } from '../../harness/test-engine.ts';

const call = (id: string, name: string, args: unknown): ToolCall => ({
  id,
  name,
  arguments: typeof args === 'string' ? args : JSON.stringify(args),
});

/** A turn that makes calls, streamed as a provider streams them. */
function callTurn(...calls: readonly ToolCall[]): ChatPart[] {
  return [
    ...calls.flatMap((toolCall, index): ChatPart[] => [
      { type: 'tool-call-start', call: index, id: toolCall.id, name: toolCall.name },
      { type: 'tool-call-delta', call: index, text: toolCall.arguments },
      { type: 'tool-call-end', call: index, toolCall },
    ]),
    { type: 'usage', usage: { inputTokens: 10, outputTokens: 5 } },
    { type: 'finish', reason: 'tool-calls' },
  ];
}

const textTurn = (...pieces: readonly string[]): ChatPart[] => [
  ...pieces.map((text): ChatPart => ({ type: 'text-delta', text })),
  { type: 'usage', usage: { inputTokens: 20, outputTokens: 7 } },
  { type: 'finish', reason: 'stop' },
];

const stock = (run: (values: { sku: string; shelf: number }) => unknown): ModuleBase =>
  functionTool({
    name: 'get_stock',
    description: 'How many pieces are in stock.',
    parameters: z.object({ sku: z.string(), shelf: z.number().default(1) }),
    run,
  });

function agentFlow(
  tools: Readonly<Record<string, ModuleBase>>,
  settings: JsonObject = {},
): ReturnType<typeof defineFlow> {
  return defineFlow({
    name: 'Agent',
    nodes: {
      question: new InputModule(),
      agent: configure(AgentModule, { connection: 'script', ...settings }),
      answer: new OutputModule(),
      ...tools,
    },
    edges: [
      ['question.value', 'agent.prompt'],
      ['agent.text', 'answer.value'],
      ...Object.keys(tools).map((id): [string, string] => [`${id}.tool`, 'agent.tools']),
    ],
  });
}

const spansOf = (events: readonly RunEvent[]): string[] =>
  events
    .filter(
      (event) => event.queue === 'status' && (event.body as StatusEvent).type === 'span-opened',
    )
    .map((event) => `${event.nodeId}: ${(event.body as { title: string }).title}`);

describe('AgentModule', () => {
  test('calls tools in parallel, hands results back in order, answers; rounds and calls are child spans', async () => {
    const release: (() => void)[] = [];
    const both = new Promise<void>((resolve) => release.push(resolve));
    let entered = 0;
    const tool = stock(async ({ sku, shelf }) => {
      if (++entered === 2) release[0]?.();
      await both;
      return { sku, shelf };
    });
    const model = scriptedModel([
      callTurn(
        call('c1', 'get_stock', { sku: 'A', shelf: 2 }),
        call('c2', 'get_stock', '{"sku":"B"}'),
      ),
      textTurn('Two ', 'and one.'),
    ]);
    const engine = testEngine({ models: { script: model } });
    const run = engine.start({
      ...agentFlow({ stock: tool }, { instructions: 'Be brief.' }),
      input: 'How many?',
    });
    const events = await allEvents(engine, run);
    expect(await run.result).toMatchObject({ state: 'done', output: 'Two and one.' });
    expect(model.requests[1]?.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'How many?' },
      {
        role: 'assistant',
        content: '',
        toolCalls: [
          call('c1', 'get_stock', { sku: 'A', shelf: 2 }),
          call('c2', 'get_stock', '{"sku":"B"}'),
        ],
      },
      { role: 'tool', toolCallId: 'c1', name: 'get_stock', content: '{"sku":"A","shelf":2}' },
      { role: 'tool', toolCallId: 'c2', name: 'get_stock', content: '{"sku":"B","shelf":1}' },
    ]);
    expect(spansOf(events)).toEqual([
      'question: question',
      'agent: agent',
      'agent: round 1 · script',
      'stock: get_stock · A · 2',
      'stock: get_stock · B · 1',
      'agent: round 2 · script',
      'answer: answer',
    ]);
    const agent = engine.record.spansOf(run.runId).find((span) => span.kind === 'agent');
    expect(agent?.usage).toEqual({ inputTokens: 30, outputTokens: 12 });
  });

  test.each([
    [
      'an unknown tool',
      call('c1', 'get_stok', {}),
      {
        code: 'unknown_tool',
        action: 'Did you mean "get_stock"?',
        details: { suggestion: 'get_stock', tools: ['get_stock'] },
      },
    ],
    ['a missing argument', call('c1', 'get_stock', {}), { code: 'invalid_arguments' }],
    ['arguments that are no JSON', call('c1', 'get_stock', '[[['), { code: 'invalid_arguments' }],
    [
      'a wrong type',
      call('c1', 'get_stock', { sku: 'A', shelf: 'top' }),
      { code: 'invalid_arguments' },
    ],
    [
      'a failing tool',
      call('c1', 'get_stock', { sku: 'boom' }),
      { code: 'unexpected', message: 'The shelf fell down.' },
    ],
  ])('%s goes back to the model as a structured error', async (_name, bad, error) => {
    const model = scriptedModel([callTurn(bad), textTurn('Sorry.')]);
    const engine = testEngine({ models: { script: model } });
    const tool = stock(({ sku }) => {
      if (sku === 'boom') throw new Error('The shelf fell down.');
      return 1;
    });
    const run = engine.start({ ...agentFlow({ stock: tool }), input: 'How many?' });
    expect(await run.result).toMatchObject({ state: 'done', output: 'Sorry.' });
    const back = model.requests[1]?.messages.at(-1);
    expect(back).toMatchObject({ role: 'tool', toolCallId: 'c1' });
    expect(JSON.parse(textOf(back))).toMatchObject({ error });
    const results = (await allEvents(engine, run)).filter(
      (event) => (event.body as { type?: string }).type === 'tool-result',
    );
    expect(results.map((event) => (event.body as { isError: boolean }).isError)).toEqual([true]);
  });

  test('stops after the most rounds with a sentence', async () => {
    const turns = [1, 2].map((round) => callTurn(call(`c${round}`, 'get_stock', { sku: 'A' })));
    const engine = testEngine({ models: { script: scriptedModel(turns) } });
    const run = engine.start({
      ...agentFlow({ stock: stock(() => 1) }, { maxRounds: 2 }),
      input: 'x',
    });
    expect((await run.result).error).toMatchObject({
      code: 'round_limit',
      message: 'The agent had no answer after 2 rounds.',
      nodeId: 'agent',
    });
  });

  test('with its stream off, nothing of its rounds streams, and the answer is still there', async () => {
    const model = scriptedModel([
      callTurn(call('c1', 'get_stock', { sku: 'A' })),
      textTurn('One.'),
    ]);
    const engine = testEngine({ models: { script: model } });
    const run = engine.start({
      ...agentFlow({ stock: stock(() => 1) }, { stream: false }),
      input: 'x',
    });
    const events = await allEvents(engine, run);
    expect([events.filter((event) => event.queue === 'output'), (await run.result).output]).toEqual(
      [[], 'One.'],
    );
  });

  test('a call cut by the token limit is never made', async () => {
    let made = 0;
    const model = scriptedModel([
      [
        { type: 'tool-call-start', call: 0, id: 'c1', name: 'get_stock' },
        { type: 'tool-call-delta', call: 0, text: '{"sku":"A"' },
        {
          type: 'tool-call-error',
          error: { code: 'incomplete_call', message: 'The call was cut.' },
          raw: '{"sku":"A"',
        },
        { type: 'finish', reason: 'length' },
      ],
    ]);
    const engine = testEngine({ models: { script: model } });
    const run = engine.start({ ...agentFlow({ stock: stock(() => ++made) }), input: 'x' });
    expect([(await run.result).error?.code, made]).toEqual(['incomplete_call', 0]);
  });

  test('a raw call that cannot be read is asked for again', async () => {
    const model = scriptedModel([
      [
        {
          type: 'tool-call-error',
          error: { code: 'malformed_call', message: 'No valid call.' },
          raw: '{oops',
        },
        { type: 'finish', reason: 'stop' },
      ],
      textTurn('Now in words.'),
    ]);
    const engine = testEngine({ models: { script: model } });
    const run = engine.start({ ...agentFlow({ stock: stock(() => 1) }), input: 'x' });
    expect(await run.result).toMatchObject({ output: 'Now in words.' });
    expect(model.requests[1]?.messages.at(-1)).toEqual({
      role: 'user',
      content:
        '{"error":{"code":"malformed_call","message":"No valid call.","action":"Write the tool call again."}}',
    });
  });

  test('two tools of one name are refused, naming the node', async () => {
    const engine = testEngine({ models: { script: scriptedModel([]) } });
    const run = engine.start({
      ...agentFlow({ one: stock(() => 1), two: stock(() => 2) }),
      input: 'x',
    });
    expect((await run.result).error).toMatchObject({ code: 'duplicate_tool', nodeId: 'two' });
  });
});
