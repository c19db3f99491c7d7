import { fork } from 'node:child_process';
import { once } from 'node:events';
import { timeTask } from '../measure.ts';

export const tool = {
  type: 'function' as const,
  function: {
    name: 'weather',
    description: 'The weather in a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
} as const;

export const question = 'How is the weather in Tokyo and Paris?';

/** What the two calls of a run bring. */
export const tellWeather = (city: string): string => JSON.stringify({ city, degrees: 10 });

/** How long the answer of a run is, in characters. */
export const answerLength = Array.from({ length: 40 }, (_, token) => ` t${token}`).join('').length;

interface Rivals {
  /** One agent run; gives its answer. */
  run(): Promise<string>;
  /** Asks for one turn and gives the ms until its first token. */
  firstToken(): Promise<number>;
}

/** Starts the model server, measures, prints `{ msPerRun, cpuMsPerRun, turnsPerSecond, firstTokenMs }` and leaves. */
export async function measureAgent(make: (baseUrl: string) => Promise<Rivals>): Promise<void> {
  const server = fork(new URL('agent-server.ts', import.meta.url));
  const [port] = (await once(server, 'message')) as [number];
  const rivals = await make(`http://127.0.0.1:${port}/v1`);
  const run = async (): Promise<void> => {
    const answer = await rivals.run();
    if (answer.length !== answerLength) throw new Error(`A wrong answer: ${answer}`);
  };
  const msPerRun = (await timeTask(run)) / 1000;
  const cpuMsPerRun = await measureCpu(run);
  const turnsPerSecond = await measureTurns(run);
  const firsts: number[] = [];
  for (let count = 0; count < 400; count++) firsts.push(await rivals.firstToken());
  const firstTokenMs = firsts.slice(100).toSorted((a, b) => a - b)[150] ?? 0;
  console.log(JSON.stringify({ msPerRun, cpuMsPerRun, turnsPerSecond, firstTokenMs }));
  process.exit(0);
}

/** What a run costs this process, which a busy machine or a slow disk changes little. */
async function measureCpu(run: () => Promise<void>): Promise<number> {
  const runs = 300;
  const before = process.cpuUsage();
  for (let count = 0; count < runs; count++) await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / runs;
}

/** Model turns a second while 20 agents run at a time; a run has two turns. */
async function measureTurns(run: () => Promise<void>): Promise<number> {
  const perAgent = 50;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let count = 0; count < perAgent; count++) await run();
    }),
  );
  return (20 * perAgent * 2) / ((performance.now() - started) / 1000);
}
