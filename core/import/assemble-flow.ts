import { flowFormat, flowFormatVersion } from '../model/flow-document.ts';
import type { FlowDocument, FlowNode, Placement } from '../model/flow-document.ts';
import { placeholderKind } from '../model/placeholder.ts';
import type { KindChecks } from '../model/validate-flow.ts';
import type { JsonObject } from '../shared/json.ts';
import { connectParts } from './connect-parts.ts';
import type { LostWire } from './connect-parts.ts';
import { cutCircles } from './cut-circles.ts';
import { GraphIndex } from './graph-index.ts';
import { createNote } from './import-notes.ts';
import type { ImportEntry, ImportNeed, ImportReport, ImportedFlow } from './import-report.ts';
import { NodeMapping } from './node-mapping.ts';
import type { NodeRule } from './node-mapping.ts';
import { NodeNames } from './node-names.ts';
import { PlaceholderPorts } from './placeholder-ports.ts';
import { removeSecrets } from './remove-secrets.ts';
import type { SourceGraph, SourceNode } from './source-graph.ts';

/** How a format's graphs become flows. */
export interface Mapper {
  /** The program's name. */
  readonly builder: string;
  /** The rule for a node; undefined leaves it as a placeholder. */
  ruleFor(node: SourceNode, index: GraphIndex): NodeRule | undefined;
  /** Nodes that the program adds without drawing them, such as the answer of a chat flow. */
  complete?(mappings: ReadonlyMap<string, NodeMapping>, index: GraphIndex): readonly NodeMapping[];
}

/** Maps one graph: every node by its rule, then the wires between what came of them. */
export function assembleFlow(graph: SourceGraph, mapper: Mapper, kinds: KindChecks): ImportedFlow {
  const needs = new NeedList();
  const clean = graph.nodes.map((node) => {
    const { value, secrets } = removeSecrets(node.settings, node.title);
    return { node: { ...node, settings: value }, secrets };
  });
  const index = new GraphIndex({ ...graph, nodes: clean.map(({ node }) => node) });
  const mappings = new Map<string, NodeMapping>();
  for (const { node, secrets } of clean) {
    const mapping = mapNode(node, mapper, index, kinds);
    for (const name of secrets) {
      mapping.note('secret_removed', { name });
      needs.add('secret', name, node.title);
    }
    mappings.set(node.id, mapping);
  }
  for (const added of mapper.complete?.(mappings, index) ?? []) mappings.set(added.node.id, added);
  for (const { needs: own, node } of mappings.values()) {
    for (const { what, name } of own) needs.add(what, name, node.title);
  }
  const names = new NodeNames(mappings.values());
  const ports = new PlaceholderPorts();
  const connected = connectParts({ index, mappings, names, ports, kinds });
  const { edges, cut } = cutCircles(connected.edges);
  const lost: LostWire[] = [
    ...connected.lost,
    ...cut.map((edge) => ({ ...edge.origin, note: createNote('cycle_cut') })),
  ];
  const wired = new Set(edges.flatMap(({ from, to }) => [from.nodeId, to.nodeId]));
  const nodes: Record<string, FlowNode> = {};
  const layout: Record<string, Placement> = {};
  for (const mapping of mappings.values()) {
    const parent =
      mapping.node.parent === undefined ? undefined : mappings.get(mapping.node.parent);
    const parentId = parent === undefined ? undefined : names.mainId(parent);
    for (const [nodeId, node] of toNodes(mapping, { names, ports, wired, mapper, index })) {
      nodes[nodeId] = {
        ...node,
        ...(parentId !== undefined && isContainer(parentId, parent, kinds)
          ? { parent: parentId }
          : {}),
      };
    }
    for (const [nodeId, placement] of placements(mapping, names)) layout[nodeId] = placement;
  }
  const flow: FlowDocument = {
    format: flowFormat,
    formatVersion: flowFormatVersion,
    id: crypto.randomUUID(),
    name: graph.name.trim() === '' ? `Imported from ${mapper.builder}` : graph.name.trim(),
    description: graph.description,
    nodes,
    edges: edges.map(({ from, to }) => ({
      from: `${from.nodeId}.${from.port}`,
      to: `${to.nodeId}.${to.port}`,
    })),
    layout,
    importedFrom: {
      builder: mapper.builder,
      lostWires: lost.map(({ from, fromPort, to, toPort }) => ({ from, fromPort, to, toPort })),
    },
  };
  return { flow, report: writeReport(mappings, names, lost, index, needs) };
}

function mapNode(
  node: SourceNode,
  mapper: Mapper,
  index: GraphIndex,
  kinds: KindChecks,
): NodeMapping {
  const mapping = new NodeMapping(node);
  const rule = mapper.ruleFor(node, index);
  if (rule === undefined) mapping.giveUp('kind_missing');
  else {
    try {
      rule(mapping);
    } catch (error) {
      // A rule reads a file that may hold anything; one damaged node must not cost all others.
      mapping.giveUp('defective', { what: (error as Error).message });
    }
  }
  if (mapping.outcome === 'nodes') refuseUnfit(mapping, kinds);
  return mapping.outcome === 'placeholder' ? keepNotes(mapping) : mapping;
}

/** A placeholder starts anew: nothing that its rule had begun stays, but the reasons. */
function keepNotes(given: NodeMapping): NodeMapping {
  const mapping = new NodeMapping(given.node);
  mapping.outcome = 'placeholder';
  mapping.notes.push(...given.notes);
  return mapping;
}

function refuseUnfit(mapping: NodeMapping, kinds: KindChecks): void {
  for (const { kind, settings } of mapping.parts) {
    const known = kinds.find(kind);
    if (known === undefined) return mapping.giveUp('kind_missing');
    const error = known.check(settings).find(({ severity }) => severity === 'error');
    if (error !== undefined) return mapping.giveUp('settings_refused', { what: error.message });
  }
}

