// µs per trivial node in LangGraph: `node bench/engine/langgraph.ts chain|fan|loop`, after `npm install` in bench/peers.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { namedCase, timeTask } from '../measure.ts';
import { shapeNames, shapes } from './shapes.ts';

const peers = createRequire(new URL('../peers/package.json', import.meta.url));
const { Annotation, END, START, StateGraph } = await import(
  pathToFileURL(peers.resolve('@langchain/langgraph')).href
);

const State = Annotation.Root({
  value: Annotation({ reducer: (_old: number, next: number) => next, default: () => 0 }),
  sum: Annotation({ reducer: (old: number, next: number) => old + next, default: () => 0 }),
});
const shape = namedCase(shapeNames);
const increment = (state: { value: number }): { value: number } => ({ value: state.value + 1 });
let graph = new StateGraph(State);
if (shape === 'chain') {
  for (let index = 0; index < 100; index++) {
    graph = graph.addNode(`n${index}`, increment);
    graph = graph.addEdge(index === 0 ? START : `n${index - 1}`, `n${index}`);
  }
  graph = graph.addEdge('n99', END);
} else if (shape === 'fan') {
  graph = graph
    .addNode('start', increment)
    .addEdge(START, 'start')
    .addNode('last', (state: { sum: number }) => ({ value: state.sum }));
  for (let index = 0; index < 200; index++) {
    graph = graph.addNode(`n${index}`, (state: { value: number }) => ({ sum: state.value + 1 }));
    graph = graph.addEdge('start', `n${index}`).addEdge(`n${index}`, 'last');
  }
  graph = graph.addEdge('last', END);
} else {
  graph = graph
    .addNode('body', increment)
    .addEdge(START, 'body')
    .addConditionalEdges('body', (state: { value: number }) =>
      state.value < shapes.loop ? 'body' : END,
    );
}
const app = graph.compile();
const expected = shape === 'chain' ? 100 : shape === 'fan' ? 400 : shapes.loop;
const us = await timeTask(async () => {
  const result = await app.invoke({}, { recursionLimit: 2000 });
  if (result.value !== expected) throw new Error(`${shape} gave ${JSON.stringify(result)}`);
});
console.log(JSON.stringify({ name: 'langgraph', shape, usPerNode: us / shapes[shape] }));
