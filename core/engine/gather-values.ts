import type { PortValues } from '../module/runnable.ts';
import { listTools } from '../module/list-tools.ts';
import type { RunScope } from '../module/run-scope.ts';
import { ToolHandle, isToolProvider } from '../module/tool-handle.ts';
import { MillraceError } from '../shared/errors.ts';
import { convertValue } from './convert-value.ts';
import type { ToolWire, Wire, PlanNode } from './plan.ts';
import type { PreparedNode } from './prepared-flow.ts';

type Values = Record<string, unknown>;

/**
 * What a node's wires brought, by port. Where an input takes the first value only, `winners` says which it was.
 * What a container takes for the nodes in it goes to `captures`.
 */
export function gatherValues(
  node: PlanNode,
  values: readonly (PortValues | undefined)[],
  entry: PortValues,
  winners: readonly Wire[] | undefined,
  captures: Values | undefined,
): PortValues {
  const inputs: Values = {};
  for (const wire of node.inputs) {
    const value = valueOf(wire, values, entry);
    if (value === undefined) continue;
    if (wire.isCapture) {
      if (captures) captures[wire.targetPort.id] = value;
      continue;
    }
    const hasLost = wire.targetPort.race !== undefined && winners?.includes(wire) === false;
    if (!hasLost) addValue(inputs, wire, value);
  }
  return inputs;
}

/** What a body's result wires carry, by inner input of its container. */
export function readResults(
  results: readonly Wire[],
  values: readonly (PortValues | undefined)[],
  entry: PortValues,
): PortValues {
  const read: Values = {};
  for (const wire of results) {
    const value = valueOf(wire, values, entry);
    if (value !== undefined) addValue(read, wire, value);
  }
  return read;
}

/**
 * The inputs with handles of the tools that are wired to a node, and of those that are wired to these. Looking for them
 * is a part of `scope`'s work. Throws `not_a_tool`.
 */
export async function collectTools(
  wires: readonly ToolWire[],
  inputs: PortValues,
  nodes: ReadonlyMap<string, PreparedNode>,
  scope: RunScope,
): Promise<PortValues> {
  const all: Values = { ...inputs };
  const found = await Promise.all(
    wires.map(({ sourceId }) => toolsOf(nodes.get(sourceId), nodes, scope)),
  );
  wires.forEach(({ targetPort }, index) => {
    const known = Object.hasOwn(all, targetPort.id) ? (all[targetPort.id] as unknown[]) : [];
    all[targetPort.id] = [...known, ...(found[index] ?? [])];
  });
  return all;
}

async function toolsOf(
  node: PreparedNode | undefined,
  nodes: ReadonlyMap<string, PreparedNode>,
  scope: RunScope,
): Promise<ToolHandle[]> {
  if (!node || node.disabled) return [];
  const { module, tools } = node;
  const nodeId = scope.flow.prefix + node.id;
  if (!isToolProvider(module))
    throw new MillraceError('not_a_tool', `"${nodeId}" offers no tools.`, { nodeId });
  const own = tools.length === 0 ? {} : await collectTools(tools, {}, nodes, scope);
  const offered = await listTools(module, { ...scope, nodeId });
  return offered.map((tool) => new ToolHandle(tool, module, nodeId, own));
}

function valueOf(
  { source, sourcePort }: Wire,
  values: readonly (PortValues | undefined)[],
  entry: PortValues,
): unknown {
  const from = source < 0 ? entry : values[source];
  return from !== undefined && Object.hasOwn(from, sourcePort) ? from[sourcePort] : undefined;
}

function addValue(values: Values, { targetPort, sourceTitle = '' }: Wire, value: unknown): void {
  const { id, type, multiple, keyed, label } = targetPort;
  const converted = convertValue(value, type, label);
  if (keyed === true) {
    const object = Object.hasOwn(values, id) ? (values[id] as Values) : {};
    setValue(object, freeKey(object, sourceTitle), converted);
    setValue(values, id, object);
    return;
  }
  if (multiple !== true) {
    setValue(values, id, converted);
    return;
  }
  if (Object.hasOwn(values, id)) (values[id] as unknown[]).push(converted);
  else setValue(values, id, [converted]);
}

/** Nodes may have equal titles, and one node may have several wires to the same input. */
function freeKey(object: Values, title: string): string {
  let key = title;
  for (let number = 2; Object.hasOwn(object, key); number++) key = `${title} ${number}`;
  return key;
}

/** A plain assignment would lose the port of a variable that is named `__proto__`. */
function setValue(values: Values, id: string, value: unknown): void {
  if (id !== '__proto__') values[id] = value;
  else
    Object.defineProperty(values, id, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
}
