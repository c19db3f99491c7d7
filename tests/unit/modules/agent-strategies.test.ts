import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { isOutputEvent } from '../../../core/contracts/events.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import type { RunResult } from '../../../core/engine/engine.ts';
import { AgentModule } from '../../../core/modules/agent/agent.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { functionTool } from '../../../core/modules/tool/function-tool.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { call, callTurn, spansOf, textTurn } from '../../harness/agent-turns.ts';
import { allEvents, scriptedModel, testEngine, textOf } from '../../harness/test-engine.ts';

const depth = functionTool({
  name: 'depth',
  description: 'How deep a sea is.',
  parameters: z.object({ sea: z.string(), shift: z.union([z.number(), z.string()]).default(0) }),
  run: ({ sea, shift }) => {
    if (sea === 'Dead') throw new Error('No such sea.');
    return sea.length * 100 + Number(shift);
  },
});

function agentFlow(strategy: string, settings: JsonObject = {}): ReturnType<typeof defineFlow> {
  return defineFlow({
    name: 'Agent',
    nodes: {
      question: new InputModule(),
      agent: configure(AgentModule, { connection: 'script', strategy, ...settings }),
      depth,
      answer: new OutputModule(),
    },
    edges: [
      ['question.value', 'agent.prompt'],
      ['agent.text', 'answer.value'],
      ['depth.tool', 'agent.tools'],
    ],
  });
}

async function runAgent(
  strategy: string,
  turns: Parameters<typeof scriptedModel>[0],
  settings: JsonObject = {},
): Promise<{
  readonly model: ReturnType<typeof scriptedModel>;
  readonly events: Awaited<ReturnType<typeof allEvents>>;
  readonly result: RunResult;
}> {
  const model = scriptedModel(turns);
  const engine = testEngine({ models: { script: model } });
  const run = engine.start({ ...agentFlow(strategy, settings), input: 'How deep?' });
  const events = await allEvents(engine, run);
  return { model, events, result: await run.result };
}

const json = (value: unknown): ReturnType<typeof textTurn> => textTurn(JSON.stringify(value));

describe('ReAct', () => {
  test('thoughts stream as reasoning, actions as calls, the answer as text; the model needs no tools', async () => {
    const { model, events, result } = await runAgent('react', [
      textTurn(
        'Thought: I look',
        ' it up.\nAct',
        'ion: depth\nAction Input: {"sea": "Aral"}\nObs',
        'ervation: 7',
      ),
      textTurn('Thought: Now I know.\nFinal Answer: 400 m'),
    ]);
    expect(result).toMatchObject({ state: 'done', output: '400 m' });
    const [first, second] = model.requests;
    expect([first?.tools, second?.tools]).toEqual([[], []]);
    expect(textOf(first?.messages[0])).toContain('- depth: How deep a sea is. | parameters: {');
    expect(second?.messages.slice(2)).toEqual([
      {
        role: 'assistant',
        content: 'Thought: I look it up.\nAction: depth\nAction Input: {"sea": "Aral"}',
      },
      { role: 'user', content: 'Observation (depth): 400' },
    ]);
    const said = events.filter(isOutputEvent).map(({ body }) => body);
    expect(said.filter(({ type }) => type !== 'tool-call-delta')).toEqual([
      { type: 'reasoning-delta', text: 'I look' },
      { type: 'reasoning-delta', text: ' it up.' },
      { type: 'tool-call-start', callId: expect.any(String), name: 'depth' },
      {
        type: 'tool-call-end',
        callId: expect.any(String),
        name: 'depth',
        arguments: '{"sea": "Aral"}',
      },
      {
        type: 'tool-result',
        callId: expect.any(String),
        name: 'depth',
        result: '400',
        isError: false,
      },
      { type: 'reasoning-delta', text: 'Now I know.' },
      { type: 'text-delta', text: '400 m' },
    ]);
  });

  test('a wrong tool is told as an observation; a turn without action or answer is asked for again', async () => {
    const { model, result } = await runAgent('react', [
      textTurn('Action: dept\nAction Input: {}'),
      textTurn('Thought: Hm.'),
      textTurn('Final Answer: unknown'),
    ]);
    expect(result).toMatchObject({ state: 'done', output: 'unknown' });
    expect(textOf(model.requests[1]?.messages.at(-1))).toContain('Did you mean \\"depth\\"?');
    expect(textOf(model.requests[2]?.messages.at(-1))).toContain('neither an action nor an answer');
  });
});

