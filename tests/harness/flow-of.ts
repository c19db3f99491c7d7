import type { FlowDocument } from '../../core/model/flow-document.ts';

/** A flow of these parts; nothing else is in it. */
export function flowOf(parts: Partial<FlowDocument>): FlowDocument {
  return {
    format: 'millrace/flow',
    formatVersion: 1,
    id: 'flow',
    name: 'Flow',
    description: '',
    nodes: {},
    edges: [],
    layout: {},
    ...parts,
  };
}
