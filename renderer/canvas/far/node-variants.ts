import type { Node } from '@xyflow/react';

/** The same node with something added; the same object each time, so that React Flow sees no change. */
class Variants {
  readonly #known = new WeakMap<Node, Node>();
  readonly #added: Pick<Node, 'hidden' | 'dragging'>;

  constructor(added: Pick<Node, 'hidden' | 'dragging'>) {
    this.#added = added;
  }

  of<Kind extends Node>(node: Kind): Kind {
    const variant = this.#known.get(node) ?? { ...node, ...this.#added };
    this.#known.set(node, variant);
    return variant as Kind;
  }
}

/** Without an element. */
export const hiddenNodes = new Variants({ hidden: true });
/** With an element even out of sight, so that Tab gets there: what is being dragged is the one thing React Flow never drops. */
export const keptNodes = new Variants({ dragging: true });
