import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { listAt, numberAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { notImportable } from '../read-source-text.ts';
import type { SourceGraph, SourceNode, SourceWire } from '../source-graph.ts';

/** What texts may name besides nodes: the app’s own variables. */
export interface DifyVariables {
  /** Environment variables that are no secrets, by name. */
  readonly environment: ReadonlyMap<string, string>;
  readonly secrets: ReadonlySet<string>;
  /** Conversation variables with their first values, by name. */
  readonly conversation: ReadonlyMap<string, string>;
}

export interface DifyGraph extends SourceGraph {
  readonly mode: string;
  readonly variables: DifyVariables;
}

/** Reads an app’s DSL. Throws `not_importable` when it holds no workflow. */
export function readDify(file: JsonObject): DifyGraph {
  const name = textAt(file, 'app', 'name');
  const mode = textAt(file, 'app', 'mode');
  const description = textAt(file, 'app', 'description');
  const graph = objectAt(file, 'workflow', 'graph');
  if (listAt(graph, 'nodes').length === 0) {
    const model = objectAt(file, 'model_config');
    if (Object.keys(model).length === 0) {
      throw notImportable('The Dify file holds neither a workflow nor a model configuration.');
    }
    return { name, description, mode, variables: noVariables, ...readSimpleApp(model, name) };
  }
  const nodes = listAt(graph, 'nodes').map(readNode);
  return {
    name,
    description,
    mode,
    nodes: nodes.filter(({ type }) => !isStartOfContainer(type)),
    wires: readWires(graph, nodes),
    variables: readVariables(objectAt(file, 'workflow')),
  };
}

const noVariables: DifyVariables = {
  environment: new Map(),
  secrets: new Set(),
  conversation: new Map(),
};

/** Loops and iterations hold a node that only says where they begin. */
function isStartOfContainer(type: string): boolean {
  return type === 'iteration-start' || type === 'loop-start';
}

function readNode(node: JsonValue): SourceNode {
  const data = objectAt(node, 'data');
  const isNote = textAt(node, 'type') === 'custom-note';
  const type = isNote ? 'note' : textAt(data, 'type') || 'unknown';
  const absolute = objectAt(node, 'positionAbsolute');
  const x = numberAt(absolute, 'x') ?? numberAt(node, 'position', 'x');
  const y = numberAt(absolute, 'y') ?? numberAt(node, 'position', 'y');
  const parent = textAt(node, 'parentId');
  const width = numberAt(node, 'width');
  const height = numberAt(node, 'height');
  const isContainer = type === 'iteration' || type === 'loop';
  return {
    id: textAt(node, 'id'),
    type,
    title: textAt(data, 'title') || (isNote ? 'Note' : type),
    ...(x === undefined || y === undefined ? {} : { position: [x, y] }),
    ...(isContainer && width !== undefined && height !== undefined
      ? { size: [Math.round(width), Math.round(height)] }
      : {}),
    ...(parent === '' ? {} : { parent }),
    settings: data,
  };
}

/** Dify’s wires say what runs next; values are named in the settings. */
function readWires(graph: JsonObject, nodes: readonly SourceNode[]): readonly SourceWire[] {
  const types = new Map(nodes.map(({ id, type }) => [id, type]));
  return listAt(graph, 'edges').flatMap((edge) => {
    const from = textAt(edge, 'source');
    const handle = textAt(edge, 'sourceHandle');
    if (isStartOfContainer(types.get(from) ?? '')) return [];
    const wire: SourceWire = {
      from,
      fromPort: handle === 'source' ? '' : handle,
      to: textAt(edge, 'target'),
      toPort: '',
      role: 'order',
    };
    return [wire];
  });
}

function readVariables(workflow: JsonObject): DifyVariables {
  const environment = new Map<string, string>();
  const secrets = new Set<string>();
  for (const variable of listAt(workflow, 'environment_variables')) {
    const name = textAt(variable, 'name');
    if (textAt(variable, 'value_type') === 'secret') secrets.add(name);
    else environment.set(name, written(valueAt(variable, 'value')));
  }
  const conversation = new Map(
    listAt(workflow, 'conversation_variables').map((variable) => [
      textAt(variable, 'name'),
      written(valueAt(variable, 'value')),
    ]),
  );
  return { environment, secrets, conversation };
}

function written(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A chat, agent or completion app has no graph: it is an input, a model and an answer. */
function readSimpleApp(model: JsonObject, name: string): Pick<SourceGraph, 'nodes' | 'wires'> {
  const isAgent =
    model['agent_mode'] !== undefined && objectAt(model, 'agent_mode')['enabled'] === true;
  const nodes: SourceNode[] = [
    { id: 'start', type: 'start', title: 'Start', position: [0, 0], settings: startOf(model) },
    {
      id: 'model',
      type: isAgent ? 'simple-agent' : 'simple-chat',
      title: name === '' ? 'Model' : name,
      position: [320, 0],
      settings: model,
    },
    {
      id: 'answer',
      type: 'answer',
      title: 'Answer',
      position: [640, 0],
      settings: { type: 'answer', answer: '{{#model.text#}}' },
    },
  ];
  return { nodes, wires: [] };
}

/** The form of a simple app as the variables of a start node. */
function startOf(model: JsonObject): JsonObject {
  const variables = listAt(model, 'user_input_form').flatMap((field) => {
    const [[type, settings] = []] = Object.entries(objectAt(field));
    return type === undefined ? [] : [{ ...objectAt(settings), type }];
  });
  return { type: 'start', variables };
}
