/** Where a key leads in the grid, or what it does to the row under the cursor. */
export type GridMove =
  | { readonly kind: 'go'; readonly to: number }
  | { readonly kind: 'fold' | 'unfold' | 'parent' | 'open' | 'close' };

interface Cursor {
  /** -1 while there is none. */
  readonly at: number;
  readonly count: number;
  /** Rows that a page key passes over. */
  readonly page: number;
  /** Undefined for a row without steps. */
  readonly folded: boolean | undefined;
}

/** What a key means in a tree of rows; undefined for keys that mean nothing there. */
export function readGridKey(
  key: string,
  { at, count, page, folded }: Cursor,
): GridMove | undefined {
  const go = (to: number): GridMove => ({ kind: 'go', to: Math.max(0, Math.min(count - 1, to)) });
  switch (key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at === -1 ? count - 1 : at - 1);
    case 'PageDown':
      return go(at + page);
    case 'PageUp':
      return go(at - page);
    case 'Home':
      return go(0);
    case 'End':
      return go(count - 1);
    case 'ArrowRight':
      if (at < 0) return undefined;
      if (folded === true) return { kind: 'unfold' };
      return folded === false ? go(at + 1) : undefined;
    case 'ArrowLeft':
      if (at < 0) return undefined;
      return { kind: folded === false ? 'fold' : 'parent' };
    case 'Enter':
      return at < 0 ? undefined : { kind: 'open' };
    case 'Escape':
      return { kind: 'close' };
    default:
      return undefined;
  }
}
