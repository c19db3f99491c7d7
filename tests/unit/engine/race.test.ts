import { describe, expect, test } from 'vitest';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import { baseSettings } from '../../../core/module/base-settings.ts';
import type { ModuleContext } from '../../../core/module/module-context.ts';
import { ModuleBase } from '../../../core/module/module-base.ts';
import type { PortValues } from '../../../core/module/runnable.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { allEvents, testEngine } from '../../harness/test-engine.ts';

/** Passes its input on when it is told to; until then only a cancel ends it. */
class Gate extends ModuleBase {
  open: () => void = () => {};
  readonly #opened = new Promise<void>((resolve) => (this.open = resolve));
  readonly entered: Promise<void>;
  #enter: () => void = () => {};
  constructor() {
    super(baseSettings.parse({}));
    this.entered = new Promise((resolve) => (this.#enter = resolve));
  }
  protected override async forward(inputs: PortValues): Promise<PortValues> {
    this.#enter();
    await this.#opened;
    return { out: inputs['in'] ?? this.constructor.name };
  }
}

class Pass extends ModuleBase {
  protected override forward(inputs: PortValues): PortValues {
    return { out: inputs['in'] ?? 'made' };
  }
}

class Silent extends ModuleBase {
  protected override forward(): PortValues {
    return {};
  }
}

const racePorts = (race: 'let-run' | 'cancel-rest'): typeof ModuleBase.ports => ({
  inputs: [
    { id: 'in', label: 'In', type: 'any', multiple: true, required: true, race },
    { id: 'also', label: 'Also', type: 'any' },
  ],
  outputs: [{ id: 'out', label: 'Out', type: 'any' }],
});

class First extends ModuleBase {
  static override readonly ports = racePorts('cancel-rest');
  protected override forward(inputs: PortValues, context: ModuleContext): PortValues {
    context.trace.note('inputs', inputs);
    return { out: inputs['in'] };
  }
}

class FirstLetRun extends First {
  static override readonly ports = racePorts('let-run');
}

describe('an input that takes the first value', () => {
  test('starts its node at once, stops the losers and skips what only they lead to', async () => {
    const [slow, quick] = [new Gate(), new Gate()];
    const flow = defineFlow({
      name: 'Race',
      nodes: { slow, behind: new Pass(), quick, first: new First(), answer: new OutputModule() },
      edges: [
        ['slow.out', 'behind.in'],
        ['behind.out', 'first.in'],
        ['quick.out', 'first.in'],
        ['first.out', 'answer.value'],
      ],
    });
    const engine = testEngine();
    const run = engine.start({ ...flow, input: '' });
    await Promise.all([slow.entered, quick.entered]);
    quick.open();
    const events = await allEvents(engine, run);
    expect(await run.result).toMatchObject({ state: 'done', output: ['Gate'] });
    const skipped = events.filter(({ body }) => (body as { type: string }).type === 'node-skipped');
    const states = engine.record.spansOf(run.runId).map(({ nodeId, state }) => [nodeId, state]);
    expect([Object.fromEntries(states), skipped.map(({ nodeId }) => nodeId)]).toEqual([
      { slow: 'cancelled', quick: 'done', first: 'done', answer: 'done' },
      ['behind'],
    ]);
  });

  test('leaves alone what somebody else needs', async () => {
    const [slow, quick] = [new Gate(), new Gate()];
    const flow = defineFlow({
      name: 'Shared',
      nodes: {
        slow,
        quick,
        first: new First(),
        answer: new OutputModule(),
        log: new OutputModule(),
      },
      edges: [
        ['slow.out', 'first.in'],
        ['slow.out', 'log.value'],
        ['quick.out', 'first.in'],
        ['first.out', 'answer.value'],
      ],
    });
    const run = testEngine().start({ ...flow, input: '' });
    await Promise.all([slow.entered, quick.entered]);
    quick.open();
    slow.open();
    expect((await run.result).outputs).toEqual({ answer: ['Gate'], log: 'Gate' });
  });

  test('lets the losers run when it is set so, and hears only the winner', async () => {
    const [slow, quick] = [new Gate(), new Gate()];
    const also = new Gate();
    const flow = defineFlow({
      name: 'Unheard',
      nodes: { slow, quick, also, first: new FirstLetRun(), answer: new OutputModule() },
      edges: [
        ['slow.out', 'first.in'],
        ['quick.out', 'first.in'],
        ['also.out', 'first.also'],
        ['first.out', 'answer.value'],
      ],
    });
    const engine = testEngine();
    const run = engine.start({ ...flow, input: '' });
    await Promise.all([slow.entered, quick.entered, also.entered]);
    quick.open();
    slow.open();
    also.open();
    expect(await run.result).toMatchObject({ state: 'done', output: ['Gate'] });
    const states = engine.record.spansOf(run.runId).map(({ nodeId, state }) => [nodeId, state]);
    expect(Object.fromEntries(states)).toEqual({
      slow: 'done',
      quick: 'done',
      also: 'done',
      first: 'done',
      answer: 'done',
    });
  });

  test('a wire that carries nothing does not win; when none carries anything, the node is skipped', async () => {
    const build = (second: ModuleBase): ReturnType<typeof defineFlow> =>
      defineFlow({
        name: 'Silent',
        nodes: { a: new Silent(), b: second, first: new First(), answer: new OutputModule() },
        edges: [
          ['a.out', 'first.in'],
          ['b.out', 'first.in'],
          ['first.out', 'answer.value'],
        ],
      });
    const engine = testEngine();
    const results = await Promise.all(
      [new Pass(), new Silent()].map(
        (second) => engine.start({ ...build(second), input: '' }).result,
      ),
    );
    expect(results.map(({ state, output }) => [state, output])).toEqual([
      ['done', ['made']],
      ['done', undefined],
    ]);
  });

  test('a racer that fails fails the run', async () => {
    class Break extends ModuleBase {
      protected override forward(): PortValues {
        throw new Error('broken');
      }
    }
    const flow = defineFlow({
      name: 'Fails',
      nodes: { slow: new Gate(), bad: configure(Break, {}), first: new First() },
      edges: [
        ['slow.out', 'first.in'],
        ['bad.out', 'first.in'],
      ],
    });
    expect((await testEngine().start({ ...flow, input: '' }).result).error).toMatchObject({
      nodeId: 'bad',
    });
  });
});
