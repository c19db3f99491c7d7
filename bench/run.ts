// npm run bench: measures Millrace beside its limits and its peers, in turns, and prints the page docs/benchmarks.md
// (`--write` saves it, `--rounds N` takes N rounds instead of three).
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { promisify } from 'node:util';
import { engineProcessFlags } from '../core/node/host/engine-process-flags.ts';
import { findLater, putSection } from './frames/write-section.ts';
import { median } from './measure.ts';
import { writePage, type Figures } from './write-page.ts';

const run = promisify(execFile);
const rounds = readRounds();

function readRounds(): number {
  const at = process.argv.indexOf('--rounds');
  return at < 0 ? 3 : Math.max(1, Number(process.argv[at + 1]) || 1);
}

/** Runs a bench in a process of its own; its output is its result as JSON, empty when it failed. */
async function measure<Result extends object = Record<string, number>>(
  script: string,
  ...args: readonly string[]
): Promise<Result> {
  process.stderr.write(`  ${script} ${args.join(' ')}\n`);
  try {
    // As in an engine process.
    const isEngine = script === 'stream/whole-path.ts' || script === 'engine/millrace.ts';
    const flags = isEngine ? engineProcessFlags : [];
    const command = [...flags, '--no-warnings', `bench/${script}`, ...args];
    const { stdout } = await run(process.execPath, command, {
      maxBuffer: 1 << 26,
      timeout: 180_000,
    });
    return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Result;
  } catch (error) {
    // One contender that is missing or breaks must not cost the figures of all others.
    process.stderr.write(`  … failed: ${String(error).slice(0, 300)}\n`);
    return {} as Result;
  }
}

type Script = readonly [script: string, ...args: string[]];

/** Measures each script once a round, in turns, so that a slow minute of the machine hits all of them. */
async function measureInTurns(
  scripts: Readonly<Record<string, Script>>,
): Promise<Record<string, Record<string, number>>> {
  const rows = Object.entries(scripts).map(([name, script]) => ({
    name,
    script,
    results: [] as Record<string, number>[],
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { script, results } of rows) results.push(await measure(...script));
  }
  return Object.fromEntries(rows.map(({ name, results }) => [name, takeMedians(results)]));
}

function takeMedians(results: readonly Record<string, number>[]): Record<string, number> {
  const keys = new Set(results.flatMap((result) => Object.keys(result)));
  const values = [...keys].map((key): [string, number] => [
    key,
    median(results.map((result) => result[key]).filter((value) => typeof value === 'number')),
  ]);
  return Object.fromEntries(values.filter(([, value]) => Number.isFinite(value)));
}

const peers = existsSync('bench/peers/node_modules');
if (!peers)
  process.stderr.write(
    'Peers are left out: run npm install --ignore-scripts in bench/peers to have them.\n',
  );
/** Per contender µs a node, or the ms of a load and first run. */
const engine = async (...shape: readonly string[]): Promise<Record<string, number>> => {
  const results = await measureInTurns({
    millrace: ['engine/millrace.ts', ...shape],
    limit: ['engine/limit.ts', ...shape],
    ...(peers
      ? {
          genkit: ['engine/genkit.ts', ...shape],
          mastra: ['engine/mastra.ts', ...shape],
          rivet: ['engine/rivet.ts', ...shape],
          langgraph: ['engine/langgraph.ts', ...shape],
          langgraphSqlite: ['engine/langgraph.ts', ...shape, 'sqlite'],
        }
      : {}),
  });
  return Object.fromEntries(
    Object.entries(results).map(([name, { usPerNode, ms }]) => [
      name,
      usPerNode ?? ms ?? Number.NaN,
    ]),
  );
};
const stream = (streams: string, tokens: string): ReturnType<typeof measureInTurns> =>
  measureInTurns({
    millrace: ['stream/whole-path.ts', streams, tokens],
    hermes: ['stream/whole-path.ts', streams, tokens, 'hermes'],
    limit: ['stream/limit-pipe.ts', streams, tokens],
    openai: ['stream/openai.ts', streams, tokens],
    ...(peers
      ? {
          agents: ['stream/openai-agents.ts', streams, tokens],
          ai: ['stream/ai-sdk.ts', streams, tokens],
        }
      : {}),
  });
const agents = (): ReturnType<typeof measureInTurns> =>
  measureInTurns({
    millrace: ['agent/millrace.ts'],
    http: ['agent/http.ts'],
    openai: ['agent/openai.ts'],
    ...(peers ? { agents: ['agent/openai-agents.ts'], ai: ['agent/ai-sdk.ts'] } : {}),
  });

const figures: Figures = {
  queue: await measure<Figures['queue']>('queue.ts'),
  engine: {
    chain: await engine('chain'),
    fan: await engine('fan'),
    loop: await engine('loop'),
    map: await engine('map'),
    rounds: await engine('rounds'),
    long: await engine('long'),
    first: await engine('first'),
    firstCold: await engine('first', 'cold'),
  },
  stream: { one: await stream('1', '20000'), fifty: await stream('50', '2000') },
  flat: await measureInTurns({
    short: ['stream/whole-path.ts', '1', '2000'],
    long: ['stream/whole-path.ts', '1', '20000'],
  }),
  firstToken: await measureInTurns({
    millrace: ['first-token.ts', 'millrace'],
    openai: ['first-token.ts', 'openai'],
  }),
  agent: await agents(),
  panel: {
    slow: await measure('panel/latency.ts', '100', '5'),
    many: await measure('panel/latency.ts', '100', '5', '50'),
    fast: await measure('panel/latency.ts', '5000', '4'),
  },
  fuzz: await measure('fuzz-formats.ts', '1000000'),
};
const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
const page = writePage(figures, {
  version,
  cores: cpus().length,
  model: cpus()[0]?.model ?? 'unknown',
  rounds,
  load: loadavg()[2] ?? 0,
});
if (process.argv.includes('--write')) {
  // The canvas is measured by itself, in a browser: see frames.ts.
  const canvas = findLater(readFileSync('docs/benchmarks.md', 'utf8'));
  writeFileSync('docs/benchmarks.md', canvas === '' ? page : putSection(page, canvas));
}
process.stdout.write(page);
