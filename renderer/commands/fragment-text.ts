import { flowDocumentSchema, flowFormat, splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowEdge, FlowNode } from '../../core/model/flow-document.ts';
import { maxDepth } from '../../core/model/flow-file.ts';
import { scanBrackets } from '../../core/model/scan-json.ts';
import { stringifySorted } from '../../core/shared/json.ts';
import { edgeId } from '../document/flow-edits.ts';
import type { FlowFragment } from '../document/flow-edits.ts';

/** `format` of copied nodes. */
const fragmentFormat = 'millrace/nodes';

const fragmentSchema = flowDocumentSchema
  .pick({ nodes: true, edges: true, layout: true })
  .extend({ incoming: flowDocumentSchema.shape.edges.optional() });

/** Copied nodes as text for the clipboard. */
export function writeFragment(fragment: FlowFragment): string {
  return stringifySorted({ format: fragmentFormat, ...fragment });
}

/** What stands in the clipboard's text: nodes, or why those in it cannot be taken; undefined where there are none. */
type ReadFragment =
  | { readonly fragment: FlowFragment; readonly refusal?: undefined }
  | { readonly refusal: 'too-deep' | 'unreadable' };

/** Nodes from the clipboard's text, copied ones or a whole flow file; undefined when it holds something else. */
export function readFragment(text: string): ReadFragment | undefined {
  if (!text.includes(fragmentFormat) && !text.includes(flowFormat)) return undefined;
  // A parser would run out of stack, and no file would hold it.
  if (scanBrackets(text).depth > maxDepth) return { refusal: 'too-deep' };
  const read = parse(text);
  const format = typeof read === 'object' && read !== null && 'format' in read && read.format;
  if (format !== fragmentFormat && format !== flowFormat) return undefined;
  const parsed = fragmentSchema.safeParse(read);
  if (!parsed.success) return { refusal: 'unreadable' };
  const { nodes, edges, layout, incoming } = parsed.data;
  return {
    fragment: {
      nodes,
      // Anybody may have written the text: a wire to nowhere, or one drawn twice, would go into the file.
      edges: keepSound(edges, nodes),
      layout,
      ...(incoming === undefined ? {} : { incoming }),
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keepSound(
  edges: readonly FlowEdge[],
  nodes: Readonly<Record<string, FlowNode>>,
): readonly FlowEdge[] {
  const isThere = (end: string): boolean => Object.hasOwn(nodes, splitEndpoint(end).nodeId);
  const sound = edges.filter(({ from, to }) => isThere(from) && isThere(to));
  return [...new Map(sound.map((edge) => [edgeId(edge), edge])).values()];
}
