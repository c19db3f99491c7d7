import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { Place } from './finding.ts';

/** Finds places in a text. The tree that it takes is costly and made only when something is to be found. */
export class TextPlaces {
  readonly #source: string;
  #tree: { readonly root: Node | undefined; readonly lines: readonly number[] } | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  get tree(): { readonly root: Node | undefined; readonly lines: readonly number[] } {
    return (this.#tree ??= { root: parseTree(this.#source), lines: lineStarts(this.#source) });
  }

  locate(place: Place): Place {
    const { root, lines } = this.tree;
    return root ? { ...place, ...positionOf(root, place.path, lines) } : place;
  }
}

function positionOf(root: Node, path: Place['path'], lines: readonly number[]): Partial<Place> {
  for (let length = path.length; length >= 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return lineAndColumn(node.offset, lines);
  }
  return {};
}

/** The offsets at which lines begin. */
export function lineStarts(source: string): readonly number[] {
  const starts = [0];
  for (let index = source.indexOf('\n'); index >= 0; index = source.indexOf('\n', index + 1))
    starts.push(index + 1);
  return starts;
}

/** 1-based place of an offset. */
export function lineAndColumn(
  offset: number,
  starts: readonly number[],
): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
