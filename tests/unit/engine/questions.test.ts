import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../core/contracts/questions.ts';
import { isStatusEvent } from '../../../core/contracts/events.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';

import { HumanApprovalModule } from '../../../core/modules/flow/human-approval.ts';
import { HumanInputModule } from '../../../core/modules/flow/human-input.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { functionTool } from '../../../core/modules/tool/function-tool.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { MillraceError } from '../../../core/shared/errors.ts';
import { agentFlow } from '../../harness/agent-flow.ts';
import { call, callTurn, textTurn } from '../../harness/agent-turns.ts';
import { untilAsked } from '../../harness/until-asked.ts';
import { allEvents, scriptedModel, testEngine, textOf } from '../../harness/test-engine.ts';

function dangerousFlow(calls: string[]): ReturnType<typeof defineFlow> {
  return agentFlow({
    erase: functionTool({
      name: 'erase',
      description: 'Erases a file.',
      parameters: z.object({ file: z.string() }),
      rules: { needsApproval: true },
      run: ({ file }) => {
        calls.push(file);
        return `erased ${file}`;
      },
    }),
  });
}

describe('a call that needs approval', () => {
  async function answerCall(...answers: readonly Answer[]): Promise<{
    readonly made: readonly string[];
    readonly told: string;
    readonly texts: readonly string[];
  }> {
    const model = scriptedModel([callTurn(call('c1', 'erase', { file: 'a.txt' })), textTurn('ok')]);
    const engine = testEngine({ models: { script: model } });
    const made: string[] = [];
    const run = engine.start({ ...dangerousFlow(made), input: 'x' });
    const texts: string[] = [];
    for (const answer of answers) {
      await untilAsked(run);
      const [pending] = run.questions();
      texts.push(pending?.question.text ?? '');
      expect(made).toEqual([]);
      run.answer(pending?.questionId ?? '', answer);
    }
    expect((await run.result).state).toBe('done');
    return { made, told: textOf(model.requests[1]?.messages.at(-1)), texts };
  }

  test('waits, and is made once a person approves it', async () => {
    expect(await answerCall({ type: 'approve' })).toEqual({
      made: ['a.txt'],
      told: 'erased a.txt',
      texts: ['May erase be called?'],
    });
  });

  test('is not made when it is denied; the model reads why', async () => {
    const { made, told } = await answerCall({ type: 'deny', reason: 'it is needed' });
    expect([made, JSON.parse(told)]).toMatchObject([
      [],
      {
        error: {
          code: 'call_denied',
          message: 'A person did not allow this call of erase: it is needed',
        },
      },
    ]);
  });

  test('is made with changed arguments; those that do not fit are asked for again', async () => {
    const { made, texts } = await answerCall(
      { type: 'approve', subject: { path: 'b.txt' } },
      { type: 'approve', subject: { file: 'b.txt' } },
    );
    expect([made, texts[1]]).toEqual([
      ['b.txt'],
      expect.stringMatching(/^Invalid arguments for erase: .*\. May erase be called\?$/),
    ]);
  });

  test('is asked at the tool’s node, with what it is about, and the answer is recorded', async () => {
    const model = scriptedModel([
      callTurn(call('c1', 'erase', { file: 'key-123456.txt' })),
      textTurn('ok'),
    ]);
    const engine = testEngine({ models: { script: model }, secrets: { KEY: 'key-123456' } });
    const run = engine.start({ ...dangerousFlow([]), input: 'x' });
    await untilAsked(run);
    const [pending] = run.questions();
    const asked = {
      type: 'approval',
      text: 'May erase be called?',
      // What is masked cannot be changed: the mask would come back.
      editable: false,
      subject: { value: { file: expect.not.stringContaining('key-123456') } },
    };
    expect(pending).toMatchObject({ nodeId: 'erase', question: asked });
    expect(() => run.answer(pending?.questionId ?? '', { type: 'approve', subject: {} })).toThrow(
      'cannot be changed',
    );
    expect(() => run.answer('q9', { type: 'approve' })).toThrow('Nobody waits');
    run.answer(pending?.questionId ?? '', { type: 'deny', reason: 'no' });
    const told = (await allEvents(engine, run))
      .filter(isStatusEvent)
      .flatMap(({ nodeId, body }) =>
        body.type === 'input-requested' || body.type === 'input-received' ? [{ nodeId, body }] : [],
      );
    expect(told).toMatchObject([
      { nodeId: 'erase', body: { type: 'input-requested', question: asked } },
      { nodeId: 'erase', body: { type: 'input-received', answer: { type: 'deny', reason: 'no' } } },
    ]);
  });

  test('two calls are asked about side by side, and answered in any order', async () => {
    const model = scriptedModel([
      callTurn(call('c1', 'erase', { file: 'a' }), call('c2', 'erase', { file: 'b' })),
      textTurn('ok'),
    ]);
    const engine = testEngine({ models: { script: model } });
    const made: string[] = [];
    const run = engine.start({ ...dangerousFlow(made), input: 'x' });
    await untilAsked(run, 2);
    const [first, second] = run.questions();
    run.answer(second?.questionId ?? '', { type: 'approve' });
    run.answer(first?.questionId ?? '', { type: 'deny', reason: '' });
    await run.result;
    const results = model.requests[1]?.messages.filter(({ role }) => role === 'tool').map(textOf);
    expect([made, results]).toEqual([['b'], [expect.stringContaining('call_denied'), 'erased b']]);
  });

  test('a cancelled run stops waiting, and says so before its end', async () => {
    const model = scriptedModel([callTurn(call('c1', 'erase', { file: 'a' }))]);
    const engine = testEngine({ models: { script: model } });
    const made: string[] = [];
    const run = engine.start({ ...dangerousFlow(made), input: 'x' });
    await untilAsked(run);
    run.cancel();
    const ends = (await allEvents(engine, run))
      .filter(isStatusEvent)
      .flatMap(({ body }) =>
        body.type === 'input-received' || body.type === 'run-ended' ? [body.type] : [],
      );
    expect([(await run.result).state, made, ends, run.questions()]).toEqual([
      'cancelled',
      [],
      ['input-received', 'run-ended'],
      [],
    ]);
  });

  test('where nobody can be asked, what the answerer throws is the tool’s error', async () => {
    const model = scriptedModel([callTurn(call('c1', 'erase', { file: 'a' })), textTurn('ok')]);
    const engine = testEngine({ models: { script: model } });
    const run = engine.start({
      ...dangerousFlow([]),
      input: 'x',
      answerer: () => {
        throw new MillraceError('nobody_to_ask', 'Nobody is there.');
      },
    });
    await run.result;
    expect(textOf(model.requests[1]?.messages.at(-1))).toContain('nobody_to_ask');
  });
});

