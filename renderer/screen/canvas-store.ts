import { create } from 'zustand';
import type { Point } from '../document/flow-edits.ts';
import type { CanvasRefusal } from '../document/judge-connection.ts';

/** A width and height, px at zoom 1. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

interface CanvasStore {
  readonly nodeIds: ReadonlySet<string>;
  readonly edgeIds: ReadonlySet<string>;
  /** Places of nodes that are being dragged, from their container's corner; they join the document when the drag ends. */
  readonly dragged: Readonly<Record<string, Point>>;
  /** Sizes of nodes that are being resized; they join the document when the pointer lets go. */
  readonly resized: Readonly<Record<string, Size>>;
  /** The container that would take the dragged nodes, and why it cannot. */
  readonly drop:
    | { readonly into: string | undefined; readonly refusal?: CanvasRefusal }
    | undefined;
  /** Why something was not done just now; shown at the pointer for a moment. */
  readonly refused: CanvasRefusal | undefined;
  /** The node whose title is being typed. */
  readonly renaming: string | undefined;
  /** Words for screen readers about what just happened on the canvas. */
  readonly announcement: string;
}

const nothing: ReadonlySet<string> = new Set();

/** What is selected and under way on the canvas; belongs to the window, not to the flow. */
export const useCanvasStore = create<CanvasStore>()(() => ({
  nodeIds: nothing,
  edgeIds: nothing,
  dragged: {},
  resized: {},
  drop: undefined,
  refused: undefined,
  renaming: undefined,
  announcement: '',
}));

/** Selects these and nothing else. */
export function select(nodeIds: readonly string[], edgeIds: readonly string[] = []): void {
  useCanvasStore.setState({ nodeIds: new Set(nodeIds), edgeIds: new Set(edgeIds) });
}

/** The only selected node; undefined when none or several are. */
export function onlySelectedNode(store: CanvasStore): string | undefined {
  return store.nodeIds.size === 1 ? [...store.nodeIds][0] : undefined;
}

/** The only selected wire, while no node is; undefined otherwise. */
export function onlySelectedEdge(store: CanvasStore): string | undefined {
  return store.nodeIds.size === 0 && store.edgeIds.size === 1 ? [...store.edgeIds][0] : undefined;
}

export function startRenaming(nodeId: string): void {
  useCanvasStore.setState({ renaming: nodeId });
}

export function endRenaming(): void {
  useCanvasStore.setState({ renaming: undefined });
}

/** Says something to screen readers. */
export function announce(text: string): void {
  useCanvasStore.setState({ announcement: text });
}
