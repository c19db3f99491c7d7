import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import type { ChatModel, ChatPart } from '../../../core/contracts/chat.ts';
import type { CodeEngine, CodeRunRequest } from '../../../core/engine/create-engine.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import type { RunResult } from '../../../core/engine/engine.ts';
import { HumanInputModule } from '../../../core/modules/flow/human-input.ts';
import { LoopModule } from '../../../core/modules/flow/loop.ts';
import { MapModule } from '../../../core/modules/flow/map.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { functionTool } from '../../../core/modules/tool/function-tool.ts';
import { MillraceError } from '../../../core/shared/errors.ts';
import { agentFlow } from '../../harness/agent-flow.ts';
import { call, callTurn, textTurn } from '../../harness/agent-turns.ts';
import { build, evaluate, makeParts } from '../../harness/random-flow.ts';
import { Apply } from '../../harness/small-modules.ts';
import { testEngine } from '../../harness/test-engine.ts';
import { workOf } from '../../harness/work-of.ts';
import { untilAsked } from '../../harness/until-asked.ts';

type Flow = Pick<CodeRunRequest, 'flow' | 'modules'>;

/** Runs a flow, and once more from where that run came to. */
async function runTwice(
  engine: CodeEngine,
  flow: Flow,
  input: CodeRunRequest['input'],
  more: Partial<CodeRunRequest> = {},
): Promise<{ readonly first: RunResult; readonly second: RunResult }> {
  const first = await engine.start({ ...flow, input }).result;
  const from = { runId: first.runId, kind: 'resume' } as const;
  const second = await engine.start({ ...flow, input, from, ...more }).result;
  return { first, second };
}

/** Throws the first `times` times for a value, and counts how often it was asked. */
function flaky(
  at: (value: unknown) => boolean,
  times = 1,
): { readonly work: (value: unknown) => unknown; readonly asked: unknown[] } {
  const asked: unknown[] = [];
  let left = times;
  return {
    asked,
    work: (value) => {
      asked.push(value);
      if (at(value) && left-- > 0) throw new MillraceError('no_luck', 'It did not work.');
      return Number(value) * 10;
    },
  };
}

/** A model that answers turn by turn, and once fails instead of giving the turn of that number. */
function breakingModel(
  turns: readonly (readonly ChatPart[])[],
  breaksAt: number,
): ChatModel & { readonly asked: number[] } {
  const asked: number[] = [];
  let isBroken = true;
  let next = 0;
  return {
    asked,
    async *stream() {
      asked.push(next);
      if (next === breaksAt && isBroken) {
        isBroken = false;
        throw new MillraceError('model_down', 'The server is gone.');
      }
      const turn = turns[next++] ?? [];
      for (const part of turn) yield [part];
    },
  };
}