describe('human kinds', () => {
  const approval = (settings: JsonObject = {}): ReturnType<typeof defineFlow> =>
    defineFlow({
      name: 'Approval',
      nodes: {
        in: new InputModule(),
        ask: configure(HumanApprovalModule, { question: 'Send “{{value}}”?', ...settings }),
        yes: new OutputModule(),
        no: new OutputModule(),
        why: new OutputModule(),
      },
      edges: [
        ['in.value', 'ask.value'],
        ['ask.approved', 'yes.value'],
        ['ask.denied', 'no.value'],
        ['ask.reason', 'why.value'],
      ],
    });

  test.each<[string, JsonObject, Answer, JsonObject]>([
    ['approves', {}, { type: 'approve' }, { yes: 'Hi' }],
    ['changes', { editable: true }, { type: 'approve', subject: 'Ho' }, { yes: 'Ho' }],
    ['denies', {}, { type: 'deny', reason: 'rude' }, { no: 'Hi', why: 'rude' }],
  ])('a person %s what waits', async (_name, settings, answer, outputs) => {
    const engine = testEngine();
    const run = engine.start({ ...approval(settings), input: 'Hi' });
    await untilAsked(run);
    const [pending] = run.questions();
    expect(pending?.question.text).toBe('Send “Hi”?');
    run.answer(pending?.questionId ?? '', answer);
    expect(await run.result).toMatchObject({ state: 'done', outputs });
  });

  test('other branches go on while one waits', async () => {
    const engine = testEngine();
    const flow = defineFlow({
      name: 'Beside',
      nodes: {
        in: new InputModule(),
        ask: configure(HumanInputModule, { question: 'Which?', choices: 'left, right' }),
        other: new OutputModule(),
        way: new OutputModule(),
      },
      edges: [
        ['in.value', 'ask.value'],
        ['in.value', 'other.value'],
        ['ask.answer', 'way.value'],
      ],
    });
    const run = engine.start({ ...flow, input: 'x' });
    await untilAsked(run);
    const closed = engine.record
      .readEvents(run.runId, { afterSeq: 0, limit: 1_000 })
      .filter((event) => isStatusEvent(event) && event.body.type === 'span-closed');
    expect(closed.map(({ nodeId }) => nodeId)).toContain('other');
    const [pending] = run.questions();
    expect(pending?.question).toMatchObject({ type: 'input', choices: ['left', 'right'] });
    expect(() => run.answer(pending?.questionId ?? '', { type: 'reply', value: 'up' })).toThrow(
      'one of: left, right',
    );
    run.answer(pending?.questionId ?? '', { type: 'reply', value: 'left' });
    expect(await run.result).toMatchObject({ state: 'done', outputs: { way: 'left', other: 'x' } });
  });

  test('need a value to ask about', () => {
    const { flow } = defineFlow({
      name: 'Lone',
      nodes: { ask: new HumanApprovalModule(), yes: new OutputModule() },
      edges: [['ask.approved', 'yes.value']],
    });
    expect(testEngine().check(flow).findings).toMatchObject([
      { code: 'input_missing', place: { nodeId: 'ask' } },
    ]);
  });
});
