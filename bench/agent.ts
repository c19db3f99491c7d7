// An agent run of two parallel calls and 40 tokens of answer, ours with everything recorded beside bare node:http and the
// bare openai package, in turns: `node bench/agent.ts [ROUNDS]` prints the medians and the ratios.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from './measure.ts';

const run = promisify(execFile);
const rounds = Number(process.argv[2] ?? 3);
const names = ['millrace', 'http', 'openai'] as const;

interface Measured {
  readonly msPerRun: number;
  readonly cpuMsPerRun: number;
  readonly turnsPerSecond: number;
  readonly firstTokenMs: number;
}

const measured: Record<string, Measured[]> = { millrace: [], http: [], openai: [] };
for (let round = 0; round < rounds; round++) {
  for (const name of names) {
    const script = `bench/agent/${name}.ts`;
    const { stdout } = await run(process.execPath, ['--no-warnings', script], { timeout: 120_000 });
    measured[name]?.push(JSON.parse(stdout) as Measured);
  }
}

const middle = (name: string, key: keyof Measured): number =>
  median((measured[name] ?? []).map((result) => result[key]));
const result = Object.fromEntries(
  names.map((name) => [
    name,
    {
      msPerRun: middle(name, 'msPerRun'),
      cpuMsPerRun: middle(name, 'cpuMsPerRun'),
      turnsPerSecond: middle(name, 'turnsPerSecond'),
      firstTokenMs: middle(name, 'firstTokenMs'),
    },
  ]),
);
console.log(
  JSON.stringify({
    ...result,
    cpuTimesHttp: middle('millrace', 'cpuMsPerRun') / middle('http', 'cpuMsPerRun'),
    timesHttp: middle('millrace', 'msPerRun') / middle('http', 'msPerRun'),
    timesOpenai: middle('millrace', 'msPerRun') / middle('openai', 'msPerRun'),
    firstTokenLaterMs: middle('millrace', 'firstTokenMs') - middle('http', 'firstTokenMs'),
  }),
);
