import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type {
  RunEvent,
  StatusEvent,
  TokenEvent,
  TraceEntry,
} from '../../../core/contracts/events.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { PromptModule } from '../../../core/modules/prompt.ts';
import { baseSettings } from '../../../core/module/base-settings.ts';
import type { ModuleContext } from '../../../core/module/module-context.ts';
import { ModuleBase } from '../../../core/module/module-base.ts';
import type { PortValues } from '../../../core/module/runnable.ts';
import { MillraceError } from '../../../core/shared/errors.ts';
import { allEvents, testEngine } from '../../harness/test-engine.ts';

/** A module of somebody's own: nothing but forward. */
class Shout extends ModuleBase {
  protected override forward(inputs: PortValues, context: ModuleContext): PortValues {
    const text = String(inputs['in']);
    for (const word of text.split(' ')) context.stream.text(`${word.toUpperCase()} `);
    context.trace.note('words', text.split(' ').length);
    context.enqueue('loud', { text });
    return { out: text.toUpperCase() };
  }
}

function shoutFlow(settings: { stream: boolean; trace: boolean }): ReturnType<typeof defineFlow> {
  return defineFlow({
    name: 'Shout',
    nodes: {
      question: new InputModule(),
      shout: configure(Shout, settings),
      answer: new OutputModule(),
    },
    edges: [
      ['question.value', 'shout.in'],
      ['shout.out', 'answer.value'],
    ],
  });
}

const of = (events: readonly RunEvent[], queue: string, nodeId: string): unknown[] =>
  events
    .filter((event) => event.queue === queue && event.nodeId === nodeId)
    .map((event) => (event.body as { type?: string }).type ?? event.body);

describe('a module that implements only forward', () => {
  test('gets status, stream, trace, a queue of its own and a result', async () => {
    const engine = testEngine();
    const run = engine.start({ ...shoutFlow({ stream: true, trace: true }), input: 'hello there' });
    const events = await allEvents(engine, run);
    expect(await run.result).toEqual({
      runId: run.runId,
      state: 'done',
      output: 'HELLO THERE',
      outputs: { answer: 'HELLO THERE' },
    });
    expect({
      status: of(events, 'status', 'shout'),
      output: of(events, 'output', 'shout'),
      trace: of(events, 'trace', 'shout'),
      loud: of(events, 'loud', 'shout'),
    }).toEqual({
      status: ['span-opened', 'span-closed'],
      output: ['text-delta', 'text-delta'],
      trace: ['span-started', 'note', 'span-finished'],
      loud: [{ text: 'hello there' }],
    });
    const opened = events.find((event) => event.nodeId === 'shout')?.body as StatusEvent;
    expect(opened).toEqual({
      type: 'span-opened',
      parentSpanId: '',
      kind: 'shout',
      title: 'shout',
    });
  });

  test.each([
    [false, true, [], ['span-started', 'note', 'span-finished']],
    [true, false, ['text-delta', 'text-delta'], []],
    [false, false, [], []],
  ])(
    'stream %s, trace %s: the switches gate their own queue, status stays',
    async (stream, trace, output, traced) => {
      const engine = testEngine();
      const events = await allEvents(
        engine,
        engine.start({ ...shoutFlow({ stream, trace }), input: 'a b' }),
      );
      expect([
        of(events, 'output', 'shout'),
        of(events, 'trace', 'shout'),
        of(events, 'status', 'shout'),
      ]).toEqual([output, traced, ['span-opened', 'span-closed']]);
    },
  );

  test('counts its run’s events without a gap, at times that never go back', async () => {
    const engine = testEngine();
    const events = await allEvents(
      engine,
      engine.start({ ...shoutFlow({ stream: true, trace: true }), input: 'x y z' }),
    );
    expect(events.map((event) => event.order)).toEqual(events.map((_, index) => index + 1));
    expect(
      events.every(
        (event, index) => index === 0 || event.timeUs >= (events[index - 1]?.timeUs ?? 0),
      ),
    ).toBe(true);
  });

  test('cannot write into the engine’s own queues', async () => {
    class Forger extends ModuleBase {
      protected override forward(_inputs: PortValues, context: ModuleContext): PortValues {
        context.enqueue('status', { type: 'run-ended' });
        return {};
      }
    }
    const engine = testEngine();
    const run = engine.start({
      ...defineFlow({ name: 'F', nodes: { forger: new Forger() }, edges: [] }),
      input: '',
    });
    expect((await run.result).error).toMatchObject({ code: 'reserved_queue', nodeId: 'forger' });
  });
});