describe('resuming a run', () => {
  test('an agent goes on after its last finished turn and tool call, in the conversation as it stood', async () => {
    const turns = [
      callTurn(call('c1', 'look', { at: 'a' }), call('c2', 'look', { at: 'b' })),
      callTurn(call('c3', 'look', { at: 'c' })),
      textTurn('done'),
    ];
    const model = breakingModel(turns, 2);
    const looked: string[] = [];
    const look = functionTool({
      name: 'look',
      description: 'Looks.',
      parameters: z.object({ at: z.string() }),
      run: ({ at }) => {
        looked.push(at);
        return `seen ${at}`;
      },
    });
    const flow = agentFlow({
      look,
    });
    const engine = testEngine({ models: { script: model } });
    const { first, second } = await runTwice(engine, flow, 'where?');
    expect({ first: first.state, second: second.state, output: second.output }).toEqual({
      first: 'failed',
      second: 'done',
      output: 'done',
    });
    expect({ looked, asked: model.asked }).toEqual({
      looked: ['a', 'b', 'c'],
      asked: [0, 1, 2, 2],
    });
    expect(workOf(engine, second)).toEqual([
      'question*',
      'agent',
      'agent*',
      'look*',
      'look*',
      'agent*',
      'look*',
      'agent',
      'answer',
    ]);
    expect(engine.record.run(second.runId)?.origin).toEqual({
      runId: first.runId,
      kind: 'resume',
    });
  });

  test('a tool that had failed, and whose error the model has read, is not called again', async () => {
    const turns = [
      callTurn(call('c1', 'look', {})),
      callTurn(call('c2', 'find', {})),
      textTurn('ok'),
    ];
    const model = breakingModel(turns, 2);
    const calls: string[] = [];
    const tool = (name: string, run: () => string): ReturnType<typeof functionTool> =>
      functionTool({ name, description: name, parameters: z.object({}), run });
    const flow = agentFlow({
      look: tool('look', () => {
        calls.push('look');
        throw new Error('It is dark.');
      }),
      find: tool('find', () => {
        calls.push('find');
        return 'found';
      }),
    });
    const { second } = await runTwice(testEngine({ models: { script: model } }), flow, 'x');
    expect({ output: second.output, calls }).toEqual({ output: 'ok', calls: ['look', 'find'] });
  });

  test('a map goes on at the items that were not done, a loop at its round', async () => {
    const inMap = flaky((value) => value === 3);
    const inLoop = flaky((value) => value === 3_000);
    const flow = defineFlow({
      name: 'Containers',
      nodes: {
        list: configure(InputModule, { type: 'json' }),
        each: configure(MapModule, { concurrency: 1 }),
        item: new Apply(inMap.work),
        pick: new Apply((value) => (value as number[])[2]),
        repeat: configure(LoopModule, { count: 4 }),
        round: new Apply(inLoop.work),
        answer: new OutputModule(),
      },
      parents: { item: 'each', round: 'repeat' },
      edges: [
        ['list.value', 'each.list'],
        ['each.item', 'item.in'],
        ['item.out', 'each.result'],
        ['each.results', 'pick.in'],
        ['pick.out', 'repeat.value'],
        ['repeat.value', 'round.in'],
        ['round.out', 'repeat.next'],
        ['repeat.result', 'answer.value'],
      ],
    });
    const engine = testEngine();
    const { first, second } = await runTwice(engine, flow, { list: [1, 2, 3, 4] });
    expect({ state: second.state, items: inMap.asked }).toEqual({
      state: 'failed',
      items: [1, 2, 3, 3, 4],
    });
    const from = { runId: second.runId, kind: 'resume' } as const;
    const third = await engine.start({ ...flow, input: { list: [1, 2, 3, 4] }, from }).result;
    expect({ first: first.state, output: third.output, items: inMap.asked }).toEqual({
      first: 'failed',
      output: 300_000,
      items: [1, 2, 3, 3, 4],
    });
    expect(inLoop.asked).toEqual([30, 300, 3_000, 3_000, 30_000]);
  });

  test('a question that nobody had answered is asked again, and nothing before it is done again', async () => {
    const before = flaky(() => false);
    const flow = defineFlow({
      name: 'Question',
      nodes: {
        start: new Apply(before.work),
        ask: configure(HumanInputModule, { question: 'Which?' }),
        answer: new OutputModule(),
        list: configure(InputModule, { type: 'json' }),
      },
      edges: [
        ['list.value', 'start.in'],
        ['start.out', 'ask.value'],
        ['ask.answer', 'answer.value'],
      ],
    });
    const engine = testEngine();
    const run = engine.start({ ...flow, input: { list: 7 } });
    await untilAsked(run);
    run.cancel();
    await run.result;
    const again = engine.start({
      ...flow,
      input: { list: 7 },
      from: { runId: run.runId, kind: 'resume' },
    });
    await untilAsked(again);
    const [pending] = again.questions();
    again.answer(pending?.questionId ?? '', { type: 'reply', value: 'this' });
    expect({ output: (await again.result).output, asked: before.asked }).toEqual({
      output: 'this',
      asked: [7],
    });
  });

  test('what was written over by a mask is done again: the mask would stand in the secret’s place', async () => {
    const asked: unknown[] = [];
    const last = flaky((value) => value === 's3cret-value');
    const flow = defineFlow({
      name: 'Secret',
      nodes: {
        key: new Apply(() => {
          asked.push('key');
          return 's3cret-value';
        }),
        use: new Apply((value) => {
          last.work(value);
          return String(value).length;
        }),
        answer: new OutputModule(),
      },
      edges: [
        ['key.out', 'use.in'],
        ['use.out', 'answer.value'],
      ],
    });
    const engine = testEngine({ secrets: { KEY: 's3cret-value' } });
    const { second } = await runTwice(engine, flow, '');
    expect({ output: second.output, asked }).toEqual({ output: 12, asked: ['key', 'key'] });
  });

  test('a hundred random flows that failed anywhere come to the same end, and do nothing twice', async () => {
    const engine = testEngine();
    for (let seed = 1; seed <= 100; seed++) {
      const parts = makeParts(seed);
      let left = 1 + ((seed * 7) % 11);
      const flow = build(parts, () => {
        if (--left === 0) throw new MillraceError('no_luck', 'It did not work.');
      });
      const { first, second } = await runTwice(engine, flow, '');
      const done = [first, second].flatMap(({ runId }) => {
        const taken = new Set(workOf(engine, { runId }).filter((work) => work.endsWith('*')));
        return engine.record
          .spansOf(runId)
          .filter(({ state, kind }) => state === 'done' && kind === 'sum')
          .map(({ nodeId, iteration }) => `${nodeId} ${iteration}`.trim())
          .filter((work) => !taken.has(`${work}*`));
      });
      expect({
        seed,
        state: second.state,
        output: second.output,
        twice: done.filter((work, index) => done.indexOf(work) !== index),
      }).toEqual({ seed, state: 'done', output: evaluate(parts).output, twice: [] });
    }
  });

  test('only a run that has ended can be gone on from, and only one that is there', async () => {
    const engine = testEngine();
    const flow = defineFlow({
      name: 'Slow',
      nodes: { ask: configure(HumanInputModule, { question: 'Which?' }) },
      edges: [],
    });
    const run = engine.start({ ...flow, input: '' });
    const resume = (runId: string) => (): unknown =>
      engine.start({ ...flow, input: '', from: { runId, kind: 'resume' } });
    expect(resume(run.runId)).toThrow(expect.objectContaining({ code: 'run_under_way' }));
    expect(resume('nowhere')).toThrow(expect.objectContaining({ code: 'unknown_run' }));
    run.cancel();
    await run.result;
  });
});
