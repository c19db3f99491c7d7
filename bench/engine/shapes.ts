import { namedCase, timeTask } from '../measure.ts';

/** The shapes that all engines are measured on, and how many node executions one run of each has. */
export const shapes = {
  chain: 100,
  fan: 202,
  loop: 1000,
  map: 200,
  rounds: 1000,
  long: 10_000,
} as const;
export type Shape = keyof typeof shapes;

/** How wide the fan is. */
export const fanWidth = shapes.fan - 2;

/** How many nodes the chain has whose load and first run are timed. */
const firstNodes = 1000;
/** Flows of another shape that are loaded and run before, where the process is to be warm. */
export const warmUps = 50;

/** One engine under measurement. */
export interface Contender {
  readonly name: string;
  /** Makes a shape ready and answers how to run it; undefined where the engine has nothing like it. */
  prepare(shape: Shape): (() => Promise<unknown>) | undefined;
  /** What a program does at its start: from what it has of a chain of so many nodes to the end of its first run. */
  loadChain(nodes: number): () => Promise<unknown>;
  /** The same with a fan-out. */
  loadFan(width: number): () => Promise<unknown>;
}

/** Measures what the command line names, `chain|fan|loop|map|rounds|long|first|first cold`, and prints it as JSON. */
export async function measureContender(contender: Contender): Promise<void> {
  const shape = namedCase([...(Object.keys(shapes) as Shape[]), 'first'] as const);
  const { name } = contender;
  if (shape === 'first') {
    const isCold = process.argv[3] === 'cold';
    console.log(JSON.stringify({ name, shape, ms: await timeFirst(contender, isCold) }));
    return;
  }
  const task = contender.prepare(shape);
  if (task === undefined) throw new Error(`${name} has nothing like ${shape}.`);
  const us = await timeTask(task);
  console.log(JSON.stringify({ name, shape, usPerNode: us / shapes[shape] }));
}

async function timeFirst(contender: Contender, isCold: boolean): Promise<number> {
  const flows = isCold ? 0 : warmUps;
  for (let count = 0; count < flows; count++) await contender.loadFan(100 + count)();
  const task = contender.loadChain(firstNodes);
  const started = performance.now();
  await task();
  return performance.now() - started;
}

/** Throws when an engine did not do the work. */
export function expectValue(value: unknown, expected: unknown): void {
  if (value !== expected)
    throw new Error(`It gave ${JSON.stringify(value)}, not ${String(expected)}.`);
}
