import type { Box } from '../document/frames.ts';
import type { Point } from '../document/flow-edits.ts';

/** What the rest of the window may ask of the canvas's view. */
export interface CanvasView {
  fit(): void;
  zoomBy(direction: 'in' | 'out'): void;
  /** Zoom 1, keeping the middle. */
  resetZoom(): void;
  /** Brings a node into sight. */
  reveal(nodeId: string): void;
  /** The same, near enough to read it; `coveredPx` of the canvas's right lie under something else. */
  approach(nodeId: string, coveredPx?: number): void;
  /** The middle of what is in sight, px at zoom 1. */
  middle(): Point;
  /** The part of the canvas that is in sight, px at zoom 1. */
  inSight(): Box;
  zoom(): number;
  /** A place on the canvas in the window, px from its top left corner, and the other way round. */
  toWindow(place: Point): Point;
  fromWindow(place: Point): Point;
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