/** Finishes when it is told to. */
class Gate extends ModuleBase {
  open: () => void = () => {};
  readonly entered: Promise<void>;
  #enter: () => void = () => {};
  constructor(settings?: never) {
    super(settings);
    this.entered = new Promise((resolve) => (this.#enter = resolve));
  }
  protected override async forward(inputs: PortValues): Promise<PortValues> {
    this.#enter();
    await new Promise<void>((resolve) => (this.open = resolve));
    return { out: inputs['in'] ?? 'through' };
  }
}

class Break extends ModuleBase {
  protected override forward(): PortValues {
    throw new MillraceError('broken', 'The spring snapped.', { action: 'Fit a new one.' });
  }
}

describe('runs', () => {
  test('branches run at the same time', async () => {
    const engine = testEngine();
    const [left, right] = [new Gate(), new Gate()];
    const flow = defineFlow({
      name: 'Branches',
      nodes: {
        question: new InputModule(),
        left,
        right,
        answer: configure(PromptModule, { template: '{{a}}+{{b}}' }),
        out: new OutputModule(),
      },
      edges: [
        ['question.value', 'left.in'],
        ['question.value', 'right.in'],
        ['left.out', 'answer.a'],
        ['right.out', 'answer.b'],
        ['answer.text', 'out.value'],
      ],
    });
    const run = engine.start({ ...flow, input: 'x' });
    await Promise.all([left.entered, right.entered]);
    right.open();
    left.open();
    expect(await run.result).toMatchObject({ state: 'done', output: 'x+x' });
  });

  test('a failure names its node, stops the others and is recorded', async () => {
    const engine = testEngine();
    const gate = new Gate();
    const run = engine.start({
      ...defineFlow({ name: 'Fails', nodes: { gate, broken: new Break() }, edges: [] }),
      input: '',
    });
    const error = {
      code: 'broken',
      message: 'The spring snapped.',
      action: 'Fit a new one.',
      nodeId: 'broken',
    };
    expect(await run.result).toEqual({ runId: run.runId, state: 'failed', outputs: {}, error });
    expect(engine.record.run(run.runId)).toMatchObject({ state: 'failed', error });
    const states = engine.record.spansOf(run.runId).map((span) => [span.nodeId, span.state]);
    expect(Object.fromEntries(states)).toEqual({ broken: 'failed', gate: 'cancelled' });
  });

  test('cancel ends a run at once, even when a module ignores its signal', async () => {
    const engine = testEngine();
    const gate = new Gate();
    const run = engine.start({
      ...defineFlow({ name: 'Stuck', nodes: { gate }, edges: [] }),
      input: '',
    });
    await gate.entered;
    const started = performance.now();
    run.cancel();
    run.cancel();
    expect((await run.result).state).toBe('cancelled');
    expect(performance.now() - started).toBeLessThan(100);
    expect(engine.record.run(run.runId)?.state).toBe('cancelled');
  });

  test('a time limit fails the node with a sentence; retries start new attempts', async () => {
    let calls = 0;
    class Flaky extends ModuleBase {
      protected override forward(): PortValues {
        if (++calls === 1) throw new Error('first time unlucky');
        return { out: calls };
      }
    }
    class Slow extends ModuleBase {
      protected override async forward(
        _inputs: PortValues,
        context: ModuleContext,
      ): Promise<PortValues> {
        await context.delay(60_000);
        return {};
      }
    }
    const engine = testEngine();
    const flaky = new Flaky(baseSettings.parse({ retries: 1 }));
    const flow = defineFlow({
      name: 'Flaky',
      nodes: { flaky, out: new OutputModule() },
      edges: [['flaky.out', 'out.value']],
    });
    const run = engine.start({ ...flow, input: '' });
    const events = await allEvents(engine, run);
    expect((await run.result).output).toBe(2);
    const stories = events.filter((event) => event.nodeId === 'flaky' && event.queue !== 'trace');
    expect(stories.map((event) => [event.attempt, (event.body as { type: string }).type])).toEqual([
      [1, 'span-opened'],
      [1, 'retry'],
      [1, 'span-closed'],
      [2, 'span-opened'],
      [2, 'span-closed'],
    ]);
    const slow = new Slow(baseSettings.parse({ timeoutMs: 30 }));
    const late = engine.start({
      ...defineFlow({ name: 'Slow', nodes: { slow }, edges: [] }),
      input: '',
    });
    expect((await late.result).error).toMatchObject({ code: 'timeout', nodeId: 'slow' });
  });

  test('fifty runs at once never mix: every token and trace entry belongs to its own run', async () => {
    class Echo extends ModuleBase {
      protected override async forward(
        inputs: PortValues,
        context: ModuleContext,
      ): Promise<PortValues> {
        const word = String(inputs['in']);
        for (let piece = 0; piece < 20; piece++) {
          await Promise.resolve();
          if (piece % 5 === 0) await context.delay(1);
          // Without a scope handed over: the child finds its run by the async context alone.
          if (piece === 10) await new Shout().run({ in: word });
          context.stream.text(`${word};`);
        }
        return { out: word };
      }
    }
    const engine = testEngine();
    const runs = Array.from({ length: 50 }, (_, index) => {
      const flow = defineFlow({
        name: 'Echo',
        nodes: {
          question: new InputModule(),
          left: new Echo(),
          right: new Echo(),
          answer: new OutputModule(),
        },
        edges: [
          ['question.value', 'left.in'],
          ['question.value', 'right.in'],
          ['left.out', 'answer.value'],
        ],
      });
      return { word: `run${index}`, handle: engine.start({ ...flow, input: `run${index}` }) };
    });
    for (const { word, handle } of runs) {
      const events = await allEvents(engine, handle);
      const text = events
        .filter((event) => event.queue === 'output')
        .map((event) => (event.body as TokenEvent & { text: string }).text);
      expect(text.filter((piece) => piece === `${word};`)).toHaveLength(40);
      expect(text.filter((piece) => piece === `${word.toUpperCase()} `)).toHaveLength(2);
      expect(text).toHaveLength(42);
      const traced = events
        .filter((event) => event.queue === 'trace')
        .map((event) => JSON.stringify(event.body as TraceEntry));
      expect(
        traced.filter(
          (entry) => /run\d+/i.test(entry) && !entry.toLowerCase().includes(`"${word}"`),
        ),
      ).toEqual([]);
      expect(events.every((event) => event.runId === handle.runId)).toBe(true);
    }
  });

  test('secrets never reach the record, not even split over deltas', async () => {
    class Leaky extends ModuleBase {
      protected override forward(_inputs: PortValues, context: ModuleContext): PortValues {
        const key = context.secret('API_KEY');
        context.stream.text(`the key is ${key.slice(0, 5)}`);
        context.stream.text(`${key.slice(5)}!`);
        context.stream.toolCallStart(`id ${key}`, key);
        context.stream.toolCallDelta(`id ${key}`, '{"a":1}');
        context.stream.toolCallEnd(`id ${key}`, key, '{"a":1}');
        context.stream.toolResult({ callId: `id ${key}`, name: key, result: key, isError: false });
        context.trace.note('header', { authorization: `Bearer ${key}` });
        throw new Error(`refused ${key}`);
      }
    }
    const engine = testEngine({ secrets: { API_KEY: 'sk-verysecret-123456' } });
    const run = engine.start({
      ...defineFlow({ name: 'Leaky', nodes: { leaky: new Leaky() }, edges: [] }),
      input: '',
    });
    const events = await allEvents(engine, run);
    const all = JSON.stringify([events, await run.result, engine.record.run(run.runId)]);
    expect(all).not.toContain('verysecret');
    expect(all).toContain('the key is');
    expect(all).toContain('refused ');
  });

  test('a title that quotes a secret is masked before it is cut', async () => {
    const secret = 'sk-verysecret-123456';
    const engine = testEngine({ secrets: { API_KEY: secret } });
    class Caller extends ModuleBase {
      protected override async forward(
        _inputs: PortValues,
        context: ModuleContext,
      ): Promise<PortValues> {
        await context.call(new Shout(), { in: '' }, { title: `${'x'.repeat(70)}${secret}` });
        return {};
      }
    }
    const flow = defineFlow({ name: 'Titles', nodes: { caller: new Caller() }, edges: [] });
    const run = engine.start({ ...flow, input: '' });
    await run.result;
    const titles = engine.record.spansOf(run.runId).map((span) => span.title);
    expect(titles).toContain(`${'x'.repeat(70)}••••`);
  });

  test('are timed by the clock on the wall, also after the machine has slept', async () => {
    const engine = testEngine();
    const hourMs = 3_600_000;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hourMs });
    onTestFinished(() => void vi.useRealTimers());
    const run = engine.start({ ...shoutFlow({ stream: true, trace: true }), input: 'late' });
    await run.result;
    const lateMs = Math.abs((engine.record.run(run.runId)?.startedUs ?? 0) / 1000 - Date.now());
    expect(lateMs).toBeLessThan(60_000);
  });

  test('an invalid flow starts nothing and says all that is wrong', () => {
    const engine = testEngine();
    const flow = defineFlow({
      name: 'Bad',
      nodes: { a: new PromptModule(), b: new OutputModule() },
      edges: [],
    });
    expect(() => engine.start({ ...flow, input: '' })).toThrowError(
      expect.objectContaining({
        code: 'flow_invalid',
        details: [
          expect.objectContaining({ code: 'input_missing' }),
          expect.objectContaining({ code: 'input_missing' }),
        ],
      }),
    );
    expect(engine.record.listRuns({ limit: 10 })).toEqual([]);
  });
});
