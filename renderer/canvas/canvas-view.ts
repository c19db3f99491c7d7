import type { Point } from '../document/flow-edits.ts';

/** What the rest of the window may ask of the canvas's view. */
export interface CanvasView {
  fit(): void;
  zoomBy(direction: 'in' | 'out'): void;
  /** Zoom 1, keeping the middle. */
  resetZoom(): void;
  /** Brings a node into sight. */
  reveal(nodeId: string): void;
  /** The same, near enough to read it. */
  approach(nodeId: string): void;
  /** The middle of what is in sight, px at zoom 1. */
  middle(): Point;
}

let view: CanvasView | undefined;

/** Called by the canvas when it stands, and with undefined when it goes. */
export function setCanvasView(next: CanvasView | undefined): void {
  view = next;
}

/** The canvas's view; undefined before the canvas stands. */
export function canvasView(): CanvasView | undefined {
  return view;
}
