// Millrace, with the full trace in the record: `node bench/engine/millrace.ts chain|fan|loop|map|rounds|long|first [cold]`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  LoopModule,
  MapModule,
  ModuleBase,
  OutputModule,
  configure,
  createEngine,
  defineFlow,
  type CodeFlow,
  type CodeRunRequest,
  type ModuleContext,
  type PortValues,
} from 'millrace';
import { expectValue, fanWidth, measureContender, shapes, type Shape } from './shapes.ts';

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

/** Calls a module again and again, as code does. */
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

class List extends ModuleBase {
  protected override forward(): PortValues {
    return { out: Array.from({ length: shapes.map }, (_, index) => index) };
  }
}

class Count extends ModuleBase {
  protected override forward(inputs: PortValues): PortValues {
    return { out: (inputs['in'] as readonly unknown[]).length };
  }
}

type Edge = readonly [from: string, to: string];

function chain(length: number): CodeFlow {
  const nodes: Record<string, ModuleBase> = {};
  const edges: Edge[] = [];
  for (let index = 0; index < length; index++) {
    nodes[`n${index}`] = new Increment();
    if (index > 0) edges.push([`n${index - 1}.out`, `n${index}.in`]);
  }
  return finish(`chain ${length}`, nodes, edges, `n${length - 1}.out`);
}

function fan(width: number): CodeFlow {
  const nodes: Record<string, ModuleBase> = { start: new Increment(), last: new Sum() };
  const edges: Edge[] = [];
  for (let index = 0; index < width; index++) {
    nodes[`n${index}`] = new Increment();
    edges.push(['start.out', `n${index}.in`], [`n${index}.out`, 'last.in']);
  }
  return finish(`fan ${width}`, nodes, edges, 'last.out');
}

function finish(
  name: string,
  nodes: Record<string, ModuleBase>,
  edges: readonly Edge[],
  from: string,
  parents: Readonly<Record<string, string>> = {},
): CodeFlow {
  nodes['answer'] = new OutputModule();
  return defineFlow({ name, nodes, edges: [...edges, [from, 'answer.value']], parents });
}

function build(shape: Shape): readonly [flow: CodeFlow, expected: number] {
  switch (shape) {
    case 'chain':
    case 'long':
      return [chain(shapes[shape]), shapes[shape]];
    case 'fan':
      return [fan(fanWidth), 2 * fanWidth];
    case 'loop':
      return [finish('loop', { last: new Rounds() }, [], 'last.out'), shapes.loop];
    case 'map': {
      const nodes = {
        list: new List(),
        each: configure(MapModule, { concurrency: 0 }),
        body: new Increment(),
        count: new Count(),
      };
      const edges: Edge[] = [
        ['list.out', 'each.list'],
        ['each.item', 'body.in'],
        ['body.out', 'each.result'],
        ['each.results', 'count.in'],
      ];
      return [finish('map', nodes, edges, 'count.out', { body: 'each' }), shapes.map];
    }
    case 'rounds': {
      const nodes = {
        each: configure(LoopModule, { count: shapes.rounds, maxRounds: shapes.rounds }),
        body: new Increment(),
      };
      const edges: Edge[] = [
        ['each.value', 'body.in'],
        ['body.out', 'each.next'],
      ];
      return [finish('rounds', nodes, edges, 'each.result', { body: 'each' }), shapes.rounds];
    }
  }
}

const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));
const engine = createEngine({
  recordPath: join(folder, 'record.db'),
  env: {},
  kinds: [Increment, Sum],
});

async function run(request: CodeRunRequest, expected: number): Promise<void> {
  const { output, error } = await engine.start(request).result;
  if (error) throw new Error(error.message);
  expectValue(output, expected);
}

/** From the text of a file: read and checked as the app does when it opens it, then run. */
async function load({ flow }: CodeFlow, expected: number): Promise<void> {
  const [finding] = engine.check(flow).findings;
  if (finding) throw new Error(finding.message);
  await run({ flow, input: '' }, expected);
}

await measureContender({
  name: 'millrace',
  prepare(shape) {
    const [flow, expected] = build(shape);
    return () => run({ ...flow, input: '' }, expected);
  },
  loadChain(nodes) {
    const flow = chain(nodes);
    return () => load(flow, nodes);
  },
  loadFan(width) {
    const flow = fan(width);
    return () => load(flow, width * 2);
  },
});
await engine.close();
rmSync(folder, { recursive: true, force: true });
