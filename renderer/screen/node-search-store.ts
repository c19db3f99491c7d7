import { create } from 'zustand';
import type { Point } from '../document/flow-edits.ts';

/** Where a module is being looked for on the canvas. */
interface NodeSearch {
  /** px from the window's top left corner. */
  readonly screen: Point;
  /** Where the node's title goes, px at zoom 1; undefined for a good place beside what is selected. */
  readonly place?: Point;
}

/** The search for a module on the canvas, while it is open. */
export const useNodeSearch = create<{ readonly open: NodeSearch | undefined }>()(() => ({
  open: undefined,
}));

/** Opens the search at a point, or in the middle of the canvas. */
export function openNodeSearch(at?: NodeSearch): void {
  useNodeSearch.setState({ open: at ?? { screen: middleOfCanvas() } });
}

export function closeNodeSearch(): void {
  useNodeSearch.setState({ open: undefined });
}

/** Half of the search's width and a third of its height lie before the middle, px. */
const beforeMiddle = { x: 160, y: 140 };

function middleOfCanvas(): Point {
  const canvas = document.querySelector('.canvas')?.getBoundingClientRect();
  if (canvas === undefined) return { x: 0, y: 0 };
  return {
    x: Math.max(canvas.left, canvas.left + canvas.width / 2 - beforeMiddle.x),
    y: Math.max(canvas.top, canvas.top + canvas.height / 2 - beforeMiddle.y),
  };
}
