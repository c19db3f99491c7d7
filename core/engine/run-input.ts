import type { FlowDocument } from '../model/flow-document.ts';
import type { KindRegistry } from '../module/kind-registry.ts';
import { MillraceError } from '../shared/errors.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';

/**
 * The values of a flow's input nodes, by node id. Text goes to the only input node; an object names input nodes by id
 * or title. Nodes without a value fall back to their own default. Throws `input_ambiguous` or `input_unknown`.
 */
export function resolveRunInput(
  document: FlowDocument,
  kinds: KindRegistry,
  input: string | JsonObject,
): ReadonlyMap<string, JsonValue> {
  const nodes = Object.entries(document.nodes).filter(
    ([, node]) => kinds.get(node.kind)?.role === 'run-input',
  );
  const names = nodes.map(([, node]) => node.title).join(', ');
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
    values.set(only[0], input);
    return values;
  }
  for (const [name, value] of Object.entries(input)) {
    const node = nodes.find(([id, candidate]) => id === name || candidate.title === name);
    if (!node) {
      throw new MillraceError('input_unknown', `The flow has no input "${name}".`, {
        action: `It has: ${names || 'none'}.`,
      });
    }
    if (value !== undefined) values.set(node[0], value);
  }
  return values;
}
