import { flowFormat, flowFormatVersion } from '../model/flow-document.ts';
import type { FlowDocument, FlowNode, Placement } from '../model/flow-document.ts';
import { placeholderKind } from '../model/placeholder.ts';
import type { KindChecks } from '../model/validate-flow.ts';
import type { JsonObject } from '../shared/json.ts';
import { connectParts } from './connect-parts.ts';
import type { LostWire } from './wire-store.ts';
import { cutCircles } from './cut-circles.ts';
import { findUnused } from './find-unused.ts';
import { fitContainers } from './fit-containers.ts';
import { GraphIndex } from './graph-index.ts';
import { createNote } from './import-notes.ts';
import type { ImportedFlow } from './import-report.ts';
import { NodeMapping } from './node-mapping.ts';
import type { NodeRule } from './node-mapping.ts';
import { NodeNames } from './node-names.ts';
import { PlaceholderPorts } from './placeholder-ports.ts';
import { removeSecrets } from './remove-secrets.ts';
import type { SourceGraph, SourceNode } from './source-graph.ts';
import { NeedList, writeReport } from './write-report.ts';

/** How a format's graphs become flows. */
export interface Mapper {
  /** The program's name. */
  readonly builder: string;
  /** How much wider and higher apart nodes stand here, where that program's are smaller. */
  readonly spread?: readonly [number, number];
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
  const unused = findUnused(mappings.values(), edges, names, index);
  const nodes: Record<string, FlowNode> = {};
  const layout: Record<string, Placement> = {};
  for (const mapping of mappings.values()) {
    const parent =
      mapping.node.parent === undefined ? undefined : mappings.get(mapping.node.parent);
    const parentId = parent === undefined ? undefined : names.mainId(parent);
    for (const [nodeId, node] of toNodes(mapping, { names, ports, unused, mapper })) {
      const around =
        parentId !== undefined && isContainer(parentId, parent, kinds) ? parentId : undefined;
      const holder = names.ownerOf(nodeId)?.part?.inside === true ? names.mainId(mapping) : around;
      nodes[nodeId] = { ...node, ...(holder === undefined ? {} : { parent: holder }) };
    }
    for (const [nodeId, placement] of placements(mapping, names, mapper.spread))
      layout[nodeId] = placement;
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
    layout: fitContainers(nodes, layout),
    importedFrom: {
      builder: mapper.builder,
      lostWires: lost.map(({ from, fromPort, to, toPort }) => ({ from, fromPort, to, toPort })),
    },
  };
  return { flow, report: writeReport({ mappings, names, lost, index, needs }) };
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
  for (const note of given.notes) mapping.notes.push(note);
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
  readonly unused: ReadonlySet<string>;
  readonly mapper: Mapper;
}

function toNodes(
  mapping: NodeMapping,
  { names, ports, unused, mapper }: NodeFacts,
): readonly (readonly [string, FlowNode])[] {
  const { node } = mapping;
  const disabled = node.disabled === true ? { disabled: true } : {};
  if (mapping.outcome === 'placeholder') {
    const nodeId = names.mainId(mapping) ?? node.id;
    const isUnused = unused.has(nodeId);
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
    return [[nodeId, { ...made, ...(isUnused ? { disabled: true } : disabled) } as FlowNode]];
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
  [wider, higher]: readonly [number, number] = [1, 1],
): readonly (readonly [string, Placement])[] {
  const { position, size } = mapping.node;
  if (position === undefined) return [];
  const [x, y] = [position[0] * wider, position[1] * higher];
  const at = (dx: number, dy: number): [number, number] => [round(x + dx), round(y + dy)];
  if (mapping.outcome === 'placeholder') {
    const nodeId = names.mainId(mapping);
    return nodeId === undefined ? [] : [[nodeId, at(0, 0)]];
  }
  return mapping.parts.map(({ key, offset: [dx, dy] }, position) => {
    const part = mapping.parts[position];
    const nodeId = part === undefined ? '' : names.idOf(mapping, part);
    const place = at(dx, dy);
    return [
      nodeId,
      size !== undefined && key === ''
        ? [...place, round(size[0] * wider), round(size[1] * higher)]
        : place,
    ];
  });
}

function round(value: number): number {
  return Math.round(Math.min(1e6, Math.max(-1e6, value)));
}