describe('plan and solve', () => {
  test('plans, does each step with tools, plans anew, answers from the results', async () => {
    const { model, events, result } = await runAgent('plan-and-solve', [
      json({ steps: ['Measure Aral', 'Measure twice'] }),
      callTurn(call('c1', 'depth', { sea: 'Aral' })),
      textTurn('It is 400.'),
      json({ done: false, steps: ['Compare'] }),
      textTurn('It is little.'),
      json({ done: true, steps: [] }),
      textTurn('400 m, ', 'which is little.'),
    ]);
    expect(result).toMatchObject({ state: 'done', output: '400 m, which is little.' });
    expect(spansOf(events).slice(1, -1)).toEqual([
      'agent: agent',
      'agent: plan · script',
      'agent: step 1 of 2 · Measure Aral',
      'agent: round 1 · script',
      'depth: depth · Aral · 0',
      'agent: round 2 · script',
      'agent: replan · script',
      'agent: step 2 of 2 · Compare',
      'agent: round 1 · script',
      'agent: replan · script',
      'agent: answer · script',
    ]);
    expect(textOf(model.requests[4]?.messages.at(-1))).toBe(
      'Task: How deep?\n\nResults:\n1. Measure Aral\n   → It is 400.\n\nStep: Compare',
    );
    const plans = events
      .filter(isOutputEvent)
      .flatMap(({ body }) => (body.type === 'custom' && body.name === 'plan' ? [body.value] : []));
    expect(plans).toEqual([
      { steps: ['Measure Aral', 'Measure twice'] },
      { steps: ['Compare'], done: 1 },
    ]);
  });

  test('a step that comes to no end is a result, and steps have a limit', async () => {
    const { result, events } = await runAgent(
      'plan-and-solve',
      [
        json({ steps: ['One', 'Two', 'Three'] }),
        callTurn(call('c1', 'depth', { sea: 'Aral' })),
        textTurn('Two done.'),
        textTurn('Answer.'),
      ],
      { maxRounds: 1, maxSteps: 2, replan: false },
    );
    expect(result).toMatchObject({ state: 'done', output: 'Answer.' });
    expect(spansOf(events).filter((span) => span.includes('step'))).toEqual([
      'agent: step 1 of 2 · One',
      'agent: step 2 of 2 · Two',
    ]);
  });
});

describe('ReWOO', () => {
  test('plans all calls, gathers evidence in the order of need, and answers: two turns of the model', async () => {
    const { model, events, result } = await runAgent('rewoo', [
      textTurn(
        'Plan: Measure.\n#E1 = depth[{"sea": "Aral"}]\nPlan: Measure more.\n#E2 = depth[{"sea": "Red", "shift": "#E1"}]',
      ),
      textTurn('700 m.'),
    ]);
    expect(result).toMatchObject({ state: 'done', output: '700 m.' });
    expect(textOf(model.requests[1]?.messages.at(-1))).toBe(
      'Task: How deep?\n\nPlan: Measure.\n#E1 = depth[{"sea": "Aral"}]\nEvidence: 400\n\nPlan: Measure more.\n#E2 = depth[{"sea": "Red", "shift": "#E1"}]\nEvidence: 700',
    );
    expect(spansOf(events).slice(1, -1)).toEqual([
      'agent: agent',
      'agent: plan · script',
      'agent: evidence',
      'depth: depth · Aral · 0',
      'depth: depth · Red · 400',
      'agent: solve · script',
    ]);
    const first = events.find(isOutputEvent)?.body;
    expect(first?.type).toBe('reasoning-delta');
  });

  test('what needs failed evidence is not asked for; the answer is told so', async () => {
    const { model, events } = await runAgent('rewoo', [
      textTurn('#E1 = depth[{"sea": "Dead"}]\n#E2 = depth[{"sea": "Red", "shift": "#E1"}]'),
      textTurn('Unknown.'),
    ]);
    expect(spansOf(events).filter((span) => span.startsWith('depth'))).toEqual([
      'depth: depth · Dead · 0',
    ]);
    expect(textOf(model.requests[1]?.messages.at(-1))).toContain(
      'Evidence: failed: Not asked for, since #E1 failed.',
    );
  });

  test('a plan that cannot be used is asked for once more, then the run fails with what is wrong', async () => {
    const { model, result } = await runAgent('rewoo', [
      textTurn('I would fly.'),
      textTurn('#E1 = fly[x]'),
    ]);
    expect(result.error).toMatchObject({
      code: 'plan_unreadable',
      nodeId: 'agent',
      details: ['#E1 uses "fly", but there is no such tool.'],
    });
    expect(textOf(model.requests[1]?.messages.at(-1))).toBe(
      'That plan cannot be used. It has no line such as #E1 = tool[input]. Write it again.',
    );
  });
});
