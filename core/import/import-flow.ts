import type { KindChecks } from '../model/validate-flow.ts';
import { flowFormat } from '../model/flow-document.ts';
import { MillraceError } from '../shared/errors.ts';
import type { JsonObject } from '../shared/json.ts';
import { addInput, addOutputs } from './added-ends.ts';
import { assembleFlow } from './assemble-flow.ts';
import type { Mapper } from './assemble-flow.ts';
import { formatOf } from './detect-format.ts';
import { difyRules } from './dify/dify-rules.ts';
import { DifyTexts } from './dify/dify-text.ts';
import { readDify } from './dify/read-dify.ts';
import { agentflowRules } from './flowise/agentflow-rules.ts';
import { chatflowRuleFor, questionId } from './flowise/chatflow-rules.ts';
import { AgentflowTexts } from './flowise/flowise-text.ts';
import { readFlowise } from './flowise/read-flowise.ts';
import type { GraphIndex } from './graph-index.ts';
import type { ImportResult, ImportedFlow } from './import-report.ts';
import { langflowRuleFor } from './langflow/langflow-rules.ts';
import { readLangflow } from './langflow/read-langflow.ts';
import { n8nRuleFor } from './n8n/n8n-rules.ts';
import { N8nTexts } from './n8n/n8n-text.ts';
import { readN8n } from './n8n/read-n8n.ts';
import type { NodeMapping, RuleTable } from './node-mapping.ts';
import { notImportable, readSourceText } from './read-source-text.ts';
import { importRivet } from './rivet/import-rivet.ts';
import { builders } from './source-graph.ts';
import type { ForeignFormat, SourceGraph, SourceNode } from './source-graph.ts';

/** More would be no flow that people draw; mapping takes about 50 µs a node. */
const maxNodes = 20_000;

/**
 * Turns another program’s file into flows, as far as it goes, and says of every node what became of it. `kinds` are
 * those of the host: what would need another stays a placeholder. Throws MillraceError `not_importable`, `too_large`
 * or `too_deep`, and nothing else.
 */
export function importFlow(text: string, kinds: KindChecks): ImportResult {
  const file = readSourceText(text);
  if (file['format'] === flowFormat) {
    throw notImportable('It is a flow of Millrace already: open it instead.');
  }
  const format = formatOf(file);
  if (format === undefined) {
    throw notImportable('It is no file of Flowise, Langflow, Dify, n8n or Rivet.');
  }
  const builder = builders[format];
  const flows = importers[format](file, builder, kinds);
  return { format, builder, flows };
}

type Importer = (file: JsonObject, builder: string, kinds: KindChecks) => readonly ImportedFlow[];

const importers: Readonly<Record<ForeignFormat, Importer>> = {
  rivet: (file, builder, kinds) =>
    importRivet(file, (graph, ruleFor) => assemble(graph, kinds, { builder, ruleFor })),
  dify: (file, builder, kinds) => {
    const graph = readDify(file);
    const rulesOf = (index: GraphIndex): RuleTable =>
      difyRules(new DifyTexts(index, graph.variables), graph.mode, index);
    return [assemble(graph, kinds, { builder, ruleFor: byType(rulesOf) })];
  },
  n8n: (file, builder, kinds) =>
    readN8n(file).map((graph) => {
      const textsOf = once((index: GraphIndex) => new N8nTexts(index));
      return assemble(graph, kinds, {
        builder,
        spread: [1.5, 1.3],
        ruleFor: (node, index) => n8nRuleFor(node, index, textsOf(index)),
        complete: addOutputs,
      });
    }),
  langflow: (file, builder, kinds) =>
    readLangflow(file).map((graph) =>
      assemble(graph, kinds, { builder, ruleFor: langflowRuleFor }),
    ),
  'flowise-agentflow': (file, builder, kinds) => [
    assemble(readFlowise(file), kinds, {
      builder,
      spread: [1.5, 1.4],
      ruleFor: byType((index) => agentflowRules(new AgentflowTexts(index), index)),
      complete: addOutputs,
    }),
  ],
  'flowise-chatflow': (file, builder, kinds) => [
    assemble(readFlowise(file), kinds, {
      builder,
      ruleFor: chatflowRuleFor,
      complete: (mappings, index) => [...addQuestion(mappings), ...addOutputs(mappings, index)],
    }),
  ],
};

/** A chat flow answers what a person says, and draws no node for it. */
function addQuestion(mappings: ReadonlyMap<string, NodeMapping>): readonly NodeMapping[] {
  const readers: SourceNode[] = [];
  for (const mapping of mappings.values()) {
    if (mapping.wants.some(({ ref }) => ref.node === questionId)) readers.push(mapping.node);
  }
  return readers.length === 0 ? [] : [addInput(questionId, 'Question', readers)];
}

function assemble(graph: SourceGraph, kinds: KindChecks, mapper: Mapper): ImportedFlow {
  if (graph.nodes.length > maxNodes) {
    throw new MillraceError('too_large', `The flow has more than ${maxNodes} nodes.`, {
      action: 'Export a smaller part of it.',
    });
  }
  return assembleFlow(withUniqueIds(graph), mapper, kinds);
}

/** Of several nodes with one id the first keeps it, and the wires; an id may not be empty. */
function withUniqueIds(graph: SourceGraph): SourceGraph {
  const taken = new Map<string, number>();
  const nodes = graph.nodes.map((node, position) => {
    const wanted = node.id === '' ? `node${position + 1}` : node.id;
    const count = taken.get(wanted) ?? 0;
    taken.set(wanted, count + 1);
    const id = count === 0 ? wanted : `${wanted} (${count + 1})`;
    return id === node.id ? node : { ...node, id };
  });
  return { ...graph, nodes };
}

/** A rule by the node’s type, from a table that is made once for each graph. */
function byType(tableOf: (index: GraphIndex) => RuleTable): Mapper['ruleFor'] {
  const tables = once(tableOf);
  return (node, index) => {
    const table = tables(index);
    return Object.hasOwn(table, node.type) ? table[node.type] : undefined;
  };
}

/** Makes a value once for each graph. */
function once<Value>(make: (index: GraphIndex) => Value): (index: GraphIndex) => Value {
  const made = new WeakMap<GraphIndex, Value>();
  return (index) => {
    const known = made.get(index) ?? make(index);
    made.set(index, known);
    return known;
  };
}
