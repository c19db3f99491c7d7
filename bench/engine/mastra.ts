// Mastra's workflows, which keep nothing here. After `npm install --ignore-scripts` in bench/peers:
// `node bench/engine/mastra.ts chain|fan|loop|map|rounds|long|first [cold]`
import * as z from 'zod';
import { importPeer } from '../peers.ts';
import { expectValue, fanWidth, measureContender, shapes } from './shapes.ts';

const { createStep, createWorkflow } = await importPeer('@mastra/core/workflows');

const value = z.object({ value: z.number() });
type Value = z.output<typeof value>;

function step(id: string, schema: z.ZodType = value) {
  return createStep({
    id,
    inputSchema: schema,
    outputSchema: value,
    execute: ({ inputData }: { readonly inputData: Value }) =>
      Promise.resolve({ value: inputData.value + 1 }),
  });
}

function workflow(inputSchema: z.ZodType = value) {
  return createWorkflow({ id: 'bench', inputSchema, outputSchema: z.any() });
}

function chain(length: number) {
  let flow = workflow();
  for (let index = 0; index < length; index++) flow = flow.then(step(`n${index}`));
  return flow.commit();
}

function fan(width: number) {
  const sum = createStep({
    id: 'last',
    inputSchema: z.any(),
    outputSchema: value,
    execute: ({ inputData }: { readonly inputData: Readonly<Record<string, Value>> }) =>
      Promise.resolve({
        value: Object.values(inputData).reduce((total, each) => total + each.value, 0),
      }),
  });
  const inner = Array.from({ length: width }, (_, index) => step(`n${index}`));
  return workflow().then(step('start')).parallel(inner).then(sum).commit();
}

const loop = (rounds: number) =>
  workflow()
    .dountil(step('body'), ({ inputData }: { readonly inputData: Value }) =>
      Promise.resolve(inputData.value >= rounds),
    )
    .commit();

const map = (elements: number) =>
  workflow(z.array(value)).foreach(step('body'), { concurrency: elements }).commit();

interface Started {
  readonly status: string;
  readonly result?: Value | readonly Value[];
}

async function run(flow: ReturnType<typeof chain>, inputData: unknown): Promise<Started['result']> {
  const started = await flow.createRun();
  const { status, result } = (await started.start({ inputData })) as Started;
  expectValue(status, 'success');
  return result;
}

const ready = (flow: ReturnType<typeof chain>, expected: number) => async (): Promise<void> => {
  const result = await run(flow, { value: 0 });
  expectValue((result as Value).value, expected);
};

await measureContender({
  name: 'mastra',
  prepare(shape) {
    if (shape === 'fan') return ready(fan(fanWidth), 2 * fanWidth);
    if (shape === 'map') {
      const flow = map(shapes.map);
      const list = Array.from({ length: shapes.map }, (_, index) => ({ value: index }));
      return async () =>
        expectValue(((await run(flow, list)) as readonly Value[]).length, shapes.map);
    }
    const isLoop = shape === 'loop' || shape === 'rounds';
    return ready(isLoop ? loop(shapes[shape]) : chain(shapes[shape]), shapes[shape]);
  },
  loadChain: (nodes) => () => ready(chain(nodes), nodes)(),
  loadFan: (width) => () => ready(fan(width), width * 2)(),
});
