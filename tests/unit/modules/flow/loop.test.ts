import { describe, expect, test } from 'vitest';
import { isTraceEvent } from '../../../../core/contracts/events.ts';
import { configure, defineFlow } from '../../../../core/engine/define-flow.ts';
import type { ModuleBase } from '../../../../core/module/module-base.ts';
import { LoopModule } from '../../../../core/modules/flow/loop.ts';
import { InputModule } from '../../../../core/modules/input.ts';
import { OutputModule } from '../../../../core/modules/output.ts';
import type { JsonObject } from '../../../../core/shared/json.ts';
import { Apply, Gate } from '../../../harness/small-modules.ts';
import { allEvents, testEngine } from '../../../harness/test-engine.ts';

function loopFlow(
  settings: JsonObject,
  nodes: Readonly<Record<string, ModuleBase>>,
  edges: readonly (readonly [string, string])[],
): ReturnType<typeof defineFlow> {
  return defineFlow({
    name: 'Loop',
    nodes: {
      start: configure(InputModule, { type: 'number' }),
      loop: configure(LoopModule, settings),
      ...nodes,
      result: new OutputModule(),
      rounds: new OutputModule(),
      reason: new OutputModule(),
    },
    parents: Object.fromEntries(Object.keys(nodes).map((id) => [id, 'loop'])),
    edges: [
      ['start.value', 'loop.value'],
      ...edges,
      ['loop.result', 'result.value'],
      ['loop.rounds', 'rounds.value'],
      ['loop.reason', 'reason.value'],
    ],
  });
}

const counting = {
  nodes: () => ({
    add: new Apply((value) => Number(value) + 1),
    enough: new Apply((value) => Number(value) >= 5),
  }),
  edges: [
    ['loop.value', 'add.in'],
    ['add.out', 'loop.next'],
    ['add.out', 'enough.in'],
  ],
} as const;

