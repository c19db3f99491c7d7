// µs per trivial node in Rivet: `node bench/engine/rivet.ts chain|fan|loop`, after `npm install` in bench/peers.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { namedCase, timeTask } from '../measure.ts';
import { shapeNames, shapes } from './shapes.ts';

const peers = createRequire(new URL('../peers/package.json', import.meta.url));
const { createProcessor } = await import(pathToFileURL(peers.resolve('@ironclad/rivet-node')).href);

interface Node {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly visualData: { readonly x: number; readonly y: number };
  readonly data: Record<string, unknown>;
}
interface Connection {
  readonly outputNodeId: string;
  readonly outputId: string;
  readonly inputNodeId: string;
  readonly inputId: string;
}

const nodes: Node[] = [];
const connections: Connection[] = [];
function add(id: string, type: string, data: Record<string, unknown> = {}): void {
  nodes.push({ id, type, title: id, visualData: { x: 0, y: 0 }, data });
}
function connect(
  outputNodeId: string,
  outputId: string,
  inputNodeId: string,
  inputId: string,
): void {
  connections.push({ outputNodeId, outputId, inputNodeId, inputId });
}

const shape = namedCase(shapeNames);
add('in', 'graphInput', { id: 'in', dataType: 'number', useDefaultValueInput: false });
add('out', 'graphOutput', { id: 'out', dataType: 'any' });
if (shape === 'chain') {
  for (let index = 0; index < 100; index++) {
    add(`n${index}`, 'passthrough');
    connect(
      index === 0 ? 'in' : `n${index - 1}`,
      index === 0 ? 'data' : 'output1',
      `n${index}`,
      'input1',
    );
  }
  connect('n99', 'output1', 'out', 'value');
} else if (shape === 'fan') {
  add('start', 'passthrough');
  add('last', 'array', { flatten: true });
  connect('in', 'data', 'start', 'input1');
  for (let index = 0; index < 200; index++) {
    add(`n${index}`, 'passthrough');
    connect('start', 'output1', `n${index}`, 'input1');
    connect(`n${index}`, 'output1', 'last', `input${index + 1}`);
  }
  connect('last', 'output', 'out', 'value');
} else {
  add('loop', 'loopController', { maxIterations: 2_000 });
  add('one', 'number', { value: 1 });
  add('body', 'evaluate', { operation: '+', useOperationInput: false });
  add('test', 'compare', { comparisonFunction: '<', useComparisonFunctionInput: false });
  add('limit', 'number', { value: shapes.loop });
  connect('in', 'data', 'loop', 'input1Default');
  connect('loop', 'output1', 'body', 'a');
  connect('one', 'value', 'body', 'b');
  connect('body', 'output', 'loop', 'input1');
  connect('body', 'output', 'test', 'a');
  connect('limit', 'value', 'test', 'b');
  connect('test', 'output', 'loop', 'continue');
  connect('loop', 'break', 'out', 'value');
}

const graphId = 'graph';
const project = {
  metadata: { id: 'bench', title: 'bench', description: '', mainGraphId: graphId },
  graphs: {
    [graphId]: { metadata: { id: graphId, name: shape, description: '' }, nodes, connections },
  },
  plugins: [],
};
const us = await timeTask(async () => {
  const { run } = createProcessor(project, {
    graph: graphId,
    inputs: { in: { type: 'number', value: 0 } },
  });
  const outputs = await run();
  const value = outputs.out?.value;
  const right =
    shape === 'fan' ? Array.isArray(value) && value.length === 200 : value !== undefined;
  if (!right) throw new Error(`${shape} gave ${JSON.stringify(outputs.out)}`);
});
console.log(JSON.stringify({ name: 'rivet', shape, usPerNode: us / shapes[shape] }));
