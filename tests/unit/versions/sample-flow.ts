import { stringifyFlow } from '../../../core/model/flow-file.ts';
import type { FlowDocument } from '../../../core/model/flow-document.ts';

/** The text of a flow whose nodes are notes with these texts. */
export function flowWith(...texts: readonly string[]): string {
  const nodes = Object.fromEntries(
    texts.map((text, at) => [
      `n${at}`,
      { kind: 'note', kindVersion: 1, title: `Note ${at}`, settings: { text } },
    ]),
  );
  const flow: FlowDocument = {
    format: 'millrace/flow',
    formatVersion: 1,
    id: 'flow',
    name: 'Flow',
    description: '',
    nodes,
    edges: [],
    layout: {},
  };
  return stringifyFlow(flow);
}