interface NodeFacts {
  readonly names: NodeNames;
  readonly ports: PlaceholderPorts;
  readonly wired: ReadonlySet<string>;
  readonly mapper: Mapper;
  readonly index: GraphIndex;
}

function toNodes(
  mapping: NodeMapping,
  { names, ports, wired, mapper, index }: NodeFacts,
): readonly (readonly [string, FlowNode])[] {
  const { node } = mapping;
  const disabled = node.disabled === true ? { disabled: true } : {};
  if (mapping.outcome === 'placeholder') {
    const nodeId = names.mainId(mapping) ?? node.id;
    const isComment = mapping.notes.some(({ code }) => code === 'comment');
    const isUnused =
      index.outOf(node.id).some(({ role }) => role !== 'order') && !wired.has(nodeId);
    if (isUnused) mapping.note('unused_helper');
    const settings: JsonObject = {
      builder: mapper.builder,
      originalType: node.type,
      originalId: node.id,
      reason: mapping.notes.map(({ text }) => text).join(' '),
      original: node.settings,
      ...ports.of(nodeId),
    };
    const made = { kind: placeholderKind, kindVersion: 1, title: node.title, settings };
    return [
      [nodeId, { ...made, ...(isUnused || isComment ? { disabled: true } : disabled) } as FlowNode],
    ];
  }
  return mapping.parts.map((part) => [
    names.idOf(mapping, part),
    {
      kind: part.kind,
      kindVersion: 1,
      title: part.title,
      settings: part.settings,
      ...disabled,
    } as FlowNode,
  ]);
}

function isContainer(
  parentId: string,
  parent: NodeMapping | undefined,
  kinds: KindChecks,
): boolean {
  if (parentId === '' || parent === undefined) return false;
  const kind = parent.outcome === 'placeholder' ? placeholderKind : (parent.parts[0]?.kind ?? '');
  return kinds.find(kind)?.isContainer === true;
}

function placements(
  mapping: NodeMapping,
  names: NodeNames,
): readonly (readonly [string, Placement])[] {
  const { position, size } = mapping.node;
  if (position === undefined) return [];
  const [x, y] = position;
  const at = (dx: number, dy: number): [number, number] => [round(x + dx), round(y + dy)];
  if (mapping.outcome === 'placeholder') {
    const nodeId = names.mainId(mapping);
    return nodeId === undefined ? [] : [[nodeId, at(0, 0)]];
  }
  return mapping.parts.map(({ key, offset: [dx, dy] }, position) => {
    const part = mapping.parts[position];
    const nodeId = part === undefined ? '' : names.idOf(mapping, part);
    const place = at(dx, dy);
    return [nodeId, size !== undefined && key === '' ? [...place, ...size] : place];
  });
}

function round(value: number): number {
  return Math.round(Math.min(1e6, Math.max(-1e6, value)));
}

function writeReport(
  mappings: ReadonlyMap<string, NodeMapping>,
  names: NodeNames,
  lost: readonly LostWire[],
  index: GraphIndex,
  needs: NeedList,
): ImportReport {
  const report = {
    mapped: [] as ImportEntry[],
    approximated: [] as ImportEntry[],
    placeholders: [] as ImportEntry[],
    dropped: [] as ImportEntry[],
  };
  for (const mapping of mappings.values()) {
    const entry = describeMapping(mapping, names);
    if (mapping.outcome === 'placeholder') report.placeholders.push(entry);
    else if (mapping.outcome === 'dropped') report.dropped.push(entry);
    else if (mapping.notes.every(({ code }) => harmless.has(code))) report.mapped.push(entry);
    else report.approximated.push(entry);
  }
  for (const wire of lost) {
    report.dropped.push({
      id: `${wire.from} → ${wire.to}`,
      title: `${index.title(wire.from)} → ${index.title(wire.to)}`,
      type: 'wire',
      nodeIds: [],
      what: [wire.fromPort, wire.toPort].filter((port) => port !== '').join(' → '),
      why: wire.note.text,
      notes: [wire.note],
    });
  }
  return { ...report, needs: needs.list() };
}

/** Notes that tell of no difference. */
const harmless: ReadonlySet<string> = new Set([
  'became_setting',
  'passed_through',
  'added_input',
  'added_output',
]);

function describeMapping(mapping: NodeMapping, names: NodeNames): ImportEntry {
  const { node, parts, outcome, notes } = mapping;
  const kindNames = [...new Set(parts.map(({ kind }) => kind))].join(', ');
  const mainId = names.mainId(mapping);
  return {
    id: node.id,
    title: node.title,
    type: node.type,
    nodeIds:
      outcome === 'placeholder'
        ? mainId === undefined
          ? []
          : [mainId]
        : outcome === 'nodes'
          ? parts.map((part) => names.idOf(mapping, part))
          : [],
    what: outcome === 'placeholder' ? placeholderKind : outcome === 'nodes' ? kindNames : '',
    why: notes.map(({ text }) => text).join(' '),
    notes,
  };
}

class NeedList {
  readonly #needs = new Map<string, { what: ImportNeed['what']; name: string; usedBy: string[] }>();

  add(what: ImportNeed['what'], name: string, usedBy: string): void {
    const key = `${what} ${name}`;
    const need = this.#needs.get(key) ?? { what, name, usedBy: [] };
    if (!need.usedBy.includes(usedBy)) need.usedBy.push(usedBy);
    this.#needs.set(key, need);
  }

  list(): readonly ImportNeed[] {
    return [...this.#needs.values()];
  }
}
