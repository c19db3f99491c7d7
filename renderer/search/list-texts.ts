import type { FlowDocument, FlowNode } from '../../core/model/flow-document.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import type { JsonObject, JsonValue } from '../../core/shared/json.ts';
import { listFlows } from './list-flow-nodes.ts';
import type { FlowPlace } from './list-flow-nodes.ts';

/** A text of a flow, and where it stands. */
export interface FlowText {
  readonly place: FlowPlace;
  readonly nodeId: string;
  readonly node: FlowNode;
  /** A `key` is the name of an entry inside a setting; ids and keys are found, never replaced. */
  readonly part: 'title' | 'id' | 'setting' | 'key';
  /** The way to it inside the settings; empty for title and id. */
  readonly keys: readonly (string | number)[];
  readonly text: string;
}

const known = new WeakMap<FlowDocument, readonly FlowText[]>();

/** Every text of the open file: titles, ids, and all strings and keys in settings, also in sub-flows; in the order of the nodes. */
export function listTexts(root: FlowDocument): readonly FlowText[] {
  const found = known.get(root) ?? listFlows(root).flatMap(textsOf);
  known.set(root, found);
  return found;
}

function textsOf(place: FlowPlace): readonly FlowText[] {
  return Object.entries(place.flow.nodes).flatMap(([nodeId, node]) => {
    const texts: FlowText[] = [
      { place, nodeId, node, part: 'title', keys: [], text: node.title },
      { place, nodeId, node, part: 'id', keys: [], text: nodeId },
    ];
    const visit = (value: JsonValue, keys: readonly (string | number)[]): void => {
      if (typeof value === 'string') {
        if (value !== '') texts.push({ place, nodeId, node, part: 'setting', keys, text: value });
      } else if (Array.isArray(value)) {
        for (const [at, item] of value.entries()) visit(item as JsonValue, [...keys, at]);
      } else if (isJsonObject(value)) {
        for (const [key, item] of Object.entries(value)) {
          const inner = [...keys, key];
          texts.push({ place, nodeId, node, part: 'key', keys: inner, text: key });
          visit(item as JsonValue, inner);
        }
      }
    };
    for (const [key, value] of Object.entries(node.settings as JsonObject)) {
      // The flow that a node holds is a place of its own.
      if (key !== 'flow' || !isJsonObject(value)) visit(value as JsonValue, [key]);
    }
    return texts;
  });
}
