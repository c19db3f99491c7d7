// npm run bench: measures Millrace beside its limits and its peers, in turns, and prints the page docs/benchmarks.md
// (`--write` saves it, `--quick` takes one round instead of three).
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import { median } from './measure.ts';
import { writePage, type Figures } from './write-page.ts';

const run = promisify(execFile);
const quick = process.argv.includes('--quick');
const rounds = quick ? 1 : 3;

/** Runs a bench in a process of its own; its output is its result as JSON. */
async function measure(
  script: string,
  ...args: readonly string[]
): Promise<Record<string, number>> {
  process.stderr.write(`  ${script} ${args.join(' ')}\n`);
  const { stdout } = await run(process.execPath, ['--no-warnings', `bench/${script}`, ...args], {
    maxBuffer: 1 << 26,
    timeout: 300_000,
  });
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, number>;
}

type Script = readonly [script: string, ...args: string[]];

/** Measures each script once a round, in turns, so that a slow minute of the machine hits all of them. */
async function inTurns(
  key: string,
  scripts: Readonly<Record<string, Script>>,
): Promise<Record<string, number>> {
  const values = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, script] of Object.entries(scripts)) {
      const result = await measure(...script);
      values.set(name, [...(values.get(name) ?? []), result[key] ?? Number.NaN]);
    }
  }
  return Object.fromEntries(Array.from(values, ([name, list]) => [name, median(list)]));
}

const peers = existsSync('bench/peers/node_modules');
if (!peers)
  process.stderr.write(
    'Peers are left out: run npm install --ignore-scripts in bench/peers to have them.\n',
  );
const engine = async (shape: string): Promise<Record<string, number>> =>
  inTurns('usPerNode', {
    millrace: ['engine/millrace.ts', shape],
    limit: ['engine/limit.ts', shape],
    ...(peers
      ? { rivet: ['engine/rivet.ts', shape], langgraph: ['engine/langgraph.ts', shape] }
      : {}),
  });
const stream = async (streams: string, tokens: string): Promise<Record<string, number>> =>
  inTurns('tokensPerSecond', {
    millrace: ['stream/millrace.ts', streams, tokens],
    openai: ['stream/openai.ts', streams, tokens],
  });

const figures: Figures = {
  queue: (await measure('queue.ts')) as unknown as Figures['queue'],
  engine: { chain: await engine('chain'), fan: await engine('fan'), loop: await engine('loop') },
  stream: { one: await stream('1', '20000'), fifty: await stream('50', '2000') },
  panel: {
    slow: await measure('panel/latency.ts', '100', '5'),
    fast: await measure('panel/latency.ts', '5000', '4'),
  },
};
const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
const page = writePage(figures, {
  version,
  cores: cpus().length,
  model: cpus()[0]?.model ?? 'unknown',
  rounds,
});
if (process.argv.includes('--write')) writeFileSync('docs/benchmarks.md', page);
process.stdout.write(page);
