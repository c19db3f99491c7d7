import { create } from 'zustand';
import type { WireEnd } from '../document/fitting-kinds.ts';
import type { Point } from '../document/flow-edits.ts';

/** A wire that was let go over the empty canvas. */
export interface DroppedWire {
  readonly end: WireEnd;
  /** Where in the window. */
  readonly screen: Point;
  /** Where on the canvas. */
  readonly place: Point;
}

/** The wire that waits for a node to end in, if any. */
export const useDroppedWire = create<{ readonly wire: DroppedWire | undefined }>()(() => ({
  wire: undefined,
}));
