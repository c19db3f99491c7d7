import { describe, expect, test } from 'vitest';
import type { Plan, PlanNode, Wire } from '../../../core/engine/plan.ts';
import { Scheduler, type SchedulerCommand } from '../../../core/engine/scheduler.ts';

type Edge = readonly [from: number, to: number, required?: boolean];

function plan(count: number, edges: readonly Edge[], disabled: readonly number[] = []): Plan {
  const wires: Wire[] = edges.map(([source, target, required]) => ({
    source,
    sourcePort: `out${target}`,
    target,
    targetPort: { id: `in${source}`, label: '', type: 'any', ...(required ? { required } : {}) },
  }));
  const nodes: PlanNode[] = Array.from({ length: count }, (_, index) => ({
    index,
    id: `n${index}`,
    title: '',
    executes: true,
    disabled: disabled.includes(index),
    inputs: wires.filter((wire) => wire.target === index),
    outputs: wires.filter((wire) => wire.source === index),
    tools: [],
    isKept: false,
  }));
  return { nodes, entry: [], results: [], hasRaces: false };
}

const words = (commands: readonly SchedulerCommand[]): string[] =>
  commands.map((command) =>
    command.type === 'end-run'
      ? `end ${command.state}`
      : command.type === 'stop-nodes'
        ? 'stop'
        : `${command.type.split('-')[0]} ${command.node}`,
  );

describe('Scheduler', () => {
  test('starts a node when all its inputs are there, branches side by side', () => {
    const scheduler = new Scheduler(
      plan(4, [
        [0, 1],
        [0, 2],
        [1, 3],
        [2, 3],
      ]),
    );
    expect([
      words(scheduler.step({ type: 'started' })),
      words(scheduler.step({ type: 'node-finished', node: 0 })),
      words(scheduler.step({ type: 'node-finished', node: 2 })),
      words(scheduler.step({ type: 'node-finished', node: 1 })),
      words(scheduler.step({ type: 'node-finished', node: 3 })),
    ]).toEqual([['start 0'], ['start 1', 'start 2'], [], ['start 3'], ['end done']]);
  });

  test('an output that carried nothing skips what needs it, down the chain', () => {
    const scheduler = new Scheduler(
      plan(4, [
        [0, 1],
        [0, 2],
        [1, 3, true],
        [2, 3],
      ]),
    );
    scheduler.step({ type: 'started' });
    expect(words(scheduler.step({ type: 'node-finished', node: 0, silent: ['out1'] }))).toEqual([
      'skip 1',
      'start 2',
    ]);
    expect(words(scheduler.step({ type: 'node-finished', node: 2 }))).toEqual([
      'skip 3',
      'end done',
    ]);
  });

  test('an optional input that was skipped does not hold a node back', () => {
    const scheduler = new Scheduler(
      plan(3, [
        [0, 2],
        [1, 2],
      ]),
    );
    scheduler.step({ type: 'started' });
    scheduler.step({ type: 'node-finished', node: 0, silent: ['out2'] });
    expect(words(scheduler.step({ type: 'node-finished', node: 1 }))).toEqual(['start 2']);
  });

  test('a failure stops what runs and ends the run when it has stopped', () => {
    const scheduler = new Scheduler(plan(3, [[0, 2]]));
    scheduler.step({ type: 'started' });
    expect([
      words(scheduler.step({ type: 'node-failed', node: 0 })),
      words(scheduler.step({ type: 'node-failed', node: 1 })),
      words(scheduler.step({ type: 'node-finished', node: 1 })),
    ]).toEqual([['stop'], ['end failed'], []]);
  });

  test('a cancelled run ends as cancelled, though its nodes fail on the way', () => {
    const scheduler = new Scheduler(plan(2, [[0, 1]]));
    scheduler.step({ type: 'started' });
    expect([
      words(scheduler.step({ type: 'cancelled' })),
      words(scheduler.step({ type: 'node-failed', node: 0 })),
    ]).toEqual([['stop'], ['end cancelled']]);
  });

  test('a disabled node is skipped with all that hangs on it; an empty plan is done', () => {
    const scheduler = new Scheduler(
      plan(
        3,
        [
          [0, 1],
          [1, 2],
        ],
        [1],
      ),
    );
    scheduler.step({ type: 'started' });
    expect(words(scheduler.step({ type: 'node-finished', node: 0 }))).toEqual([
      'skip 1',
      'skip 2',
      'end done',
    ]);
    expect(words(new Scheduler(plan(0, [])).step({ type: 'started' }))).toEqual(['end done']);
    const first = new Scheduler(plan(2, [[0, 1]], [0]));
    expect(words(first.step({ type: 'started' }))).toEqual(['skip 0', 'skip 1', 'end done']);
  });

  test('a plan that takes the first of two values can be run any number of times', () => {
    const raced = plan(3, [
      [0, 2],
      [1, 2],
    ]);
    const wires = raced.nodes[2]?.inputs ?? [];
    const targetPort = { id: 'first', label: '', type: 'any', race: 'let-run' } as const;
    for (const wire of wires) Object.assign(wire, { targetPort });
    const run = (first: number, second: number): string[][] => {
      const scheduler = new Scheduler(raced);
      return [
        words(scheduler.step({ type: 'started' })),
        words(scheduler.step({ type: 'node-finished', node: first })),
        words(scheduler.step({ type: 'node-finished', node: second })),
        words(scheduler.step({ type: 'node-finished', node: 2 })),
      ];
    };
    const expected = [['start 0', 'start 1'], ['start 2'], [], ['end done']];
    expect([run(0, 1), run(1, 0), run(0, 1)]).toEqual([expected, expected, expected]);
  });

  test('skips a chain of 100,000 without a deep call stack', () => {
    const count = 100_000;
    const nodes: PlanNode[] = [];
    for (let index = 0; index < count; index++) {
      const wire = (source: number): Wire => ({
        source,
        sourcePort: 'out',
        target: source + 1,
        targetPort: { id: 'in', label: '', type: 'any' },
      });
      nodes.push({
        index,
        id: `n${index}`,
        title: '',
        executes: true,
        disabled: false,
        inputs: index === 0 ? [] : [wire(index - 1)],
        outputs: index === count - 1 ? [] : [wire(index)],
        tools: [],
        isKept: false,
      });
    }
    const scheduler = new Scheduler({ nodes, entry: [], results: [], hasRaces: false });
    scheduler.step({ type: 'started' });
    const commands = scheduler.step({ type: 'node-finished', node: 0, silent: ['out'] });
    expect([commands.length, commands.at(-1)]).toEqual([count, { type: 'end-run', state: 'done' }]);
  });
});
