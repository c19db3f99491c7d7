import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { notImportable } from '../read-source-text.ts';
import type { SourceGraph, SourceNode, SourceWire } from '../source-graph.ts';

/** Reads a workflow, a list of workflows, or a template that holds one. Throws `not_importable`. */
export function readN8n(file: JsonObject): readonly SourceGraph[] {
  const candidates = [
    file,
    objectAt(file, 'workflow'),
    objectAt(file, 'data'),
    ...listAt(file, 'list').map((item) => objectAt(item)),
    ...listAt(file, 'workflows').map((item) => objectAt(item)),
    ...listAt(file, 'data').map((item) => objectAt(item)),
  ];
  const graphs = candidates.filter(isWorkflow).map(readWorkflow);
  if (graphs.length === 0) throw notImportable('The n8n file holds no workflow.');
  return graphs;
}

/** Whether an object is a workflow: its nodes have names and types, and its wires go by names. */
export function isWorkflow(value: JsonObject): boolean {
  return (
    Array.isArray(valueAt(value, 'nodes')) &&
    valueAt(value, 'connections') !== undefined &&
    !Array.isArray(valueAt(value, 'connections'))
  );
}

function readWorkflow(workflow: JsonObject): SourceGraph {
  const nodes = listAt(workflow, 'nodes').map(readNode);
  // Wires go by name; two nodes of one name are a damaged file, where the first counts.
  const ids = new Map(nodes.toReversed().map(({ title, id }) => [title, id]));
  const types = new Map(nodes.map(({ id, type }) => [id, type]));
  return {
    name: textAt(workflow, 'name'),
    description: textAt(workflow, 'meta', 'description') || textAt(workflow, 'description'),
    nodes,
    wires: passBy(types, readWires(objectAt(workflow, 'connections'), ids, types)),
  };
}

/** Nodes that hand on what comes in: who reads them reads what is before them. */
export function isPassage(type: string): boolean {
  return shortType(type) === 'noOp' || shortType(type) === 'wait';
}

/** Draws wires past the nodes that change nothing. */
function passBy(
  types: ReadonlyMap<string, string>,
  wires: readonly SourceWire[],
): readonly SourceWire[] {
  let passed = wires;
  for (const [id, type] of types) {
    if (!isPassage(type)) continue;
    const into = passed.filter(({ to }) => to === id);
    const outOf = passed.filter(({ from }) => from === id);
    const past = into.flatMap(({ from, fromPort, role }) =>
      outOf.map(({ to, toPort }) => ({ from, fromPort, to, toPort, role })),
    );
    // Many wires in and many out would multiply from passage to passage.
    if (past.length > 1000) continue;
    passed = [...passed.filter(({ from, to }) => from !== id && to !== id), ...past];
  }
  return passed;
}

function readNode(node: JsonValue, position: number): SourceNode {
  const name = textAt(node, 'name');
  const x = numberAt(node, 'position', 0) ?? numberAt(node, 'position', 'x');
  const y = numberAt(node, 'position', 1) ?? numberAt(node, 'position', 'y');
  const type = textAt(node, 'type') || 'unknown';
  return {
    // Wires and expressions know a node by its name, which is unique there and easier to read than its id.
    id: name || textAt(node, 'id') || `node${position + 1}`,
    type,
    title: name === '' ? shortType(type) : name,
    ...(x === undefined || y === undefined ? {} : { position: [x, y] }),
    ...(valueAt(node, 'disabled') === true ? { disabled: true } : {}),
    settings: objectAt(node),
  };
}

/** `@n8n/n8n-nodes-langchain.agent` is `agent`. */
export function shortType(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

function readWires(
  connections: JsonObject,
  ids: ReadonlyMap<string, string>,
  types: ReadonlyMap<string, string>,
): readonly SourceWire[] {
  const wires: SourceWire[] = [];
  for (const [name, byType] of Object.entries(connections)) {
    const from = ids.get(name) ?? name;
    for (const [channel, outputs] of Object.entries(objectAt(byType))) {
      for (const [output, targets] of listAt(outputs).entries()) {
        for (const target of listAt(targets)) {
          const to = textAt(target, 'node');
          const isMain = channel === 'main';
          wires.push({
            from,
            fromPort: isMain ? outputName(types.get(from) ?? '', output) : channel,
            to: ids.get(to) ?? to,
            toPort: isMain ? inputName(numberAt(target, 'index') ?? 0) : channel,
            role: isMain ? 'order' : channel === 'ai_tool' ? 'tool' : 'data',
          });
        }
      }
    }
  }
  return wires;
}

function outputName(type: string, output: number): string {
  const kind = shortType(type);
  if (kind === 'if') return output === 0 ? 'true' : 'false';
  if (kind === 'splitInBatches') return output === 0 ? 'done' : 'loop';
  if (kind === 'switch' || kind === 'textClassifier' || kind === 'sentimentAnalysis') {
    return `case${output + 1}`;
  }
  return output === 0 ? '' : `output${output + 1}`;
}

function inputName(input: number): string {
  return input === 0 ? '' : `input${input + 1}`;
}
