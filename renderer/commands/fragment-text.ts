import { flowDocumentSchema } from '../../core/model/flow-document.ts';
import { stringifySorted } from '../../core/shared/json.ts';
import type { FlowFragment } from '../document/flow-edits.ts';

/** `format` of copied nodes. */
const fragmentFormat = 'millrace/nodes';

const fragmentSchema = flowDocumentSchema.pick({ nodes: true, edges: true, layout: true });

/** Copied nodes as text for the clipboard. */
export function writeFragment(fragment: FlowFragment): string {
  return stringifySorted({ format: fragmentFormat, ...fragment });
}

/** Nodes from the clipboard's text; undefined when it holds something else. */
export function readFragment(text: string): FlowFragment | undefined {
  if (!text.includes(fragmentFormat)) return undefined;
  try {
    const parsed = fragmentSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return undefined;
    const { nodes, edges, layout } = parsed.data;
    return { nodes, edges, layout };
  } catch {
    return undefined;
  }
}