describe('Loop', () => {
  test.each<[JsonObject, boolean, JsonObject]>([
    [{}, true, { result: 5, rounds: 5, reason: 'condition' }],
    [{ count: 3 }, true, { result: 3, rounds: 3, reason: 'count' }],
    [{ count: 30 }, true, { result: 5, rounds: 5, reason: 'condition' }],
    [{ maxRounds: 2 }, true, { result: 2, rounds: 2, reason: 'limit' }],
    [{ count: 4 }, false, { result: 4, rounds: 4, reason: 'count' }],
    [{}, false, { result: 100, rounds: 100, reason: 'limit' }],
  ])(
    '%j, with a condition: %s, ends with %j and says so in the trace',
    async (settings, hasCondition, expected) => {
      const flow = loopFlow(settings, counting.nodes(), [
        ...counting.edges,
        ...(hasCondition ? [['enough.out', 'loop.done'] as const] : []),
      ]);
      const engine = testEngine();
      const run = engine.start({ ...flow, input: '0' });
      const notes = (await allEvents(engine, run))
        .filter((event) => event.nodeId === 'loop')
        .filter(isTraceEvent)
        .flatMap(({ body }) => (body.type === 'note' ? [body] : []));
      expect([(await run.result).outputs, notes]).toEqual([
        expected,
        [
          {
            type: 'note',
            name: 'stopped',
            value: { value: { reason: expected['reason'], rounds: expected['rounds'] } },
          },
        ],
      ]);
    },
  );

  test('fails at its limit when it is set so', async () => {
    const flow = loopFlow({ maxRounds: 3, atLimit: 'fail' }, counting.nodes(), counting.edges);
    expect((await testEngine().start({ ...flow, input: '0' }).result).error).toMatchObject({
      code: 'loop_limit',
      message: 'The loop was not done after 3 rounds.',
      nodeId: 'loop',
    });
  });

  test('carries further values by name, and keeps one whose branch was skipped', async () => {
    const flow = defineFlow({
      name: 'Carry',
      nodes: {
        loop: configure(LoopModule, { count: 3, carry: 'log, seed' }),
        write: new Apply((log, round) => [...((log as unknown[] | null) ?? []), round]),
        silent: new Apply(() => undefined),
        seed: new Apply(() => 'kept'),
        log: new OutputModule(),
        kept: new OutputModule(),
      },
      parents: { write: 'loop', silent: 'loop' },
      edges: [
        ['seed.out', 'loop.seed'],
        ['loop.log', 'write.in'],
        ['loop.round', 'write.also'],
        ['write.out', 'loop.next-log'],
        ['loop.seed', 'silent.in'],
        ['silent.out', 'loop.next-seed'],
        ['loop.log', 'log.value'],
        ['loop.seed', 'kept.value'],
      ],
    });
    expect((await testEngine().start({ ...flow, input: '' }).result).outputs).toEqual({
      log: [1, 2, 3],
      kept: 'kept',
    });
  });

  test('a name that cannot be a port is a finding', () => {
    const flow = loopFlow(
      { carry: 'fine, round, two words, fine' },
      counting.nodes(),
      counting.edges,
    );
    const { findings } = testEngine({ kinds: [Apply] }).check(flow.flow);
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ['unusable_name', '"loop": The name "round" cannot be carried.'],
      ['unusable_name', '"loop": The name "two words" cannot be carried.'],
      ['unusable_name', '"loop": The name "fine" cannot be carried.'],
    ]);
  });

  test('a thousand rounds, each stamped with its own', async () => {
    const flow = loopFlow({ count: 1000, maxRounds: 1000 }, counting.nodes(), counting.edges);
    const engine = testEngine();
    const run = engine.start({ ...flow, input: '0' });
    expect((await run.result).outputs).toMatchObject({ result: 1000, rounds: 1000 });
    const spans = engine.record.spansOf(run.runId);
    const loop = spans.find(({ nodeId }) => nodeId === 'loop');
    const bodies = spans.filter(({ nodeId }) => nodeId === 'add');
    expect(bodies.map(({ iteration }) => iteration)).toEqual(
      Array.from({ length: 1000 }, (_, index) => `loop:${index + 1}`),
    );
    expect(new Set(bodies.map(({ parentSpanId }) => parentSpanId))).toEqual(
      new Set([loop?.spanId]),
    );
  });

  test('an endless loop of nodes that are done at once lets a cancel through', async () => {
    const flow = loopFlow({ maxRounds: 1_000_000 }, counting.nodes(), counting.edges);
    const run = testEngine().start({ ...flow, input: '0' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const asked = performance.now();
    run.cancel();
    expect((await run.result).state).toBe('cancelled');
    expect(performance.now() - asked).toBeLessThan(100);
  });

  test('tried again, its passes are stamped with the attempt, so that each has its own name', async () => {
    let calls = 0;
    const flaky = new Apply((value) => {
      if (++calls === 2) throw new Error('once');
      return value;
    });
    const flow = loopFlow({ count: 2, retries: 1 }, { flaky }, [
      ['loop.value', 'flaky.in'],
      ['flaky.out', 'loop.next'],
    ]);
    const engine = testEngine();
    const run = engine.start({ ...flow, input: '0' });
    expect((await run.result).state).toBe('done');
    const stamps = engine.record.spansOf(run.runId).filter(({ nodeId }) => nodeId === 'flaky');
    expect(stamps.map(({ iteration, state }) => `${iteration} ${state}`)).toEqual([
      'loop:1 done',
      'loop:2 failed',
      'loop#2:1 done',
      'loop#2:2 done',
    ]);
  });

  test('its own time limit stops the round under way', async () => {
    const gate = new Gate();
    const flow = loopFlow({ timeoutMs: 30 }, { gate }, [
      ['loop.value', 'gate.in'],
      ['gate.out', 'loop.next'],
    ]);
    const engine = testEngine();
    const run = engine.start({ ...flow, input: '0' });
    expect((await run.result).error).toMatchObject({ code: 'timeout', nodeId: 'loop' });
    const states = engine.record.spansOf(run.runId).map(({ nodeId, state }) => [nodeId, state]);
    expect(Object.fromEntries(states)).toMatchObject({ gate: 'failed', loop: 'failed' });
  });
});
