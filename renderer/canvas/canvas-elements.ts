import type { Edge, Node } from '@xyflow/react';
import type { FlowDocument, FlowNode } from '../../core/model/flow-document.ts';
import type { Finding } from '../../core/model/finding.ts';
import type { KindDescriptor, NodeInfo } from '../../core/model/kind-descriptor.ts';
import type { NodePorts } from '../../core/model/port.ts';
import type { Point } from '../document/flow-edits.ts';
import { nestingOf } from '../document/families.ts';
import { boxOf, childrenByParent, frameMeasure } from '../document/frames.ts';
import { edgeId } from '../document/flow-edits.ts';
import type { Size } from '../screen/canvas-store.ts';
import {
  collectWiredPorts,
  countProblems,
  handlesOf,
  sameItems,
  sortByDepth,
} from './element-facts.ts';
import type { WireHandles } from './element-facts.ts';
import { makeCanvasNode } from './make-canvas-node.ts';
import { isCollapsed } from '../document/node-look.ts';
import { isSheet, plainType } from '../document/is-sheet.ts';
import { shapeFrame } from './frame-shape.ts';
import { collapseShape, shapeNode } from './node-shape.ts';
import type { NodeShape, WiredPorts } from './node-shape.ts';

/** What the canvas knows of a node besides its run; a new object only when something in it changed. */
export interface CanvasNodeData extends Record<string, unknown> {
  readonly node: FlowNode;
  readonly kind: KindDescriptor | undefined;
  readonly summary: string;
  readonly shape: NodeShape;
  /** Errors and warnings that the engine found at this node. */
  readonly problems: number;
  /** Switched off itself, or by a container around it. */
  readonly disabled: boolean;
  /** A container with nothing in it. */
  readonly empty: boolean;
  /** It shows its title bar only. */
  readonly collapsed: boolean;
}

export type CanvasNode = Node<CanvasNodeData, 'flow' | 'frame' | 'note' | 'titled-group'>;
export type CanvasEdge = Edge<{ readonly tool: boolean; readonly error: boolean }, 'flow'>;

export interface ElementSources {
  readonly document: FlowDocument;
  readonly infos: Readonly<Record<string, NodeInfo>>;
  readonly findings: readonly Finding[];
  readonly kinds: readonly KindDescriptor[];
  readonly selected: ReadonlySet<string>;
  /** Places from the corner of the container around the node. */
  readonly dragged: Readonly<Record<string, Point>>;
  readonly resized?: Readonly<Record<string, Size>>;
  readonly sizes: ReadonlyMap<string, Size>;
  /** Names nodes and wires for screen readers. */
  readonly names: ElementNames;
}

/** Accessible names in the interface's language. */
export interface ElementNames {
  node(title: string, kind: string): string;
  edge(from: string, to: string): string;
}

interface Cached<Element> {
  readonly key: readonly unknown[];
  readonly element: Element;
}

/** Makes React Flow's nodes and edges; one that did not change stays the same object, so that only changed ones are drawn. */
export class CanvasElementCache {
  #data = new Map<string, Cached<CanvasNodeData>>();
  #nodes = new Map<string, Cached<CanvasNode>>();
  #edges = new Map<string, Cached<CanvasEdge>>();
  #wires:
    | { readonly key: readonly unknown[]; readonly handles: readonly WireHandles[] }
    | undefined;

