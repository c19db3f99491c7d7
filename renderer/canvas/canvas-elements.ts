import { Position } from '@xyflow/react';
import type { Edge, Node } from '@xyflow/react';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument, FlowNode } from '../../core/model/flow-document.ts';
import type { Finding } from '../../core/model/finding.ts';
import type { KindDescriptor, NodeInfo } from '../../core/model/kind-descriptor.ts';
import type { Point } from '../document/flow-edits.ts';
import { edgeId } from '../document/flow-edits.ts';
import { nodeWidth } from '../document/placement.ts';
import { shapeNode } from './node-shape.ts';
import type { NodeShape, WiredPorts } from './node-shape.ts';

/** What the canvas knows of a node besides its run; a new object only when something in it changed. */
export interface CanvasNodeData extends Record<string, unknown> {
  readonly node: FlowNode;
  readonly kind: KindDescriptor | undefined;
  readonly summary: string;
  readonly shape: NodeShape;
  /** Errors and warnings that the engine found at this node. */
  readonly problems: number;
}

export type CanvasNode = Node<CanvasNodeData, 'flow'>;
export type CanvasEdge = Edge<{ readonly tool: boolean }, 'flow'>;

export interface ElementSources {
  readonly document: FlowDocument;
  readonly infos: Readonly<Record<string, NodeInfo>>;
  readonly findings: readonly Finding[];
  readonly kinds: readonly KindDescriptor[];
  readonly selected: ReadonlySet<string>;
  readonly dragged: Readonly<Record<string, Point>>;
  readonly sizes: ReadonlyMap<string, { readonly width: number; readonly height: number }>;
  /** Names nodes and wires for screen readers. */
  readonly names: ElementNames;
}

/** Accessible names in the interface's language. */
export interface ElementNames {
  node(title: string, kind: string): string;
  edge(from: string, to: string): string;
}

interface CachedNode {
  readonly key: readonly unknown[];
  readonly node: CanvasNode;
}

const handlePx = 12;

/** Makes React Flow's nodes and edges; one that did not change stays the same object, so that only changed ones are drawn. */
export class CanvasElementCache {
  #data = new Map<string, { readonly key: readonly unknown[]; readonly data: CanvasNodeData }>();
  #nodes = new Map<string, CachedNode>();
  #edges = new Map<string, { readonly key: readonly unknown[]; readonly edge: CanvasEdge }>();

  nodes(sources: ElementSources): CanvasNode[] {
    const wired = collectWiredPorts(sources.document);
    const problems = countProblems(sources.findings);
    const kinds = new Map(sources.kinds.map((kind) => [kind.kind, kind]));
    const data = new Map<
      string,
      { readonly key: readonly unknown[]; readonly data: CanvasNodeData }
    >();
    const nodes = new Map<string, CachedNode>();
    for (const [id, node] of Object.entries(sources.document.nodes)) {
      const kind = kinds.get(node.kind);
      const info = sources.infos[id];
      const ports = wired.get(id) ?? unwired;
      const wiring = `${[...ports.inputs].join(' ')}|${[...ports.outputs].join(' ')}`;
      const dataKey = [node, kind, info?.summary, info?.ports, wiring, problems.get(id) ?? 0];
      const oldData = this.#data.get(id);
      const kept =
        oldData !== undefined && sameItems(oldData.key, dataKey)
          ? oldData
          : {
              key: dataKey,
              data: {
                node,
                kind,
                summary: info?.summary ?? '',
                shape: shapeNode(
                  kind === undefined ? undefined : (info?.ports ?? kind.ports),
                  ports,
                ),
                problems: problems.get(id) ?? 0,
              },
            };
      data.set(id, kept);
      nodes.set(id, this.#node(id, kept.data, sources));
    }
    this.#data = data;
    this.#nodes = nodes;
    return [...nodes.values()].map((cached) => cached.node);
  }

  /** Edges between the nodes that `nodes` made last; one that starts or ends in no node is left out (the findings name it). */
  edges(document: FlowDocument, selected: ReadonlySet<string>, names: ElementNames): CanvasEdge[] {
    const edges = new Map<
      string,
      { readonly key: readonly unknown[]; readonly edge: CanvasEdge }
    >();
    for (const edge of document.edges) {
      const id = edgeId(edge);
      const from = splitEndpoint(edge.from);
      const to = splitEndpoint(edge.to);
      const source = this.#data.get(from.nodeId)?.data;
      const target = this.#data.get(to.nodeId)?.data;
      if (source === undefined || target === undefined) continue;
      const output = source.shape.ports.find(
        ({ side, port }) => side === 'output' && port.id === from.portId,
      );
      const tool = output?.port.type === 'tool';
      const key = [selected.has(id), tool, source.node.title, target.node.title, names];
      const old = this.#edges.get(id);
      if (old !== undefined && sameItems(old.key, key)) {
        edges.set(id, old);
        continue;
      }
      const drawn: CanvasEdge = {
        id,
        type: 'flow',
        source: from.nodeId,
        sourceHandle: from.portId,
        target: to.nodeId,
        targetHandle: to.portId,
        selected: selected.has(id),
        data: { tool },
        ariaLabel: names.edge(source.node.title, target.node.title),
      };
      edges.set(id, { key, edge: drawn });
    }
    this.#edges = edges;
    return [...edges.values()].map((cached) => cached.edge);
  }

  #node(id: string, data: CanvasNodeData, sources: ElementSources): CachedNode {
    const placed = sources.document.layout[id];
    const { x, y } = sources.dragged[id] ?? { x: placed?.[0] ?? 0, y: placed?.[1] ?? 0 };
    const selected = sources.selected.has(id);
    const size = sources.sizes.get(id);
    const height = size?.height ?? data.shape.baseHeight;
    const key = [data, x, y, selected, height, sources.names];
    const old = this.#nodes.get(id);
    if (old !== undefined && sameItems(old.key, key)) return old;
    const node: CanvasNode = {
      id,
      type: 'flow',
      ariaLabel: sources.names.node(data.node.title, data.kind?.title ?? data.node.kind),
      position: { x, y },
      data,
      selected,
      measured: { width: nodeWidth, height },
      handles: data.shape.ports.map(({ port, side, y: middle }) => ({
        id: port.id,
        type: side === 'input' ? 'target' : 'source',
        position: side === 'input' ? Position.Left : Position.Right,
        x: side === 'input' ? -handlePx / 2 : nodeWidth - handlePx / 2,
        y: middle - handlePx / 2,
        width: handlePx,
        height: handlePx,
      })),
    };
    return { key, node };
  }
}

const unwired: WiredPorts = { inputs: new Set(), outputs: new Set() };

function collectWiredPorts(document: FlowDocument): ReadonlyMap<string, WiredPorts> {
  const wired = new Map<string, { inputs: Set<string>; outputs: Set<string> }>();
  const at = (nodeId: string): { inputs: Set<string>; outputs: Set<string> } => {
    const known = wired.get(nodeId) ?? { inputs: new Set<string>(), outputs: new Set<string>() };
    wired.set(nodeId, known);
    return known;
  };
  for (const edge of document.edges) {
    const from = splitEndpoint(edge.from);
    const to = splitEndpoint(edge.to);
    at(from.nodeId).outputs.add(from.portId);
    at(to.nodeId).inputs.add(to.portId);
  }
  return wired;
}

function countProblems(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const problems = new Map<string, number>();
  for (const { place } of findings) {
    if (place.nodeId === undefined) continue;
    problems.set(place.nodeId, (problems.get(place.nodeId) ?? 0) + 1);
  }
  return problems;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
}
