import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { isJsonObject } from '../../shared/json.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { notImportable } from '../read-source-text.ts';
import type { SourceGraph, SourceNode, SourceWire } from '../source-graph.ts';

/** A graph of a project, with its id there. */
export interface RivetGraph extends SourceGraph {
  readonly id: string;
}

/** Reads a project of version 3 or 4, or a lone graph; the main graph first. Throws `not_importable`. */
export function readRivet(file: JsonObject): readonly RivetGraph[] {
  const data = objectAt(file, 'data');
  const graphs = valueAt(data, 'graphs');
  if (graphs === undefined) return [readGraph('', data, textAt(data, 'metadata', 'name'))];
  const project = textAt(data, 'metadata', 'title');
  const entries: readonly (readonly [string, JsonValue | undefined])[] = Array.isArray(graphs)
    ? (graphs as readonly JsonValue[]).map((graph) => [textAt(graph, 'metadata', 'id'), graph])
    : Object.entries(objectAt(graphs));
  if (entries.length === 0) throw notImportable('The Rivet project holds no graph.');
  const main = textAt(data, 'metadata', 'mainGraphId');
  const read = entries.map(([id, graph]) => readGraph(id, objectAt(graph), project));
  return read.toSorted((a, b) => Number(b.id === main) - Number(a.id === main));
}

function readGraph(id: string, graph: JsonObject, project: string): RivetGraph {
  const nodes: SourceNode[] = [];
  const wires: SourceWire[] = [];
  const listed = valueAt(graph, 'nodes');
  if (Array.isArray(listed)) {
    for (const node of listed as readonly JsonValue[]) nodes.push(readListedNode(objectAt(node)));
    for (const wire of listAt(graph, 'connections')) wires.push(readListedWire(wire));
  } else {
    for (const [key, node] of Object.entries(objectAt(listed))) {
      const read = readKeyedNode(key, objectAt(node));
      nodes.push(read);
      for (const text of listAt(node, 'outgoingConnections')) {
        const wire = readWireText(read.id, textAt(text));
        if (wire !== undefined) wires.push(wire);
      }
    }
  }
  const name = textAt(graph, 'metadata', 'name');
  return {
    id: id === '' ? textAt(graph, 'metadata', 'id') : id,
    name: name === '' ? project : name,
    description: textAt(graph, 'metadata', 'description'),
    nodes,
    wires: bypassToolLists(nodes, wires),
  };
}

/** An array that only gathers tools for a model: its tools are wired to the model itself, which takes any number. */
function bypassToolLists(
  nodes: readonly SourceNode[],
  wires: readonly SourceWire[],
): readonly SourceWire[] {
  const types = new Map(nodes.map(({ id, type }) => [id, type]));
  const items = Map.groupBy(wires, ({ to }) => to);
  const readers = Map.groupBy(wires, ({ from }) => from);
  const isList = (id: string): boolean =>
    types.get(id) === 'array' &&
    (items.get(id) ?? []).every(({ from }) => types.get(from) === 'gptFunction') &&
    (readers.get(id) ?? []).every(({ toPort }) => toPort === 'functions' || toPort === 'tools');
  return wires.flatMap((wire) => {
    if (types.get(wire.from) === 'array' && isList(wire.from)) return [];
    if (!isList(wire.to)) return [wire];
    return (readers.get(wire.to) ?? []).map(({ to, toPort }) => ({ ...wire, to, toPort }));
  });
}

/** `[id]:type "Title"`, and `x/y/width/…` for the place. */
function readKeyedNode(key: string, node: JsonObject): SourceNode {
  const [, id = key, type = 'unknown', title = ''] =
    /^\[([^\]]+)\]:(\S+)(?: "([\s\S]*)")?$/.exec(key) ?? [];
  const [x, y] = textAt(node, 'visualData').split('/').map(Number);
  return {
    id,
    type,
    title: title === '' ? type : title,
    ...place(x, y),
    ...(node['disabled'] === true ? { disabled: true } : {}),
    settings: node,
  };
}

function readListedNode(node: JsonObject): SourceNode {
  const type = textAt(node, 'type') || 'unknown';
  return {
    id: textAt(node, 'id'),
    type,
    title: textAt(node, 'title') || type,
    ...place(numberAt(node, 'visualData', 'x'), numberAt(node, 'visualData', 'y')),
    ...(node['disabled'] === true ? { disabled: true } : {}),
    settings: node,
  };
}

function place(
  x: number | undefined,
  y: number | undefined,
): { readonly position?: readonly [number, number] } {
  if (x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y)) return {};
  return { position: [x, y] };
}

/** `output->"Title" nodeId/input`; a title may hold anything, also what looks like the end of it. */
function readWireText(from: string, text: string): SourceWire | undefined {
  const arrow = text.indexOf('->"');
  const quote = text.lastIndexOf('" ');
  const slash = text.lastIndexOf('/');
  if (arrow < 0 || quote < arrow || slash < quote) return undefined;
  return {
    from,
    fromPort: text.slice(0, arrow),
    to: text.slice(quote + 2, slash).trim(),
    toPort: text.slice(slash + 1).trim(),
    role: 'data',
  };
}

function readListedWire(wire: JsonValue): SourceWire {
  const connection = isJsonObject(wire) ? wire : {};
  return {
    from: textAt(connection, 'outputNodeId'),
    fromPort: textAt(connection, 'outputId'),
    to: textAt(connection, 'inputNodeId'),
    toPort: textAt(connection, 'inputId'),
    role: 'data',
  };
}
