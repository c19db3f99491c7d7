import type { FlowDocument } from '../model/flow-document.ts';
import type { KindRegistry } from '../module/kind-registry.ts';
import { MillraceError } from '../shared/errors.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';

/** A node where a run's input enters. */
export interface FlowInput {
  readonly id: string;
  readonly title: string;
}

/** The input nodes of a flow, in the order of the file. */
export function listInputs(document: FlowDocument, kinds: KindRegistry): readonly FlowInput[] {
  return Object.entries(document.nodes)
    .filter(([, node]) => kinds.get(node.kind)?.role === 'run-input')
    .map(([id, { title }]) => ({ id, title }));
}

/**
 * The values of a flow's input nodes, by node id. Text goes to the only input node; an object names input nodes by id
 * or title. Nodes without a value fall back to their own default. Throws `input_ambiguous` or `input_unknown`.
 */
export function resolveRunInput(
  nodes: readonly FlowInput[],
  input: string | JsonObject,
): ReadonlyMap<string, JsonValue> {
  const names = nodes.map(({ title }) => title).join(', ');
  const values = new Map<string, JsonValue>();
  if (typeof input === 'string') {
    if (input === '') return values;
    const only = nodes[0];
    if (nodes.length > 1 || !only) {
      throw new MillraceError(
        'input_ambiguous',
        only
          ? `The flow has several inputs: ${names}.`
          : 'The flow has no input node to take the text.',
        {
          action: only
            ? 'Name them: {"title": "value"}.'
            : 'Add an input node, or run it without input.',
        },
      );
    }
    values.set(only.id, input);
    return values;
  }
  for (const [name, value] of Object.entries(input)) {
    const node = nodes.find(({ id, title }) => id === name || title === name);
    if (!node) {
      throw new MillraceError('input_unknown', `The flow has no input "${name}".`, {
        action: `It has: ${names || 'none'}.`,
      });
    }
    if (value !== undefined) values.set(node.id, value);
  }
  return values;
}
