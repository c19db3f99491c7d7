import { describe, expect, test } from 'vitest';
import type { ChatModel } from '../../../core/contracts/chat.ts';
import type { RunEvent, StatusEvent, TokenEvent } from '../../../core/contracts/events.ts';
import type { CodeEngine, CodeRunRequest } from '../../../core/engine/create-engine.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import type { RunHandle } from '../../../core/engine/engine.ts';
import { firstRetryDelayMs } from '../../../core/module/attempt.ts';
import { MapModule } from '../../../core/modules/flow/map.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { LlmModule } from '../../../core/modules/model/llm.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { Apply } from '../../harness/small-modules.ts';
import { testEngine } from '../../harness/test-engine.ts';

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('It did not come to that.');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const untilHeld = (run: RunHandle, count = 1): Promise<void> =>
  until(() => run.control.state().held.length >= count);

/** start → a → b → answer; the nodes add one, and write their names. */
function chain(): {
  readonly flow: Pick<CodeRunRequest, 'flow' | 'modules'>;
  readonly made: string[];
} {
  const made: string[] = [];
  const add = (name: string): Apply =>
    new Apply((value) => {
      made.push(name);
      return Number(value) + 1;
    });
  const flow = defineFlow({
    name: 'Chain',
    nodes: {
      start: configure(InputModule, { type: 'json' }),
      a: add('a'),
      b: add('b'),
      answer: new OutputModule(),
    },
    edges: [
      ['start.value', 'a.in'],
      ['a.out', 'b.in'],
      ['b.out', 'answer.value'],
    ],
  });
  return { flow, made };
}

function statusOf(engine: CodeEngine, { runId }: RunHandle): StatusEvent[] {
  return engine.record
    .readEvents(runId, { afterSeq: 0, limit: 10_000, queue: 'status' })
    .map((event) => (event as RunEvent<StatusEvent>).body);
}

