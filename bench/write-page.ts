/** All that one bench run measured. */
export interface Figures {
  readonly queue: {
    readonly batches: readonly {
      readonly batch: number;
      readonly bareRowsPerSecond: number;
      readonly oursRowsPerSecond: number;
      readonly ratio: number;
      readonly commitP99Ms: number;
      readonly oursBytesPerEvent: number;
    }[];
  };
  readonly engine: Readonly<Record<'chain' | 'fan' | 'loop', Readonly<Record<string, number>>>>;
  readonly stream: Readonly<Record<'one' | 'fifty', Readonly<Record<string, number>>>>;
  readonly panel: Readonly<Record<'slow' | 'fast', Readonly<Record<string, number>>>>;
}

export interface Machine {
  readonly version: string;
  readonly cores: number;
  readonly model: string;
  readonly rounds: number;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const fine = (value: number | undefined, digits = 1): string =>
  value === undefined ? '–' : value.toFixed(digits);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The page docs/benchmarks.md. */
export function writePage(figures: Figures, machine: Machine): string {
  return `# Benchmarks

Written by \`npm run bench -- --write\` (Millrace ${machine.version}, Node ${process.version}, ${machine.cores} cores of ${machine.model}).
Every row compares things that were measured in turns in the same run, ${machine.rounds} rounds, medians; read the ratios, the absolute
figures move with the machine. The peers are installed apart: \`npm install --ignore-scripts\` in bench/peers.

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
  figures.queue.batches.map((row) => [
    String(row.batch),
    whole(row.bareRowsPerSecond),
    whole(row.oursRowsPerSecond),
    fine(row.ratio, 2),
    fine(row.commitP99Ms, 2),
    fine(row.oursBytesPerEvent),
  ]),
)}

## Engine: µs per trivial node

Millrace writes status and the full trace of every node to the record; the limit program is counters, a ready list and two
trace rows a node into bare better-sqlite3; LangGraph and Rivet keep nothing.

${table(
  ['', 'Millrace', 'limit', 'ratio to limit', 'Rivet', 'LangGraph'],
  (['chain', 'fan', 'loop'] as const).map((shape) => {
    const row = figures.engine[shape];
    return [
      { chain: 'chain of 100', fan: 'fan-out of 200 and join', loop: 'loop of 1,000' }[shape],
      fine(row['millrace']),
      fine(row['limit']),
      fine((row['millrace'] ?? 0) / (row['limit'] ?? 1), 2),
      fine(row['rivet']),
      fine(row['langgraph']),
    ];
  }),
)}

## Stream: tokens/s from a local server

Millrace: request, own stream reader, decoder, spans, every token in the record. Bare: a loop over the \`openai\` package's stream
that keeps nothing.

${table(
  ['', 'Millrace', 'bare openai', 'ratio'],
  (['one', 'fifty'] as const).map((key) => {
    const row = figures.stream[key];
    return [
      { one: '1 stream of 20,000', fifty: '50 streams of 2,000' }[key],
      whole(row['millrace'] ?? 0),
      whole(row['openai'] ?? 0),
      fine((row['millrace'] ?? 0) / (row['openai'] ?? 1), 2),
    ];
  }),
)}

## Panel: from the model server's socket to a panel

Four processes: model server, engine, web host, panel. What is shown is committed before.

${table(
  ['tokens/s', 'p50, ms', 'p99, ms'],
  (['slow', 'fast'] as const).map((key) => {
    const row = figures.panel[key];
    return [whole(row['rate'] ?? 0), fine(row['p50Ms'], 2), fine(row['p99Ms'], 2)];
  }),
)}
`;
}
