import { expect, test } from 'vitest';
import { defineFlow } from '../../../core/engine/define-flow.ts';
import { ModuleBase } from '../../../core/module/module-base.ts';
import type { PortValues } from '../../../core/module/runnable.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { testEngine } from '../../harness/test-engine.ts';

test('a chain of 10,000 nodes runs', async () => {
  class Increment extends ModuleBase {
    protected override forward(inputs: PortValues): PortValues {
      return { out: Number(inputs['in'] ?? 0) + 1 };
    }
  }
  const nodes: Record<string, ModuleBase> = {};
  const edges: [string, string][] = [];
  for (let index = 0; index < 10_000; index++) {
    nodes[`n${index}`] = new Increment();
    if (index > 0) edges.push([`n${index - 1}.out`, `n${index}.in`]);
  }
  nodes['end'] = new OutputModule();
  edges.push(['n9999.out', 'end.value']);
  const engine = testEngine();
  const run = engine.start({ ...defineFlow({ name: 'Long', nodes, edges }), input: '' });
  expect(await run.result).toMatchObject({ state: 'done', output: 10_000 });
});

test('ten thousand branches join', async () => {
  class Sum extends ModuleBase {
    static override readonly ports = {
      inputs: [{ id: 'in', label: 'In', type: 'any', multiple: true }],
      outputs: [{ id: 'out', label: 'Out', type: 'any' }],
    } as const;
    protected override forward(inputs: PortValues): PortValues {
      const values = (inputs['in'] as number[] | undefined) ?? [1];
      return { out: values.reduce((sum, value) => sum + value, 0) };
    }
  }
  const branches = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
  const nodes: Record<string, ModuleBase> = {
    start: new Sum(),
    sum: new Sum(),
    end: new OutputModule(),
  };
  for (const id of branches) nodes[id] = new Sum();
  const edges = branches.flatMap((id): [string, string][] => [
    ['start.out', `${id}.in`],
    [`${id}.out`, 'sum.in'],
  ]);
  const flow = defineFlow({ name: 'Wide', nodes, edges: [...edges, ['sum.out', 'end.value']] });
  const run = testEngine().start({ ...flow, input: '' });
  expect(await run.result).toMatchObject({ state: 'done', output: 10_000 });
});
