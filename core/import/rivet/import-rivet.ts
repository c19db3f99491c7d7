import type { FlowDocument } from '../../model/flow-document.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { GraphIndex } from '../graph-index.ts';
import type { ImportedFlow } from '../import-report.ts';
import { textAt } from '../json-access.ts';
import type { NodeMapping, NodeRule } from '../node-mapping.ts';
import type { SourceNode } from '../source-graph.ts';
import { readRivet } from './read-rivet.ts';
import type { RivetGraph } from './read-rivet.ts';
import { rivetRules } from './rivet-rules.ts';

/** A flow that holds more nodes than this, its parts counted, is not put into another one. */
const mostNodesInside = 500;

type RuleFor = (node: SourceNode, index: GraphIndex) => NodeRule | undefined;

/** Imports every graph of a project; one that another graph runs is put into it as a sub-flow, too. */
export function importRivet(
  file: JsonObject,
  assemble: (graph: RivetGraph, ruleFor: RuleFor) => ImportedFlow,
): readonly ImportedFlow[] {
  const graphs = readRivet(file);
  const byId = new Map(graphs.map((graph) => [graph.id, graph]));
  const done = new Map<RivetGraph, ImportedFlow>();
  const under = new Set<RivetGraph>();
  const importGraph = (graph: RivetGraph): ImportedFlow => {
    const known = done.get(graph);
    if (known !== undefined) return known;
    under.add(graph);
    const imported = assemble(graph, (node, index) => {
      if (node.type === 'subGraph') return (mapping) => addSubGraph(mapping, find);
      const rules = rivetRules(index);
      return Object.hasOwn(rules, node.type) ? rules[node.type] : undefined;
    });
    under.delete(graph);
    done.set(graph, imported);
    return imported;
  };
  // A graph that runs itself, by way of others or not, has no end as a sub-flow.
  const find = (id: string): FlowDocument | undefined => {
    const graph = byId.get(id);
    return graph === undefined || under.has(graph) ? undefined : importGraph(graph).flow;
  };
  return graphs.map(importGraph);
}

function addSubGraph(mapping: NodeMapping, find: (id: string) => FlowDocument | undefined): void {
  const { settings } = mapping.node;
  const flow = find(textAt(settings, 'data', 'graphId'));
  if (flow === undefined || countNodes(flow) > mostNodesInside)
    return mapping.giveUp('kind_missing');
  const part = mapping.add('sub-flow', { flow: flow as unknown as JsonObject });
  for (const [nodeId, { kind, title }] of Object.entries(flow.nodes)) {
    if (kind === 'input') mapping.accept(title, part, nodeId);
    if (kind === 'output') mapping.offer(title, part, nodeId);
  }
  if (settings['isSplitRun'] === true) mapping.note('items_lost');
}

/** Nodes of a flow, and of the flows in it. */
function countNodes(flow: FlowDocument): number {
  let count = 0;
  for (const { settings } of Object.values(flow.nodes)) {
    const inner = settings['flow'] as unknown as FlowDocument | null | undefined;
    count += 1 + (inner?.nodes === undefined ? 0 : countNodes(inner));
  }
  return count;
}
