/** More than so many elements would make a far picture slow again: of more selected nodes the rest is drawn as selected. */
export const mostReal = 120;

interface RealWish {
  /** All nodes, in the order that Tab walks. */
  readonly order: readonly string[];
  readonly selected: ReadonlySet<string>;
  /** The node that has the keyboard, or had it last. */
  readonly focused: string | undefined;
  /** Nodes under the pointer, being dragged, renamed or wired. */
  readonly touched: readonly (string | undefined)[];
}

/**
 * Which nodes stay elements in a far picture: all that hands and keys are at. So that Tab still walks through all nodes, the
 * neighbours of the focused one are there before it gets to them, and the first and the last for whoever comes from outside.
 */
export function chooseReal({ order, selected, focused, touched }: RealWish): ReadonlySet<string> {
  const at = focused === undefined ? -1 : order.indexOf(focused);
  const around = at < 0 ? [] : [order[at - 1], focused, order[at + 1]];
  const real = new Set<string>();
  for (const nodeId of [order[0], order.at(-1), ...around, ...touched]) {
    if (nodeId !== undefined) real.add(nodeId);
  }
  for (const nodeId of selected) {
    if (real.size >= mostReal) break;
    real.add(nodeId);
  }
  return real;
}
