// The limit: counters, a ready list, two trace rows a node into bare better-sqlite3.
// `node bench/engine/limit.ts chain|fan|loop|map|rounds|long|first [cold]`
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expectValue, fanWidth, measureContender, shapes } from './shapes.ts';

const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));
const database = new Database(join(folder, 'limit.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = NORMAL');
database.exec(
  'CREATE TABLE event (seq INTEGER PRIMARY KEY, run INTEGER, node TEXT, time REAL, kind INTEGER, body TEXT)',
);
const insert = database.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)');
type Row = readonly [number, number, string, number, number, string];
const commit = database.transaction((rows: readonly Row[]) => {
  for (const row of rows) insert.run(...row);
});

let seq = 0;
let run = 0;
let rows: Row[] = [];
function flush(): void {
  commit(rows);
  rows = [];
}
function trace(node: string, kind: number, value: unknown): void {
  rows.push([++seq, run, node, performance.now(), kind, JSON.stringify(value)]);
  if (rows.length >= 256) flush();
}

/** What a file of the limit program holds. */
interface Graph {
  readonly names: readonly string[];
  readonly edges: readonly (readonly [source: number, target: number])[];
}

/** A graph made ready. */
interface Plan {
  readonly names: readonly string[];
  readonly missing: Int32Array;
  readonly sources: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
}

function compile({ names, edges }: Graph): Plan {
  const missing = new Int32Array(names.length);
  const sources = names.map((): number[] => []);
  const targets = names.map((): number[] => []);
  for (const [source, target] of edges) {
    missing[target] = (missing[target] ?? 0) + 1;
    sources[target]?.push(source);
    targets[source]?.push(target);
  }
  return { names, missing, sources, targets };
}

/** Every node adds up what comes in; those with one input add one. */
const work = async (values: readonly number[]): Promise<number> =>
  values.length > 1 ? values.reduce((sum, value) => sum + value, 0) : (values[0] ?? 0) + 1;

function execute({ names, missing, sources, targets }: Plan): Promise<number> {
  run++;
  const left = missing.slice();
  const values: number[] = [];
  let pending = names.length;
  return new Promise((resolve, reject) => {
    const start = async (index: number): Promise<void> => {
      const inputs = (sources[index] ?? []).map((source) => values[source] ?? 0);
      const name = names[index] ?? '';
      trace(name, 1, inputs);
      const value = await work(inputs);
      values[index] = value;
      trace(name, 2, value);
      for (const target of targets[index] ?? []) {
        left[target] = (left[target] ?? 0) - 1;
        if (left[target] === 0) start(target).catch(reject);
      }
      if (--pending > 0) return;
      flush();
      resolve(value);
    };
    for (const [index, count] of missing.entries()) if (count === 0) start(index).catch(reject);
  });
}

function chain(length: number): Graph {
  const names = Array.from({ length }, (_, index) => `n${index}`);
  return { names, edges: names.slice(1).map((_, index) => [index, index + 1]) };
}

function fan(width: number): Graph {
  const names = Array.from({ length: width + 2 }, (_, index) => `n${index}`);
  const inner = names.slice(1, -1).map((_, index) => index + 1);
  return {
    names,
    edges: inner.flatMap(
      (index) =>
        [
          [0, index],
          [index, width + 1],
        ] as const,
    ),
  };
}

async function pass(value: number): Promise<number> {
  trace('body', 1, value);
  const next = await work([value]);
  trace('body', 2, next);
  return next;
}

async function loop(rounds: number): Promise<void> {
  run++;
  let value = 0;
  while (value < rounds) value = await pass(value);
  flush();
}

async function map(elements: number): Promise<void> {
  run++;
  const values = await Promise.all(Array.from({ length: elements }, (_, index) => pass(index)));
  flush();
  expectValue(values.length, elements);
}

function load(graph: Graph, expected: number): () => Promise<void> {
  const text = JSON.stringify(graph);
  return async () => expectValue(await execute(compile(JSON.parse(text) as Graph)), expected);
}

await measureContender({
  name: 'limit',
  prepare(shape) {
    if (shape === 'map') return () => map(shapes.map);
    if (shape === 'loop' || shape === 'rounds') return () => loop(shapes[shape]);
    const plan = compile(shape === 'fan' ? fan(fanWidth) : chain(shapes[shape]));
    return () => execute(plan);
  },
  loadChain: (nodes) => load(chain(nodes), nodes),
  loadFan: (width) => load(fan(width), width * 2),
});
database.close();
rmSync(folder, { recursive: true, force: true });
