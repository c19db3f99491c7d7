/** What a scan found. Text before `start` holds no marker and can begin none. */
type MarkerScan<Role> =
  | { readonly kind: 'match'; readonly start: number; readonly end: number; readonly role: Role }
  /** From `start` on the text could still become a marker. */
  | { readonly kind: 'hold'; readonly start: number }
  | { readonly kind: 'none'; readonly start: number };

/**
 * Finds the leftmost marker in a text that is still growing; of several at one place the longest.
 * Costs one pass over the text plus, per held suffix, the length of a marker.
 */
export class MarkerMatcher<Role> {
  readonly #markers: readonly (readonly [string, Role])[];
  readonly #firstUnit: RegExp;
  readonly #longest: number;

  /** Of equal markers the first one's role counts; empty markers are ignored. */
  constructor(markers: readonly (readonly [string, Role])[]) {
    this.#markers = markers
      .filter(([marker]) => marker !== '')
      .toSorted(([a], [b]) => b.length - a.length);
    this.#longest = this.#markers[0]?.[0].length ?? 0;
    const units = new Set(this.#markers.map(([marker]) => escapeUnit(marker)));
    this.#firstUnit = units.size === 0 ? /(?!)/g : new RegExp(`[${[...units].join('')}]`, 'g');
  }

  /** Scans from `from`; `final` says that the text ends here, so that nothing is held. */
  scan(text: string, from: number, final = false): MarkerScan<Role> {
    const first = this.#firstUnit;
    first.lastIndex = from;
    for (let hit = first.exec(text); hit !== null; hit = first.exec(text)) {
      const found = this.matchAt(text, hit.index, final);
      if (found !== undefined) return found;
      first.lastIndex = hit.index + 1;
    }
    return { kind: 'none', start: text.length };
  }

  /**
   * As `scan`, for callers that need no marker beginning more than `reach` units on: all that lies farther is not looked
   * at, and what is found instead starts there. So many scans of one long text cost no more than one.
   */
  scanNear(text: string, from: number, reach: number, final = false): MarkerScan<Role> {
    const to = from + reach + this.#longest;
    if (to >= text.length) return this.scan(text, from, final);
    const scan = this.scan(text.slice(from, to), 0);
    const start = from + scan.start;
    return scan.kind === 'match' ? { ...scan, start, end: from + scan.end } : { ...scan, start };
  }

  /** Where the beginning of a marker stands at the end of a text without a whole one; the text's end if there is none. */
  findCutMarker(text: string, from: number): number {
    const scan = this.scan(text, from);
    return scan.kind === 'hold' ? scan.start : text.length;
  }

  /** A marker, or the beginning of one, at exactly this place. */
  matchAt(text: string, at: number, final = false): MarkerScan<Role> | undefined {
    const available = text.length - at;
    for (const [marker, role] of this.#markers) {
      if (marker.length <= available) {
        if (text.startsWith(marker, at)) {
          return { kind: 'match', start: at, end: at + marker.length, role };
        }
      } else if (!final && available > 0 && marker.startsWith(text.slice(at))) {
        return { kind: 'hold', start: at };
      }
    }
    return undefined;
  }
}

function escapeUnit(marker: string): string {
  return `\\u${marker.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
