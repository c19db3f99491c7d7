import type { PortValues } from '../module/runnable.ts';
import { ToolHandle, isToolProvider } from '../module/tool-handle.ts';
import { MillraceError } from '../shared/errors.ts';
import { convertValue } from './convert-value.ts';
import type { PlanNode, Wire } from './plan.ts';
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

/** The inputs with handles of the tools that are wired to the node. Throws `not_a_tool`. */
export async function collectTools(
  node: PlanNode,
  inputs: PortValues,
  nodes: ReadonlyMap<string, PreparedNode>,
  prefix: string,
): Promise<PortValues> {
  const all: Values = { ...inputs };
  for (const { sourceId, targetPort } of node.tools) {
    const known = Object.hasOwn(all, targetPort.id) ? (all[targetPort.id] as unknown[]) : [];
    all[targetPort.id] = [...known, ...(await toolsOf(nodes.get(sourceId), prefix))];
  }
  return all;
}

async function toolsOf(node: PreparedNode | undefined, prefix: string): Promise<ToolHandle[]> {
  if (!node || node.disabled) return [];
  const { module } = node;
  const nodeId = prefix + node.id;
  if (!isToolProvider(module))
    throw new MillraceError('not_a_tool', `"${nodeId}" offers no tools.`, { nodeId });
  const specs = await module.provideTools();
  return specs.map((spec) => new ToolHandle(spec, module, nodeId));
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
