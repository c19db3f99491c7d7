// Genkit's flows and steps, which keep nothing here. After `npm install --ignore-scripts` in bench/peers:
// `node bench/engine/genkit.ts chain|fan|loop|map|rounds|long|first [cold]`
import { importPeer } from '../peers.ts';
import { expectValue, fanWidth, measureContender, shapes } from './shapes.ts';

const { genkit } = await importPeer('genkit');
const ai = genkit({});

const step = (name: string, value: number): Promise<number> =>
  ai.run(name, () => Promise.resolve(value + 1));

const names = Array.from({ length: shapes.long }, (_, index) => `n${index}`);

/** Its flows are code: a chain is a loop over steps. */
async function chain(length: number): Promise<number> {
  let value = 0;
  for (let index = 0; index < length; index++) value = await step(names[index] ?? '', value);
  return value;
}

async function fan(width: number): Promise<number> {
  const start = await step('start', 0);
  const values = await Promise.all(names.slice(0, width).map((name) => step(name, start)));
  return ai.run('last', () => Promise.resolve(values.reduce((sum, value) => sum + value, 0)));
}

async function map(elements: number): Promise<number> {
  const list = names.slice(0, elements);
  return (await Promise.all(list.map((_, index) => step('body', index)))).length;
}

async function loop(rounds: number): Promise<number> {
  let value = 0;
  while (value < rounds) value = await step('body', value);
  return value;
}

let flows = 0;

function ready(work: () => Promise<number>, expected: number): () => Promise<void> {
  const flow = ai.defineFlow(`bench${flows++}`, work);
  return async () => expectValue(await flow(), expected);
}

await measureContender({
  name: 'genkit',
  prepare(shape) {
    if (shape === 'fan') return ready(() => fan(fanWidth), 2 * fanWidth);
    if (shape === 'map') return ready(() => map(shapes.map), shapes.map);
    const isLoop = shape === 'loop' || shape === 'rounds';
    return ready(() => (isLoop ? loop : chain)(shapes[shape]), shapes[shape]);
  },
  loadChain: (nodes) => () => ready(() => chain(nodes), nodes)(),
  loadFan: (width) => () => ready(() => fan(width), width * 2)(),
});
process.exit(0);