  nodes(sources: ElementSources): CanvasNode[] {
    const { document, infos } = sources;
    const wired = collectWiredPorts(this.#handles(document, infos));
    const problems = countProblems(sources.findings);
    const kinds = new Map(sources.kinds.map((kind) => [kind.kind, kind]));
    const isFrame = (nodeId: string): boolean =>
      kinds.get(document.nodes[nodeId]?.kind ?? '')?.isContainer === true;
    const children = childrenByParent(document);
    const nesting = nestingOf(document);
    const data = new Map<string, Cached<CanvasNodeData>>();
    const sorted = sortByDepth(document, isFrame);
    for (const id of sorted) {
      const node = document.nodes[id];
      if (node === undefined) continue;
      const around = nesting.ancestorsOf(id);
      const facts = {
        node,
        kind: kinds.get(node.kind),
        info: infos[id],
        wired: wired.get(id) ?? unwired,
        problems: problems.get(id) ?? 0,
        disabled: [id, ...around].some((each) => document.nodes[each]?.disabled === true),
        empty: isFrame(id) && !children.has(id),
        collapsed: !isFrame(id) && !isSheet(node) && isCollapsed(document.layout[id]),
      };
      data.set(id, this.#dataOf(id, facts));
    }
    this.#data = data;
    const nodes = new Map<string, Cached<CanvasNode>>();
    for (const id of sorted) {
      const made = data.get(id)?.element;
      if (made === undefined) continue;
      const parent = nesting.parentOf(id);
      const frame = parent !== undefined && isFrame(parent) ? parent : undefined;
      const size = isFrame(id) ? this.#frameSize(id, sources, isFrame, children) : undefined;
      nodes.set(id, this.#node(id, made, sources, frame, size));
    }
    this.#nodes = nodes;
    return [...nodes.values()].map((cached) => cached.element);
  }

  /** Edges between the nodes that `nodes` made last; one that starts or ends in no node is left out (the findings name it). */
  edges(document: FlowDocument, selected: ReadonlySet<string>, names: ElementNames): CanvasEdge[] {
    const edges = new Map<string, Cached<CanvasEdge>>();
    const handles =
      this.#wires?.key[0] === document ? this.#wires.handles : this.#handles(document, {});
    for (const [at, edge] of document.edges.entries()) {
      const wire = handles[at];
      const source = wire && this.#data.get(wire.source)?.element;
      const target = wire && this.#data.get(wire.target)?.element;
      if (wire === undefined || source === undefined || target === undefined) continue;
      const id = edgeId(edge);
      const output = source.shape.ports.find(
        ({ side, handleId }) => side === 'output' && handleId === wire.sourceHandle,
      );
      const tool = output?.port.type === 'tool';
      const error = wire.sourceHandle === 'error';
      const titles = [source.node.title, target.node.title] as const;
      const key = [selected.has(id), tool, ...titles, names, wire.sourceHandle, wire.targetHandle];
      const old = this.#edges.get(id);
      if (old !== undefined && sameItems(old.key, key)) {
        edges.set(id, old);
        continue;
      }
      const element: CanvasEdge = {
        id,
        type: 'flow',
        ...wire,
        selected: selected.has(id),
        data: { tool, error },
        ariaLabel: names.edge(...titles),
      };
      edges.set(id, { key, element });
    }
    this.#edges = edges;
    return [...edges.values()].map((cached) => cached.element);
  }

  /** A frame grows past its own size while the nodes in it do: what they say stays within it. */
  #frameSize(
    id: string,
    sources: ElementSources,
    isFrame: (nodeId: string) => boolean,
    children: ReadonlyMap<string, readonly string[]>,
  ): Size {
    const { document, sizes, resized, dragged } = sources;
    const { y: top, width, height } = boxOf(document, id, isFrame, children);
    if (resized?.[id] !== undefined) return resized[id];
    let bottom = height;
    for (const childId of children.get(id) ?? []) {
      // A node that is being dragged may be on its way out.
      if (dragged[childId] !== undefined) continue;
      const tall = isFrame(childId)
        ? this.#frameSize(childId, sources, isFrame, children).height
        : (sizes.get(childId)?.height ?? this.#data.get(childId)?.element.shape.baseHeight ?? 0);
      const y = document.layout[childId]?.[1] ?? 0;
      bottom = Math.max(bottom, y - top + tall + frameMeasure.padding);
    }
    return { width, height: bottom };
  }

  /** Only a wire from a container to itself asks for ports, so a check that changes none keeps what is known. */
  #handles(
    document: FlowDocument,
    infos: Readonly<Record<string, NodeInfo>>,
  ): readonly WireHandles[] {
    const key = [document, infos];
    if (this.#wires !== undefined && sameItems(this.#wires.key, key)) return this.#wires.handles;
    const ports = new Map<string, NodePorts>(
      Object.entries(infos).map(([nodeId, info]) => [nodeId, info.ports]),
    );
    const handles = document.edges.map((edge) => handlesOf(document, edge, ports));
    this.#wires = { key, handles };
    return handles;
  }

  #dataOf(id: string, facts: DataFacts): Cached<CanvasNodeData> {
    const { node, kind, info, wired, problems, disabled, empty, collapsed } = facts;
    const wiring = `${[...wired.inputs].join(' ')}|${[...wired.outputs].join(' ')}`;
    const marks = [problems, disabled, empty, collapsed];
    const key = [node, kind, info?.summary, info?.ports, wiring, ...marks];
    const old = this.#data.get(id);
    if (old !== undefined && sameItems(old.key, key)) return old;
    const ports = kind === undefined ? undefined : (info?.ports ?? kind.ports);
    const open = kind?.isContainer === true ? shapeFrame(ports, wired) : shapeNode(ports, wired);
    const shape = collapsed ? collapseShape(open) : open;
    const summary = info?.summary ?? '';
    return { key, element: { node, kind, summary, shape, problems, disabled, empty, collapsed } };
  }

  #node(
    id: string,
    data: CanvasNodeData,
    sources: ElementSources,
    frame: string | undefined,
    frameSize: Size | undefined,
  ): Cached<CanvasNode> {
    const { layout } = sources.document;
    const [left, top] = (frame === undefined ? undefined : layout[frame]) ?? [0, 0];
    const placed = layout[id];
    const { x, y } = sources.dragged[id] ?? {
      x: (placed?.[0] ?? 0) - left,
      y: (placed?.[1] ?? 0) - top,
    };
    const selected = sources.selected.has(id);
    const type = frameSize === undefined ? plainType(data.node) : ('frame' as const);
    const resized = sources.resized?.[id];
    const width = resized?.width ?? frameSize?.width ?? placed?.[2];
    const height = resized?.height ?? frameSize?.height ?? placed?.[3];
    const measured = sources.sizes.get(id)?.height;
    const key = [data, x, y, selected, measured, sources.names, frame, width, height, type];
    const old = this.#nodes.get(id);
    if (old !== undefined && sameItems(old.key, key)) return old;
    const ariaLabel = sources.names.node(data.node.title, data.kind?.title ?? data.node.kind);
    const made = { id, data, type, x, y, selected, frame, width, height, measured, ariaLabel };
    return { key, element: makeCanvasNode(made) };
  }
}

interface DataFacts {
  readonly node: FlowNode;
  readonly kind: KindDescriptor | undefined;
  readonly info: NodeInfo | undefined;
  readonly wired: WiredPorts;
  readonly problems: number;
  readonly disabled: boolean;
  readonly empty: boolean;
  readonly collapsed: boolean;
}

const unwired: WiredPorts = { inputs: new Set(), outputs: new Set() };
