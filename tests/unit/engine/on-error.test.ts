import { describe, expect, test } from 'vitest';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import { KindRegistry } from '../../../core/module/kind-registry.ts';
import { ModuleBase } from '../../../core/module/module-base.ts';
import type { PortValues } from '../../../core/module/runnable.ts';
import { LoopModule } from '../../../core/modules/flow/loop.ts';
import { builtInKinds } from '../../../core/modules/index.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { PromptModule } from '../../../core/modules/prompt.ts';
import { MillraceError } from '../../../core/shared/errors.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { Apply, Gate, skippedStamps } from '../../harness/small-modules.ts';
import { allEvents, testEngine } from '../../harness/test-engine.ts';

class NeedsNumber extends ModuleBase {
  static override readonly ports = {
    inputs: [{ id: 'number', label: 'Number', type: 'number' }],
    outputs: [{ id: 'out', label: 'Out', type: 'any' }],
  } as const;
  protected override forward(inputs: PortValues): PortValues {
    return { out: inputs['number'] };
  }
}

function broken(settings: JsonObject): Apply {
  return new Apply(() => {
    throw new MillraceError('broken', 'The spring snapped.', { action: 'Fit a new one.' });
  }, settings);
}

function flowWith(module: Apply): ReturnType<typeof defineFlow> {
  return defineFlow({
    name: 'Failing',
    nodes: {
      module,
      after: new Apply((value) => value),
      rescue: new PromptModule(),
      good: new OutputModule(),
      bad: new OutputModule(),
    },
    edges: [
      ['module.out', 'after.in'],
      ['after.out', 'good.value'],
      ...(module.settings.onError === 'port' ? [['module.error', 'bad.value'] as const] : []),
      ...(module.settings.onError === 'port' ? [['module.error', 'rescue.text'] as const] : []),
    ],
  });
}

describe('on failure, any node', () => {
  test('goes on from its error output; its other outputs are silent, and the failure stays visible', async () => {
    const engine = testEngine();
    const run = engine.start({ ...flowWith(broken({ onError: 'port' })), input: '' });
    const events = await allEvents(engine, run);
    expect(await run.result).toMatchObject({
      state: 'done',
      outputs: {
        bad: { code: 'broken', message: 'The spring snapped.', action: 'Fit a new one.' },
      },
    });
    expect(skippedStamps(events)).toEqual(['after', 'good']);
    const span = engine.record.spansOf(run.runId).find(({ nodeId }) => nodeId === 'module');
    expect(span?.state).toBe('failed');
  });

  test('skips its error output when all went well', async () => {
    const engine = testEngine();
    const fine = new Apply(() => 'fine', { onError: 'port' });
    const run = engine.start({ ...flowWith(fine), input: '' });
    expect(skippedStamps(await allEvents(engine, run)).toSorted()).toEqual(['bad', 'rescue']);
    expect((await run.result).outputs).toEqual({ good: 'fine' });
  });

  test('goes on with a default value, null too', async () => {
    const engine = testEngine();
    const results = await Promise.all(
      [{ a: 1 }, null].map(async (defaultValue) => {
        const flow = defineFlow({
          name: 'Default',
          nodes: { module: broken({ onError: 'default', defaultValue }), good: new OutputModule() },
          edges: [['module.out', 'good.value']],
        });
        return (await engine.start({ ...flow, input: '' }).result).outputs['good'];
      }),
    );
    expect(results).toEqual([{ a: 1 }, null]);
  });

  test('tries again first, and a time limit counts as a failure', async () => {
    const engine = testEngine();
    const slow = new Gate({ onError: 'port', timeoutMs: 20, retries: 1 });
    const run = engine.start({ ...flowWith(slow), input: '' });
    expect((await run.result).outputs).toMatchObject({ bad: { code: 'timeout' } });
    const attempts = engine.record.spansOf(run.runId).filter(({ nodeId }) => nodeId === 'module');
    expect(attempts.map(({ attempt, state }) => [attempt, state])).toEqual([
      [1, 'failed'],
      [2, 'failed'],
    ]);
  });

  test('an input of the wrong form fails the node where it can be seen, at once, and goes on like any failure', async () => {
    const engine = testEngine();
    const build = (settings: JsonObject): ReturnType<typeof defineFlow> =>
      defineFlow({
        name: 'Wrong',
        nodes: {
          text: new Apply(() => 'many'),
          answer: new OutputModule(),
          needs: configure(NeedsNumber, { retries: 3, ...settings }),
        },
        edges: [
          ['text.out', 'needs.number'],
          ['needs.out', 'answer.value'],
        ],
      });
    const failed = engine.start({ ...build({}), input: '' });
    expect((await failed.result).error).toMatchObject({ code: 'wrong_value', nodeId: 'needs' });
    const spans = engine.record.spansOf(failed.runId).filter(({ nodeId }) => nodeId === 'needs');
    expect(spans.map(({ state, attempt }) => [state, attempt])).toEqual([['failed', 1]]);
    const goesOn = build({ onError: 'default', defaultValue: 0 });
    expect((await engine.start({ ...goesOn, input: '' }).result).output).toBe(0);
  });

  test('a cancel is no failure: nothing goes on from it', async () => {
    const engine = testEngine();
    const gate = new Gate({ onError: 'port' });
    const run = engine.start({ ...flowWith(gate), input: '' });
    await gate.entered;
    run.cancel();
    expect(await run.result).toMatchObject({ state: 'cancelled', outputs: {} });
  });

  test('inside a container each pass goes on by itself', async () => {
    const flow = defineFlow({
      name: 'Inside',
      nodes: {
        loop: configure(LoopModule, { count: 3 }),
        risky: new Apply(
          (value, round) => {
            if (round === 2) throw new Error('not now');
            return [...((value as unknown[] | null) ?? []), round];
          },
          { onError: 'port' },
        ),
        answer: new OutputModule(),
      },
      parents: { risky: 'loop' },
      edges: [
        ['loop.value', 'risky.in'],
        ['loop.round', 'risky.also'],
        ['risky.out', 'loop.next'],
        ['loop.result', 'answer.value'],
      ],
    });
    expect((await testEngine().start({ ...flow, input: '' }).result).output).toEqual([1, 3]);
  });

  test.each(builtInKinds.map((kind) => [kind.kind, kind] as const))(
    '%s has an error output exactly when it is set so, unless it only offers tools',
    (id, kind) => {
      const registry = new KindRegistry(builtInKinds);
      const outputs = (onError: string): readonly string[] =>
        registry
          .find(id)
          ?.ports({ onError })
          .outputs.map((port) => port.id) ?? [];
      const onlyTools =
        kind.ports.outputs.length > 0 && kind.ports.outputs.every(({ type }) => type === 'tool');
      expect(outputs('port')).toEqual(onlyTools ? outputs('fail') : [...outputs('fail'), 'error']);
    },
  );
});
