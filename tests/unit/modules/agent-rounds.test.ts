import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import type { ChatMessage, ChatPart } from '../../../core/contracts/chat.ts';
import { isOutputEvent, isTraceEvent } from '../../../core/contracts/events.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import { AgentModule } from '../../../core/modules/agent/agent.ts';
import { ConstantModule } from '../../../core/modules/flow/constant.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { functionTool } from '../../../core/modules/tool/function-tool.ts';
import { ToolModule } from '../../../core/modules/tool/tool.ts';
import type { ModuleBase } from '../../../core/module/module-base.ts';
import type { ToolRules } from '../../../core/module/tool-handle.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { call, callTurn, spansOf, textTurn } from '../../harness/agent-turns.ts';
import { allEvents, scriptedModel, testEngine, textOf } from '../../harness/test-engine.ts';

const tool = (
  name: string,
  run: (text: string) => unknown = (text) => text,
  rules?: ToolRules,
): ModuleBase =>
  functionTool({
    name,
    description: `Does ${name}.`,
    parameters: z.object({ text: z.string().default('') }),
    run: ({ text }) => run(text),
    ...(rules === undefined ? {} : { rules }),
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

const lastText = (messages: readonly ChatMessage[] | undefined): string => textOf(messages?.at(-1));

describe('rounds', () => {
  const endless = (rounds: number): ChatPart[][] =>
    Array.from({ length: rounds }, (_, index) => callTurn(call(`c${index}`, 'look', {})));

  test.each([
    ['always', [3, 2, 1, 0]],
    ['near-end', [undefined, undefined, 1, 0]],
    ['never', [undefined, undefined, undefined, undefined]],
  ])('how many are left is told %s, and in no later round', async (when, told) => {
    const model = scriptedModel(endless(4));
    const engine = testEngine({ models: { script: model } });
    const settings = { maxRounds: 4, tellRoundsLeft: when };
    await engine.start({ ...agentFlow({ look: tool('look') }, settings), input: 'x' }).result;
    const found = model.requests.map(({ messages }) => {
      const left = /\[Rounds left after this one: (\d)/.exec(lastText(messages))?.[1];
      return left === undefined ? undefined : Number(left);
    });
    const notes = model.requests.map(
      ({ messages }) => JSON.stringify(messages).split('Rounds left').length - 1,
    );
    expect([found, Math.max(...notes)]).toEqual([told, when === 'never' ? 0 : 1]);
  });

  test('when they are used up, the model may be asked for an answer without tools', async () => {
    const model = scriptedModel([...endless(2), textTurn('All I know.')]);
    const engine = testEngine({ models: { script: model } });
    const settings = { maxRounds: 2, atRoundLimit: 'summary' };
    const run = engine.start({ ...agentFlow({ look: tool('look') }, settings), input: 'x' });
    const events = await allEvents(engine, run);
    expect(await run.result).toMatchObject({ state: 'done', output: 'All I know.' });
    expect(model.requests[2]?.tools).toEqual([]);
    expect(lastText(model.requests[2]?.messages)).toContain('no rounds left');
    expect(spansOf(events)).toContain('agent: summary · script');
  });

  test('reasoning goes back to the model with the turn that it led to', async () => {
    const turns: ChatPart[][] = [
      [{ type: 'reasoning-delta', text: 'I must look.' }, ...callTurn(call('c1', 'look', {}))],
      textTurn('Seen.'),
    ];
    const model = scriptedModel(turns);
    const engine = testEngine({ models: { script: model } });
    await engine.start({ ...agentFlow({ look: tool('look') }), input: 'x' }).result;
    expect(model.requests[1]?.messages[1]).toMatchObject({
      role: 'assistant',
      reasoning: 'I must look.',
    });
  });
});

describe('conversations', () => {
  test('go on where earlier messages end; own instructions replace those they began with', async () => {
    const earlier: ChatMessage[] = [
      { role: 'system', content: 'Be loud.' },
      { role: 'user', content: 'I am Ada.' },
      { role: 'assistant', content: 'Hello Ada.' },
    ];
    const model = scriptedModel([textTurn('Ada.')]);
    const engine = testEngine({ models: { script: model } });
    const flow = defineFlow({
      name: 'Memory',
      nodes: {
        question: new InputModule(),
        earlier: configure(ConstantModule, { type: 'json', value: JSON.stringify(earlier) }),
        agent: configure(AgentModule, { connection: 'script', instructions: 'Be quiet.' }),
        messages: new OutputModule(),
      },
      edges: [
        ['question.value', 'agent.prompt'],
        ['earlier.value', 'agent.messages'],
        ['agent.messages', 'messages.value'],
      ],
    });
    const result = await engine.start({ ...flow, input: 'Who am I?' }).result;
    const asked = [
      { role: 'system', content: 'Be quiet.' },
      ...earlier.slice(1),
      { role: 'user', content: 'Who am I?' },
    ];
    expect([model.requests[0]?.messages, result.output]).toEqual([
      asked,
      [...asked, { role: 'assistant', content: 'Ada.' }],
    ]);
  });

  test('the oldest results are shortened once a conversation is long, and the trace says so', async () => {
    const long = 'x'.repeat(3_000);
    const turns = [1, 2, 3].map((round) =>
      callTurn(call(`c${round}`, 'look', { text: `${round}` })),
    );
    const model = scriptedModel([...turns, textTurn('Done.')]);
    const engine = testEngine({ models: { script: model } });
    const flow = agentFlow(
      { look: tool('look', (text) => text + long) },
      { maxConversation: 5_000 },
    );
    const run = engine.start({ ...flow, input: 'x' });
    const notes = (await allEvents(engine, run))
      .filter(isTraceEvent)
      .filter(({ body }) => body.type === 'note' && body.name === 'results-shortened');
    const results = model.requests[3]?.messages.filter(({ role }) => role === 'tool') ?? [];
    const lengths = results.map((message) => textOf(message).length);
    expect(lengths.map((length) => length > 3_000)).toEqual([false, false, true]);
    expect(textOf(results[0])).toMatch(/^1x+… \[2801 characters left out to save room\]$/);
    expect(notes.length).toBe(2);
  });
});

describe('calls', () => {
  test('a call of a stop tool ends the work with its result, which is streamed', async () => {
    const model = scriptedModel([
      callTurn(call('c1', 'look', { text: 'a' }), call('c2', 'submit', { text: 'The end.' })),
    ]);
    const engine = testEngine({ models: { script: model } });
    const tools = { look: tool('look'), submit: tool('submit') };
    const run = engine.start({ ...agentFlow(tools, { stopTools: 'finish, submit' }), input: 'x' });
    const texts = (await allEvents(engine, run))
      .filter(isOutputEvent)
      .flatMap(({ body }) => (body.type === 'text-delta' ? [body.text] : []));
    expect([(await run.result).output, texts, model.requests.length]).toEqual([
      'The end.',
      ['The end.'],
      1,
    ]);
  });

  test('a stop tool that fails ends nothing', async () => {
    const model = scriptedModel([callTurn(call('c1', 'submit', {})), textTurn('In words.')]);
    const engine = testEngine({ models: { script: model } });
    const failing = tool('submit', () => {
      throw new Error('closed');
    });
    const flow = agentFlow({ submit: failing }, { stopTools: 'submit' });
    expect((await engine.start({ ...flow, input: 'x' }).result).output).toBe('In words.');
  });

  /** Makes five calls of one tool, and says how many were under way at most, and the order of results. */
  async function callFive(
    rules: ToolRules | undefined,
    settings: JsonObject,
  ): Promise<{ readonly most: number; readonly results: readonly string[] }> {
    let under = 0;
    let most = 0;
    const slow = tool(
      'slow',
      async (text) => {
        most = Math.max(most, (under += 1));
        // Later calls end first, so that order is no accident.
        await new Promise((resolve) => setTimeout(resolve, 30 - Number(text) * 5));
        under -= 1;
        return text;
      },
      rules,
    );
    const calls = [1, 2, 3, 4, 5].map((n) => call(`c${n}`, 'slow', { text: String(n) }));
    const model = scriptedModel([callTurn(...calls), textTurn('ok')]);
    const engine = testEngine({ models: { script: model } });
    await engine.start({ ...agentFlow({ slow }, settings), input: 'x' }).result;
    const results = model.requests[1]?.messages.filter(({ role }) => role === 'tool') ?? [];
    return { most, results: results.map(textOf) };
  }

  const inOrder = ['1', '2', '3', '4', '5'];
  test.each([
    ['side by side', undefined, {}, 5],
    ['two at a time', undefined, { parallelCalls: 2 }, 2],
    ['one after another where they share a key', { concurrencyKeys: ['till'] }, {}, 1],
  ])('run %s; results come in the order of the calls', async (_name, rules, settings, most) => {
    expect(await callFive(rules, settings)).toEqual({ most, results: inOrder });
  });

  test('a tool that takes too long is an error that the model reads', async () => {
    const model = scriptedModel([callTurn(call('c1', 'spin', {})), textTurn('Too slow.')]);
    const engine = testEngine({ models: { script: model } });
    const spin = configure(ToolModule, {
      code: '/** Spins. */\nfunction spin() { for (;;); }',
      timeoutMs: 100,
    });
    const run = engine.start({ ...agentFlow({ spin }), input: 'x' });
    expect((await run.result).output).toBe('Too slow.');
    expect(JSON.parse(lastText(model.requests[1]?.messages))).toMatchObject({
      error: { code: 'code_timeout' },
    });
  });

  test('arguments that are nearly JSON are mended', async () => {
    const model = scriptedModel([callTurn(call('c1', 'look', "{text: 'a',}")), textTurn('ok')]);
    const engine = testEngine({ models: { script: model } });
    await engine.start({ ...agentFlow({ look: tool('look') }), input: 'x' }).result;
    expect(lastText(model.requests[1]?.messages)).toBe('a');
  });
});

test('an agent is a tool of another, with tools of its own; its spans lie under the call', async () => {
  const outer = scriptedModel([
    callTurn(call('c1', 'ask_expert', { prompt: 'How deep?', sea: 'Baltic' })),
    textTurn('459 m.'),
  ]);
  const inner = scriptedModel([callTurn(call('i1', 'look', { text: 'depth' })), textTurn('459')]);
  const engine = testEngine({ models: { outer, inner } });
  const flow = defineFlow({
    name: 'Agents',
    nodes: {
      question: new InputModule(),
      boss: configure(AgentModule, { connection: 'outer' }),
      expert: configure(AgentModule, {
        connection: 'inner',
        asTool: true,
        toolName: 'ask_expert',
        toolDescription: 'Knows seas.',
        instructions: 'You know the {{sea}}.',
      }),
      look: tool('look'),
      answer: new OutputModule(),
    },
    edges: [
      ['question.value', 'boss.prompt'],
      ['boss.text', 'answer.value'],
      ['expert.tool', 'boss.tools'],
      ['look.tool', 'expert.tools'],
    ],
  });
  const run = engine.start({ ...flow, input: 'Ask.' });
  const events = await allEvents(engine, run);
  expect(await run.result).toMatchObject({ state: 'done', output: '459 m.' });
  expect(outer.requests[0]?.tools).toMatchObject([
    { name: 'ask_expert', parameters: { required: ['prompt', 'sea'] } },
  ]);
  expect(inner.requests[0]?.messages).toEqual([
    { role: 'system', content: 'You know the Baltic.' },
    { role: 'user', content: 'How deep?' },
  ]);
  expect(lastText(outer.requests[1]?.messages)).toBe('459');
  expect(spansOf(events)).toEqual([
    'question: question',
    'boss: boss',
    'boss: round 1 · outer',
    'expert: ask_expert · How deep? · Baltic',
    'expert: round 1 · inner',
    'look: look · depth',
    'expert: round 2 · inner',
    'boss: round 2 · outer',
    'answer: answer',
  ]);
});

test('a cancelled run stops an agent between calls', async () => {
  let made = 0;
  const started = Promise.withResolvers<void>();
  const hang = tool('look', () => {
    made += 1;
    started.resolve();
    return new Promise(() => undefined);
  });
  const calls = [1, 2, 3].map((n) => call(`c${n}`, 'look', {}));
  const engine = testEngine({ models: { script: scriptedModel([callTurn(...calls)]) } });
  const run = engine.start({ ...agentFlow({ look: hang }, { parallelCalls: 1 }), input: 'x' });
  await started.promise;
  run.cancel();
  expect([(await run.result).state, made]).toEqual(['cancelled', 1]);
});
