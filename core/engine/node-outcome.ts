import type { PortValues } from '../module/runnable.ts';
import { MillraceError, toErrorInfo } from '../shared/errors.ts';
import type { PlanNode, Wire } from './plan.ts';
import type { PreparedNode } from './prepared-flow.ts';

/** Which of the wires carry nothing; {} when all do. */
export function absentOf(
  wires: readonly Wire[],
  values: PortValues,
): { readonly silent?: string[] } {
  let silent: string[] | undefined;
  for (const { sourcePort } of wires) {
    if (values[sourcePort] !== undefined && Object.hasOwn(values, sourcePort)) continue;
    silent ??= [];
    if (silent.at(-1) !== sourcePort) silent.push(sourcePort);
  }
  return silent === undefined ? {} : { silent };
}

/** What a failed node's outputs carry when its settings say that the run goes on. */
export function recover(
  node: PlanNode,
  { module }: PreparedNode,
  thrown: unknown,
): PortValues | undefined {
  const { onError, defaultValue } = module.settings;
  if (onError === 'port') {
    const { code, message, action } = toErrorInfo(thrown);
    return { error: { code, message, ...(action === undefined ? {} : { action }) } };
  }
  if (onError !== 'default') return undefined;
  const ports = new Set(['value', ...node.outputs.map((wire) => wire.sourcePort)]);
  return Object.fromEntries([...ports].map((port) => [port, defaultValue]));
}

/** What was thrown as a MillraceError, with the node that it belongs to. */
export function asMillraceError(thrown: unknown, nodeId = ''): MillraceError {
  const hasPlace = thrown instanceof MillraceError && thrown.nodeId !== undefined;
  if (hasPlace) return thrown;
  return MillraceError.fromInfo({ ...toErrorInfo(thrown), ...(nodeId === '' ? {} : { nodeId }) });
}
