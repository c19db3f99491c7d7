// Rivet, which keeps nothing. After `npm install --ignore-scripts` in bench/peers:
// `node bench/engine/rivet.ts chain|fan|loop|map|rounds|long|first [cold]`
import { importPeer } from '../peers.ts';
import { expectValue, fanWidth, measureContender, shapes } from './shapes.ts';

const { createProcessor } = await importPeer('@ironclad/rivet-node');

interface Node {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly visualData: { readonly x: number; readonly y: number };
  readonly data: Record<string, unknown>;
  readonly isSplitRun?: boolean;
  readonly splitRunMax?: number;
}
interface Connection {
  readonly outputNodeId: string;
  readonly outputId: string;
  readonly inputNodeId: string;
  readonly inputId: string;
}

/** A Rivet graph while it is written. */
class Graph {
  readonly nodes: Node[] = [];
  readonly connections: Connection[] = [];

  constructor() {
    this.add('in', 'graphInput', { id: 'in', dataType: 'number', useDefaultValueInput: false });
    this.add('out', 'graphOutput', { id: 'out', dataType: 'any' });
  }

  add(id: string, type: string, data: Node['data'] = {}, more: Partial<Node> = {}): void {
    this.nodes.push({ id, type, title: id, visualData: { x: 0, y: 0 }, data, ...more });
  }

  /** Each end as "node.port". */
  connect(from: string, to: string): void {
    const [outputNodeId = '', outputId = ''] = from.split('.');
    const [inputNodeId = '', inputId = ''] = to.split('.');
    this.connections.push({ outputNodeId, outputId, inputNodeId, inputId });
  }
}

function chain(length: number): Graph {
  const graph = new Graph();
  for (let index = 0; index < length; index++) {
    graph.add(`n${index}`, 'passthrough');
    graph.connect(index === 0 ? 'in.data' : `n${index - 1}.output1`, `n${index}.input1`);
  }
  graph.connect(`n${length - 1}.output1`, 'out.value');
  return graph;
}

function fan(width: number): Graph {
  const graph = new Graph();
  graph.add('start', 'passthrough');
  graph.add('last', 'array', { flatten: true });
  graph.connect('in.data', 'start.input1');
  for (let index = 0; index < width; index++) {
    graph.add(`n${index}`, 'passthrough');
    graph.connect('start.output1', `n${index}.input1`);
    graph.connect(`n${index}.output1`, `last.input${index + 1}`);
  }
  graph.connect('last.output', 'out.value');
  return graph;
}

function loop(rounds: number): Graph {
  const graph = new Graph();
  graph.add('loop', 'loopController', { maxIterations: rounds * 2 });
  graph.add('one', 'number', { value: 1 });
  graph.add('body', 'evaluate', { operation: '+', useOperationInput: false });
  graph.add('test', 'compare', { comparisonFunction: '<', useComparisonFunctionInput: false });
  graph.add('limit', 'number', { value: rounds });
  graph.connect('in.data', 'loop.input1Default');
  graph.connect('loop.output1', 'body.a');
  graph.connect('one.value', 'body.b');
  graph.connect('body.output', 'loop.input1');
  graph.connect('body.output', 'test.a');
  graph.connect('limit.value', 'test.b');
  graph.connect('test.output', 'loop.continue');
  graph.connect('loop.break', 'out.value');
  return graph;
}

function map(elements: number): Graph {
  const graph = new Graph();
  const list = JSON.stringify(Array.from({ length: elements }, (_, index) => index));
  graph.add('list', 'object', { jsonTemplate: list });
  graph.add('body', 'passthrough', {}, { isSplitRun: true, splitRunMax: elements });
  graph.connect('list.output', 'body.input1');
  graph.connect('body.output1', 'out.value');
  return graph;
}

function ready({ nodes, connections }: Graph, length?: number): () => Promise<void> {
  const id = 'graph';
  const metadata = { id: 'bench', title: 'bench', description: '', mainGraphId: id };
  const graph = { metadata: { id, name: 'bench', description: '' }, nodes, connections };
  const project = { metadata, graphs: { [id]: graph }, plugins: [] };
  return async () => {
    const inputs = { in: { type: 'number', value: 0 } };
    const { value } = (await createProcessor(project, { graph: id, inputs }).run()).out ?? {};
    if (length !== undefined) expectValue(Array.isArray(value) && value.length, length);
    else if (value === undefined) throw new Error('It gave nothing.');
  };
}

await measureContender({
  name: 'rivet',
  prepare(shape) {
    if (shape === 'fan') return ready(fan(fanWidth), fanWidth);
    if (shape === 'map') return ready(map(shapes.map), shapes.map);
    const isLoop = shape === 'loop' || shape === 'rounds';
    return ready(isLoop ? loop(shapes[shape]) : chain(shapes[shape]));
  },
  loadChain: (nodes) => () => ready(chain(nodes))(),
  loadFan: (width) => () => ready(fan(width), width)(),
});
