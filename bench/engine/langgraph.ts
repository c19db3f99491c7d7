// LangGraph; with `sqlite` it keeps its checkpoints by its SQLite saver. After `npm install --ignore-scripts` in bench/peers:
// `node bench/engine/langgraph.ts chain|fan|loop|map|rounds|long|first [cold|-] [sqlite]`
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { importPeer } from '../peers.ts';
import { expectValue, fanWidth, measureContender, shapes } from './shapes.ts';

const { Annotation, END, START, Send, StateGraph } = await importPeer('@langchain/langgraph');

const withSaver = process.argv.includes('sqlite');
const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));
const database = withSaver ? new Database(join(folder, 'langgraph.db')) : undefined;
const checkpointer =
  database &&
  new (await importPeer('@langchain/langgraph-checkpoint-sqlite')).SqliteSaver(database);

const State = Annotation.Root({
  value: Annotation({ reducer: (_old: number, next: number) => next, default: () => 0 }),
  sum: Annotation({ reducer: (old: number, next: number) => old + next, default: () => 0 }),
});
const increment = (state: { value: number }): { value: number } => ({ value: state.value + 1 });
const add = (state: { value: number }): { sum: number } => ({ sum: state.value + 1 });
const sumUp = (state: { sum: number }): { value: number } => ({ value: state.sum });

type Graph = InstanceType<typeof StateGraph>;

function chain(length: number): Graph {
  let graph = new StateGraph(State);
  for (let index = 0; index < length; index++) {
    graph = graph.addNode(`n${index}`, increment);
    graph = graph.addEdge(index === 0 ? START : `n${index - 1}`, `n${index}`);
  }
  return graph.addEdge(`n${length - 1}`, END);
}

function fan(width: number): Graph {
  let graph = new StateGraph(State)
    .addNode('start', increment)
    .addEdge(START, 'start')
    .addNode('last', sumUp);
  for (let index = 0; index < width; index++) {
    graph = graph.addNode(`n${index}`, add);
    graph = graph.addEdge('start', `n${index}`).addEdge(`n${index}`, 'last');
  }
  return graph.addEdge('last', END);
}

function loop(rounds: number): Graph {
  return new StateGraph(State)
    .addNode('body', increment)
    .addEdge(START, 'body')
    .addConditionalEdges('body', (state: { value: number }) =>
      state.value < rounds ? 'body' : END,
    );
}

function map(elements: number): Graph {
  const send = (): unknown[] =>
    Array.from({ length: elements }, (_, value) => new Send('body', { value }));
  return new StateGraph(State)
    .addNode('body', () => ({ sum: 1 }))
    .addNode('last', sumUp)
    .addConditionalEdges(START, send, ['body'])
    .addEdge('body', 'last')
    .addEdge('last', END);
}

let threads = 0;

function ready(graph: Graph, expected: number): () => Promise<void> {
  const app = graph.compile(checkpointer === undefined ? {} : { checkpointer });
  return async () => {
    const thread = { configurable: { thread_id: `t${threads++}` } };
    const result = await app.invoke({}, { recursionLimit: 20_000, ...thread });
    expectValue(result.value, expected);
  };
}

await measureContender({
  name: withSaver ? 'langgraph, SqliteSaver' : 'langgraph',
  prepare(shape) {
    if (shape === 'fan') return ready(fan(fanWidth), 2 * fanWidth);
    if (shape === 'map') return ready(map(shapes.map), shapes.map);
    const isLoop = shape === 'loop' || shape === 'rounds';
    return ready(isLoop ? loop(shapes[shape]) : chain(shapes[shape]), shapes[shape]);
  },
  loadChain: (nodes) => () => ready(chain(nodes), nodes)(),
  loadFan: (width) => () => ready(fan(width), width * 2)(),
});
database?.close();
rmSync(folder, { recursive: true, force: true });
