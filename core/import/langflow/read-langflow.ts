import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { notImportable } from '../read-source-text.ts';
import type { SourceGraph, SourceNode, SourceWire } from '../source-graph.ts';

/** Reads a flow, or a collection of flows. Throws `not_importable`. */
export function readLangflow(file: JsonObject): readonly SourceGraph[] {
  const flows = [
    file,
    ...listAt(file, 'flows').map((flow) => objectAt(flow)),
    ...listAt(file, 'list').map((flow) => objectAt(flow)),
  ];
  const graphs = flows.filter((flow) => listAt(flow, 'data', 'nodes').length > 0).map(readFlow);
  if (graphs.length === 0) throw notImportable('The Langflow file holds no flow.');
  return graphs;
}

function readFlow(flow: JsonObject): SourceGraph {
  return {
    name: textAt(flow, 'name'),
    description: textAt(flow, 'description'),
    nodes: listAt(flow, 'data', 'nodes').map(readNode),
    wires: listAt(flow, 'data', 'edges').map(readWire),
  };
}

function readNode(node: JsonValue, position: number): SourceNode {
  const data = objectAt(node, 'data');
  const isNote = textAt(node, 'type') === 'noteNode' || textAt(data, 'type') === 'note';
  const type = isNote ? 'note' : textAt(data, 'type') || 'unknown';
  const x = numberAt(node, 'position', 'x');
  const y = numberAt(node, 'position', 'y');
  return {
    id: textAt(node, 'id') || textAt(data, 'id') || `node${position + 1}`,
    type,
    title:
      textAt(data, 'node', 'display_name') ||
      textAt(data, 'display_name') ||
      (isNote ? 'Note' : type),
    ...(x === undefined || y === undefined ? {} : { position: [x, y] }),
    settings: readSettings(objectAt(data, 'node')),
  };
}

/** The values of a component’s fields; the form around each of them says nothing about the flow. */
function readSettings(component: JsonObject): JsonObject {
  const values: Record<string, JsonValue> = {};
  for (const [name, field] of Object.entries(objectAt(component, 'template'))) {
    const value = valueAt(field, 'value');
    if (name === '_type' || value === undefined || value === '') continue;
    const isStored = valueAt(field, 'load_from_db') === true;
    const isSecret = valueAt(field, 'password') === true && !isStored;
    values[name] = isSecret ? { password: true, value } : value;
  }
  const description = textAt(component, 'description');
  return {
    values,
    ...(valueAt(component, 'tool_mode') === true ? { toolMode: true } : {}),
    ...(description === '' ? {} : { description }),
    ...(valueAt(component, 'flow') === undefined ? {} : { flow: valueAt(component, 'flow') }),
  };
}

function readWire(edge: JsonValue): SourceWire {
  const from = readHandle(edge, 'sourceHandle');
  const to = readHandle(edge, 'targetHandle');
  const toPort = textAt(to, 'fieldName') || textAt(to, 'name');
  const types = listAt(from, 'output_types').map((type) => textAt(type));
  return {
    from: textAt(edge, 'source'),
    fromPort: textAt(from, 'name'),
    to: textAt(edge, 'target'),
    toPort,
    role: types.includes('Tool') || toPort === 'tools' ? 'tool' : 'data',
  };
}

/** A handle stands as data, or as a text of JSON whose quotation marks are written `œ`. */
function readHandle(edge: JsonValue, key: 'sourceHandle' | 'targetHandle'): JsonObject {
  const data = objectAt(edge, 'data', key);
  if (Object.keys(data).length > 0) return data;
  const text = textAt(edge, key);
  try {
    return objectAt(JSON.parse(text.replaceAll('œ', '"')) as JsonValue);
  } catch {
    return { name: text };
  }
}
