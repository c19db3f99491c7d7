// The limit: counters, a ready list, two trace rows a node into bare better-sqlite3. `node bench/engine/limit.ts chain|fan|loop`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { namedCase, timeTask } from '../measure.ts';
import { shapeNames, shapes } from './shapes.ts';

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

interface Graph {
  readonly names: readonly string[];
  readonly missing: readonly number[];
  readonly sources: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly work: (index: number, values: readonly number[]) => Promise<number>;
}

function execute(graph: Graph): Promise<number> {
  run++;
  const left = Int32Array.from(graph.missing);
  const values: number[] = [];
  let pending = graph.names.length;
  return new Promise((resolve, reject) => {
    const start = async (index: number): Promise<void> => {
      const inputs = (graph.sources[index] ?? []).map((source) => values[source] ?? 0);
      const name = graph.names[index] ?? '';
      trace(name, 1, inputs);
      const value = await graph.work(index, inputs);
      values[index] = value;
      trace(name, 2, value);
      for (const target of graph.targets[index] ?? []) {
        left[target] = (left[target] ?? 0) - 1;
        if (left[target] === 0) start(target).catch(reject);
      }
      if (--pending > 0) return;
      flush();
      resolve(value);
    };
    for (const [index, count] of graph.missing.entries())
      if (count === 0) start(index).catch(reject);
  });
}

const increment = async (_index: number, values: readonly number[]): Promise<number> =>
  (values[0] ?? 0) + 1;

function chain(): Graph {
  const indexes = Array.from({ length: 100 }, (_, index) => index);
  return {
    names: indexes.map((index) => `n${index}`),
    missing: indexes.map((index) => (index === 0 ? 0 : 1)),
    sources: indexes.map((index) => (index === 0 ? [] : [index - 1])),
    targets: indexes.map((index) => (index === 99 ? [] : [index + 1])),
    work: increment,
  };
}

function fan(): Graph {
  const indexes = Array.from({ length: 202 }, (_, index) => index);
  const inner = indexes.slice(1, 201);
  return {
    names: indexes.map((index) => `n${index}`),
    missing: indexes.map((index) => (index === 0 ? 0 : index === 201 ? 200 : 1)),
    sources: indexes.map((index) => (index === 0 ? [] : index === 201 ? inner : [0])),
    targets: indexes.map((index) => (index === 0 ? inner : index === 201 ? [] : [201])),
    work: async (index, values) =>
      index === 201 ? values.reduce((sum, value) => sum + value, 0) : (values[0] ?? 0) + 1,
  };
}

async function loop(): Promise<number> {
  run++;
  let value = 0;
  while (value < shapes.loop) {
    trace('body', 1, value);
    value = await increment(0, [value]);
    trace('body', 2, value);
  }
  flush();
  return value;
}

const shape = namedCase(shapeNames);
const graph = shape === 'chain' ? chain() : fan();
const us = await timeTask(() => (shape === 'loop' ? loop() : execute(graph)));
database.close();
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ name: 'limit', shape, usPerNode: us / shapes[shape] }));