describe('breakpoints', () => {
  test('a node is held before it begins, with its inputs, and goes on with what a person made of them', async () => {
    const { flow, made } = chain();
    const engine = testEngine();
    const run = engine.start({
      ...flow,
      input: { start: 1 },
      breakpoints: [{ node: 'b', when: 'before' }],
    });
    await untilHeld(run);
    expect({ made: [...made], ...run.control.state() }).toMatchObject({
      made: ['a'],
      isPaused: false,
      held: [{ nodeId: 'b', when: 'before', why: 'breakpoint', values: { value: { in: 2 } } }],
    });
    const [held] = run.control.state().held;
    run.control.continue(held?.holdId, { in: 40 });
    expect((await run.result).output).toBe(41);
    expect(
      statusOf(engine, run).filter(({ type }) => type === 'work-held' || type === 'work-released'),
    ).toMatchObject([
      { type: 'work-held', holdId: 'h1', values: { value: { in: 2 } } },
      { type: 'work-released', holdId: 'h1', values: { value: { in: 40 } } },
    ]);
  });

  test('a node is held after its end, with its outputs', async () => {
    const { flow, made } = chain();
    const run = testEngine().start({
      ...flow,
      input: { start: 1 },
      breakpoints: [{ node: 'a', when: 'after' }],
    });
    await untilHeld(run);
    expect({ made: [...made], held: run.control.state().held }).toMatchObject({
      made: ['a'],
      held: [{ nodeId: 'a', when: 'after', values: { value: { out: 2 } } }],
    });
    run.control.continue('h1', { out: 7 });
    expect((await run.result).output).toBe(8);
  });

  test('what a person changed there counts when the run is resumed, and not when it is run anew', async () => {
    const { flow, made } = chain();
    const engine = testEngine();
    const run = engine.start({
      ...flow,
      input: { start: 1 },
      breakpoints: [
        { node: 'a', when: 'before' },
        { edge: { from: 'a.out', to: 'b.in' } },
        { node: 'b', when: 'after' },
        { node: 'answer', when: 'before' },
      ],
    });
    await untilHeld(run);
    run.control.continue('h1', { in: 10 });
    await until(() => run.control.state().held[0]?.holdId === 'h2');
    run.control.continue('h2', { in: 20 });
    await until(() => run.control.state().held[0]?.holdId === 'h3');
    run.control.continue('h3', { out: 30 });
    await until(() => run.control.state().held[0]?.holdId === 'h4');
    run.cancel();
    await run.result;
    const goOn = (kind: 'resume' | 'changed'): Promise<unknown> =>
      engine
        .start({ ...flow, input: { start: 1 }, from: { runId: run.runId, kind } })
        .result.then(({ output }) => output);
    expect({ output: await goOn('resume'), made: made.join('') }).toEqual({
      output: 30,
      made: 'ab',
    });
    expect({ output: await goOn('changed'), made: made.join('') }).toEqual({
      output: 3,
      made: 'abab',
    });
  });

  test('a wire holds the value that goes over it', async () => {
    const { flow } = chain();
    const edge = { from: 'a.out', to: 'b.in' };
    const run = testEngine().start({ ...flow, input: { start: 1 }, breakpoints: [{ edge }] });
    await untilHeld(run);
    expect(run.control.state().held).toMatchObject([
      { nodeId: 'b', when: 'before', edge, values: { value: { in: 2 } } },
    ]);
    run.control.continue();
    expect((await run.result).output).toBe(3);
  });

  test('each pass of a container is held, and one that is taken away holds no more', async () => {
    const flow = defineFlow({
      name: 'Map',
      nodes: {
        list: configure(InputModule, { type: 'json' }),
        each: configure(MapModule, { concurrency: 1 }),
        item: new Apply((value) => Number(value) * 10),
        answer: new OutputModule(),
      },
      parents: { item: 'each' },
      edges: [
        ['list.value', 'each.list'],
        ['each.item', 'item.in'],
        ['item.out', 'each.result'],
        ['each.results', 'answer.value'],
      ],
    });
    const run = testEngine().start({
      ...flow,
      input: { list: [1, 2, 3] },
      breakpoints: [{ node: 'item', when: 'before' }],
    });
    await untilHeld(run);
    expect(run.control.state().held[0]?.iteration).toBe('each:1');
    run.control.continue();
    await untilHeld(run);
    expect(run.control.state().held[0]?.iteration).toBe('each:2');
    run.control.setBreakpoints([]);
    run.control.continue();
    expect((await run.result).output).toEqual([10, 20, 30]);
  });

  test('what is held ends with the run, and values with a masked secret cannot be changed', async () => {
    const { flow } = chain();
    const engine = testEngine({ secrets: { KEY: 's3cret-value' } });
    const breakpoints = [{ node: 'a', when: 'before' }] as const;
    const run = engine.start({ ...flow, input: { start: ['s3cret-value'] }, breakpoints });
    await untilHeld(run);
    expect(run.control.state().held[0]?.isEditable).toBe(false);
    expect(() => run.control.continue('h1', { in: 1 })).toThrow(
      expect.objectContaining({ code: 'wrong_values' }),
    );
    run.cancel();
    expect({ state: (await run.result).state, held: run.control.state().held }).toEqual({
      state: 'cancelled',
      held: [],
    });
    expect(() => run.control.continue('h1')).toThrow(
      expect.objectContaining({ code: 'unknown_hold' }),
    );
  });
});

/** start → a model → answer. */
function streamFlow(): ReturnType<typeof defineFlow> {
  return defineFlow({
    name: 'Stream',
    nodes: {
      start: new InputModule(),
      llm: configure(LlmModule, { connection: 'script' }),
      answer: new OutputModule(),
    },
    edges: [
      ['start.value', 'llm.prompt'],
      ['llm.text', 'answer.value'],
    ],
  });
}

