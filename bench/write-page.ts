import { warmUps } from './engine/shapes.ts';

type Row = Readonly<Record<string, number>>;
/** By contender; one that is missing or failed has none. */
type Rows = Readonly<Record<string, Row>>;

type EngineShape = 'chain' | 'fan' | 'loop' | 'map' | 'rounds' | 'long' | 'first' | 'firstCold';

/** All that one bench run measured; what failed is missing. */
export interface Figures {
  readonly queue: {
    readonly batches?: readonly {
      readonly batch: number;
      readonly bareRowsPerSecond: number;
      readonly oursRowsPerSecond: number;
      readonly ratio: number;
      readonly commitP99Ms: number;
      readonly oursBytesPerEvent: number;
    }[];
  };
  readonly engine: Readonly<Record<EngineShape, Row>>;
  readonly stream: Readonly<Record<'one' | 'fifty', Rows>>;
  /** The whole path at 2,000 and at 20,000 tokens. */
  readonly flat: Rows;
  readonly firstToken: Rows;
  readonly agent: Rows;
  readonly panel: Readonly<Record<'slow' | 'many' | 'fast', Row>>;
  readonly fuzz: Row;
}

export interface Machine {
  readonly version: string;
  readonly cores: number;
  readonly model: string;
  readonly rounds: number;
  /** Processes that wanted to run, over the last 15 minutes; far above the cores, other work disturbed the figures. */
  readonly load: number;
}

const whole = (value: number | undefined): string =>
  isMissing(value) ? '–' : Math.round(value).toLocaleString('en-US');
const fine = (value: number | undefined, digits = 1): string =>
  isMissing(value) ? '–' : value.toFixed(digits);
const ratio = (value: number | undefined, base: number | undefined): string =>
  isMissing(value) || isMissing(base) ? '–' : fine(value / base, 2);

