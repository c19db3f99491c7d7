// µs per trivial node in Millrace, with the full trace in the record: `node bench/engine/millrace.ts chain|fan|loop`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  OutputModule,
  ModuleBase,
  createEngine,
  defineFlow,
  type ModuleContext,
  type PortValues,
} from 'millrace';
import { namedCase, timeTask } from '../measure.ts';
import { shapeNames, shapes, type Shape } from './shapes.ts';

class Increment extends ModuleBase {
  protected override forward(inputs: PortValues): PortValues {
    return { out: Number(inputs['in'] ?? 0) + 1 };
  }
}

class Sum extends ModuleBase {
  static override readonly ports = {
    inputs: [{ id: 'in', label: 'In', type: 'any', multiple: true }],
    outputs: [{ id: 'out', label: 'Out', type: 'any' }],
  } as const;
  protected override forward(inputs: PortValues): PortValues {
    return { out: (inputs['in'] as number[]).reduce((sum, value) => sum + value, 0) };
  }
}

class Rounds extends ModuleBase {
  protected override async forward(
    _inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const body = new Increment();
    let value = 0;
    while (value < shapes.loop) value = (await context.call(body, { in: value }))['out'] as number;
    return { out: value };
  }
}

function build(shape: Shape): {
  readonly flow: ReturnType<typeof defineFlow>;
  readonly expected: number;
} {
  const nodes: Record<string, ModuleBase> = {};
  const edges: [string, string][] = [];
  if (shape === 'loop') {
    nodes['last'] = new Rounds();
  } else if (shape === 'chain') {
    for (let index = 0; index < 100; index++) {
      nodes[index === 99 ? 'last' : `n${index}`] = new Increment();
      if (index > 0) edges.push([`n${index - 1}.out`, `${index === 99 ? 'last' : `n${index}`}.in`]);
    }
  } else {
    nodes['start'] = new Increment();
    nodes['last'] = new Sum();
    for (let index = 0; index < 200; index++) {
      nodes[`n${index}`] = new Increment();
      edges.push(['start.out', `n${index}.in`], [`n${index}.out`, 'last.in']);
    }
  }
  nodes['answer'] = new OutputModule();
  edges.push(['last.out', 'answer.value']);
  return {
    flow: defineFlow({ name: shape, nodes, edges }),
    expected: shape === 'chain' ? 100 : shape === 'fan' ? 400 : 1000,
  };
}

const shape = namedCase(shapeNames);
const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));
const engine = createEngine({ recordPath: join(folder, 'record.db'), env: {} });
const { flow, expected } = build(shape);
const us = await timeTask(async () => {
  const result = await engine.start({ ...flow, input: '' }).result;
  if (result.output !== expected) throw new Error(`${shape} gave ${JSON.stringify(result)}`);
});
await engine.close();
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ name: 'millrace', shape, usPerNode: us / shapes[shape] }));