describe('a paused run', () => {
  test('goes on step by step, and then as a whole', async () => {
    const { flow, made } = chain();
    const run = testEngine().start({
      ...flow,
      input: { start: 1 },
      breakpoints: [{ node: 'a', when: 'before' }],
    });
    await untilHeld(run);
    run.control.step();
    await until(() => run.control.state().held[0]?.nodeId === 'b');
    expect({ made: [...made], paused: run.control.isPaused }).toEqual({
      made: ['a'],
      paused: true,
    });
    run.control.step();
    await until(() => run.control.state().held[0]?.nodeId === 'answer');
    expect(made).toEqual(['a', 'b']);
    run.control.continue();
    expect((await run.result).output).toBe(3);
  });

  test('keeps what models stream until it goes on, and loses nothing of it', async () => {
    const next = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
    const model: ChatModel = {
      async *stream() {
        for (const [index, gate] of next.entries()) {
          await gate.promise;
          yield [{ type: 'text-delta', text: String(index) }];
        }
        yield [{ type: 'finish', reason: 'stop' }];
      },
    };
    const flow = streamFlow();
    const engine = testEngine({ models: { script: model } });
    const run = engine.start({ ...flow, input: 'x' });
    const text = (): string =>
      engine.record
        .readEvents(run.runId, { afterSeq: 0, limit: 1_000, queue: 'output' })
        .map((event) => event.body as TokenEvent)
        .map((body) => (body.type === 'text-delta' ? body.text : ''))
        .join('');
    next[0]?.resolve();
    await until(() => text() === '0');
    run.control.pause();
    next[1]?.resolve();
    next[2]?.resolve();
    // Longer than these two take where nothing holds them.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(text()).toBe('0');
    run.control.continue();
    next[3]?.resolve();
    expect({ output: (await run.result).output, text: text() }).toEqual({
      output: '0123',
      text: '0123',
    });
  });

  test('a step over a model comes to its end: what it streams goes on', async () => {
    const model: ChatModel = {
      async *stream() {
        yield [{ type: 'text-delta', text: 'said' }];
        yield [{ type: 'finish', reason: 'stop' }];
      },
    };
    const flow = streamFlow();
    const engine = testEngine({ models: { script: model } });
    const run = engine.start({ ...flow, input: 'x', startsPaused: true });
    for (const nodeId of ['start', 'llm', 'answer']) {
      await until(() => run.control.state().held[0]?.nodeId === nodeId);
      run.control.step();
    }
    expect((await run.result).output).toBe('said');
  });

  test('tries nothing again before it goes on', async () => {
    let tries = 0;
    const flow = defineFlow({
      name: 'Tries',
      nodes: {
        a: new Apply(
          () => {
            if (++tries === 1) throw new Error('Not yet.');
            return tries;
          },
          { retries: 1 },
        ),
        answer: new OutputModule(),
      },
      edges: [['a.out', 'answer.value']],
    });
    const run = testEngine().start({ ...flow, input: '' });
    await until(() => tries === 1);
    run.control.pause();
    await until(() => tries > 1 || run.control.heldMs() > firstRetryDelayMs + 200);
    expect(tries).toBe(1);
    run.control.continue();
    expect((await run.result).output).toBe(2);
  });

  test('runs out of no time limit', async () => {
    const flow = defineFlow({
      name: 'Limits',
      nodes: {
        list: configure(InputModule, { type: 'json' }),
        each: configure(MapModule, { timeoutMs: 60 }),
        item: new Apply(),
        answer: new OutputModule(),
      },
      parents: { item: 'each' },
      edges: [
        ['list.value', 'each.list'],
        ['each.item', 'item.in'],
        ['item.out', 'each.result'],
        ['each.results', 'answer.value'],
      ],
    });
    const breakpoints = [{ node: 'item', when: 'before' }] as const;
    const run = testEngine().start({ ...flow, input: { list: [1] }, breakpoints });
    await untilHeld(run);
    await until(() => run.control.heldMs() > 150);
    run.control.continue();
    expect((await run.result).output).toEqual([1]);
  });
});
