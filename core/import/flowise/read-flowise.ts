import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import type { SourceGraph, SourceNode, SourceWire } from '../source-graph.ts';

/** Whether a flow is of the second kind of agent flow, where wires are order and values go by names. */
export function isAgentflow(file: JsonObject): boolean {
  return listAt(file, 'nodes').some((node) => textAt(node, 'data', 'name').endsWith('Agentflow'));
}

/** Reads a chat flow or an agent flow; both are React Flow graphs of the same shape. */
export function readFlowise(file: JsonObject): SourceGraph {
  const isOrder = isAgentflow(file);
  return {
    name: textAt(file, 'name'),
    description: textAt(file, 'description'),
    nodes: listAt(file, 'nodes').map(readNode),
    wires: listAt(file, 'edges').map((edge) => (isOrder ? readOrder(edge) : readValueWire(edge))),
  };
}

function readNode(node: JsonValue, position: number): SourceNode {
  const data = objectAt(node, 'data');
  const type = textAt(data, 'name') || textAt(node, 'type') || 'unknown';
  const x = numberAt(node, 'positionAbsolute', 'x') ?? numberAt(node, 'position', 'x');
  const y = numberAt(node, 'positionAbsolute', 'y') ?? numberAt(node, 'position', 'y');
  const parent = textAt(node, 'parentNode') || textAt(node, 'parentId');
  const width = numberAt(node, 'width');
  const height = numberAt(node, 'height');
  const isContainer = type === 'iterationAgentflow';
  return {
    id: textAt(node, 'id') || `node${position + 1}`,
    type,
    title: textAt(data, 'label') || (/note/i.test(type) ? 'Note' : type),
    ...(x === undefined || y === undefined ? {} : { position: [x, y] }),
    ...(isContainer && width !== undefined && height !== undefined
      ? { size: [width, height] }
      : {}),
    ...(parent === '' ? {} : { parent }),
    settings: readSettings(data),
  };
}

/** What the person set, without the forms that every node carries along. */
function readSettings(data: JsonObject): JsonObject {
  return {
    inputs: objectAt(data, 'inputs'),
    ...(valueAt(data, 'outputs') === undefined ? {} : { outputs: objectAt(data, 'outputs') }),
    ...(valueAt(data, 'version') === undefined ? {} : { version: valueAt(data, 'version') }),
    ...(textAt(data, 'credential') === '' ? {} : { credentialId: textAt(data, 'credential') }),
  };
}

function readOrder(edge: JsonValue): SourceWire {
  // Branches are numbered: `conditionAgentflow_0-output-1`.
  const [, branch = ''] = /-output-(\d+)$/.exec(textAt(edge, 'sourceHandle')) ?? [];
  return {
    from: textAt(edge, 'source'),
    fromPort: branch === '' ? '' : `case${Number(branch) + 1}`,
    to: textAt(edge, 'target'),
    toPort: '',
    role: 'order',
  };
}

/** Handles are written `node-output-name-Types` and `node-input-name-Type`. */
function readValueWire(edge: JsonValue): SourceWire {
  const [, fromPort = ''] = /-output-([^-]+)/.exec(textAt(edge, 'sourceHandle')) ?? [];
  const [, toPort = ''] = /-input-([^-]+)/.exec(textAt(edge, 'targetHandle')) ?? [];
  return {
    from: textAt(edge, 'source'),
    fromPort,
    to: textAt(edge, 'target'),
    toPort,
    role: toPort === 'tools' ? 'tool' : 'data',
  };
}