function isMissing(value: number | undefined): value is undefined {
  return value === undefined || Number.isNaN(value);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The page docs/benchmarks.md. */
export function writePage(figures: Figures, machine: Machine): string {
  return `# Benchmarks

Written by \`npm run bench -- --write\` (Millrace ${machine.version}, Node ${process.version}, ${machine.cores} cores of ${machine.model}).
Every row compares things that were measured in turns in the same run, ${machine.rounds} ${machine.rounds === 1 ? 'round' : 'rounds'}, medians; read the ratios, the absolute
figures move with the machine, whose load was ${fine(machine.load)} over 15 minutes (ours alone makes about 2). The peers are installed apart: \`npm install --ignore-scripts\` in bench/peers.

## Queue: events into the record

Beside bare better-sqlite3 with one row per event, the same pragmas and the same events per commit.

${table(
  [
    'events per commit',
    'bare rows/s',
    'Millrace events/s',
    'ratio',
    'commit p99, ms',
    'bytes per event',
  ],
  (figures.queue.batches ?? []).map((row) => [
    String(row.batch),
    whole(row.bareRowsPerSecond),
    whole(row.oursRowsPerSecond),
    fine(row.ratio, 2),
    fine(row.commitP99Ms, 2),
    fine(row.oursBytesPerEvent),
  ]),
)}

${writeEngines(figures)}

${writeStreams(figures)}

${writeAgents(figures)}

## Panel: from the model server's socket to a panel

Four processes: model server, engine, web host, panel. What is shown is committed before.

${table(
  ['streams', 'tokens/s of each', 'p50, ms', 'p99, ms', 'engine, peak MB'],
  (['slow', 'many', 'fast'] as const).map((key) => {
    const row = figures.panel[key];
    return [
      whole(row['streams']),
      whole(row['rate']),
      fine(row['p50Ms'], 2),
      fine(row['p99Ms'], 2),
      whole(row['peakMb']),
    ];
  }),
)}

## Fuzz: random outputs in every raw format, and bodies of streamed answers

Markers, pieces of calls and text in random order and random chunks, and bodies in random chunks of bytes, each read whole as well; a difference between the two, a
crash, a lost or leaked character would count. Seed ${figures.fuzz['seed'] ?? '–'}.

${table(
  ['formats', 'outputs', 'chunks', 'crashes', 'differences', 'losses', 'leaks', 'chunks/s'],
  [
    [
      'formats',
      'runs',
      'chunks',
      'crashes',
      'differences',
      'losses',
      'leaks',
      'chunksPerSecond',
    ].map((key) => whole(figures.fuzz[key])),
  ],
)}
`;
}

function writeEngines({ engine }: Figures): string {
  const names = {
    millrace: 'Millrace',
    limit: 'limit',
    genkit: 'genkit',
    mastra: 'Mastra',
    rivet: 'Rivet',
    langgraph: 'LangGraph',
    langgraphSqlite: 'LangGraph + SQLite',
  };
  const row = (shape: EngineShape, title: string): readonly string[] => {
    const figures = engine[shape];
    const cells = Object.keys(names).map((name) => fine(figures[name]));
    return [title, ...cells, ratio(figures['millrace'], figures['limit'])];
  };
  const head = ['', ...Object.values(names), 'Millrace to limit'];
  return `## Engine: µs per trivial node

Millrace writes status and the full trace of every node to the record; the limit program is counters, a ready list and two
trace rows a node into bare better-sqlite3; LangGraph + SQLite keeps a checkpoint a step with its own saver; the others keep
nothing. Map and Loop are containers on the canvas, the loop of calls is code in one node. “–” means that the contender failed
(Rivet overflows its stack at 10,000), took more than three minutes, or is not installed.

${table(head, [
  row('chain', 'chain of 100'),
  row('fan', 'fan-out of 200 and join'),
  row('loop', '1,000 calls in a loop'),
  row('map', 'Map over 200'),
  row('rounds', 'Loop of 1,000 rounds'),
  row('long', 'chain of 10,000'),
])}

## Engine: load and first run of 1,000 nodes, ms

A chain of 1,000: from the text of its file, or from code where a contender has no files, to the end of the first run. Millrace
reads, checks, plans, runs and commits; the file is what the editor saves, with every setting. “Warm” is after ${warmUps} flows of
another shape were loaded and run in the same process, “cold” is the first thing that a process does.

${table(head, [row('first', 'warm'), row('firstCold', 'cold')])}`;
}

function writeStreams({ stream, flat, firstToken }: Figures): string {
  const names = {
    millrace: 'Millrace, whole path',
    hermes: 'Millrace, whole path, raw format hermes',
    limit: 'limit program, whole path',
    openai: 'bare openai',
    agents: '@openai/agents',
    ai: 'ai streamText',
  };
  return `## Stream: tokens/s from a local server

The whole path: request, bytes, reader, events, every token in the record, WebSocket, a panel process that decodes them all. The
limit program does the same with the least code: events cut by hand, a row per token into bare better-sqlite3, one frame per
transaction. The others only loop over the stream and keep nothing. CPU and memory are those of the process that reads;
“loaded” is what Node and the sources take before the first stream.

${table(
  ['', '1 × 20,000, tokens/s', '50 × 2,000, tokens/s', 'CPU ms per 1,000', 'loaded MB', 'peak MB'],
  Object.entries(names).map(([key, title]) => [
    title,
    whole(stream.one[key]?.['tokensPerSecond']),
    whole(stream.fifty[key]?.['tokensPerSecond']),
    `${fine(stream.one[key]?.['cpuMsPerThousand'])} / ${fine(stream.fifty[key]?.['cpuMsPerThousand'])}`,
    whole(stream.one[key]?.['loadedMb']),
    `${whole(stream.one[key]?.['peakMb'])} / ${whole(stream.fifty[key]?.['peakMb'])}`,
  ]),
)}

${table(
  ['Millrace’s rate', 'to the limit', 'to bare openai'],
  (['one', 'fifty'] as const).map((key) => {
    const row = stream[key];
    const own = row['millrace']?.['tokensPerSecond'];
    return [
      { one: '1 stream', fifty: '50 streams' }[key],
      ratio(own, row['limit']?.['tokensPerSecond']),
      ratio(own, row['openai']?.['tokensPerSecond']),
    ];
  }),
)}

CPU per token at 20,000 tokens is ${ratio(flat['long']?.['cpuMsPerThousand'], flat['short']?.['cpuMsPerThousand'])} of that at 2,000.

First token, ms (medians of 1,000, each in turns with bare node:http), Millrace’s measured when it is committed:
Millrace ${fine(firstToken['millrace']?.['ownMs'], 2)} beside ${fine(firstToken['millrace']?.['bareMs'], 2)} (${fine(firstToken['millrace']?.['laterMs'], 2)} later), bare openai ${fine(firstToken['openai']?.['ownMs'], 2)} beside ${fine(firstToken['openai']?.['bareMs'], 2)}.`;
}

function writeAgents({ agent }: Figures): string {
  const names = {
    millrace: 'Millrace, all recorded',
    http: 'bare node:http',
    openai: 'bare openai',
    agents: '@openai/agents',
    ai: 'ai streamText',
  };
  return `## Agent: two parallel calls, then 40 tokens

Millrace commits every event of every span and has the disk keep the result of each model turn and tool call, in the background.
The others keep nothing.

${table(
  ['', 'ms per run', 'to node:http', 'CPU ms per run', 'model turns/s at 20 at a time'],
  Object.entries(names).map(([key, title]) => [
    title,
    fine(agent[key]?.['msPerRun'], 2),
    ratio(agent[key]?.['msPerRun'], agent['http']?.['msPerRun']),
    fine(agent[key]?.['cpuMsPerRun'], 2),
    whole(agent[key]?.['turnsPerSecond']),
  ]),
)}`;
}
