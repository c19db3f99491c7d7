import type { Box } from '../../document/frames.ts';
import { joinBoxes } from './box-list.ts';

/** A square piece of the far picture. */
export interface Tile<Surface> extends Box {
  readonly key: string;
  /** Undefined until it is drawn for the first time. */
  surface: Surface | undefined;
  /** What of it looks otherwise by now, px at zoom 1. */
  dirty: Box | undefined;
  /** The turn in which it was last in sight. */
  seen: number;
}

/** The far picture at one zoom, cut into squares that are drawn when they come into sight and kept while they hold true. */
export class TileGrid<Surface> {
  /** The zoom that its pieces are drawn for. */
  readonly zoom: number;
  /** A side of a square, px at zoom 1. */
  readonly side: number;
  readonly #tiles = new Map<string, Tile<Surface>>();
  readonly #most: number;
  #turn = 0;

  /** A square's side in px on screen, and how many squares are kept at most. */
  constructor(zoom: number, sidePx: number, most: number) {
    this.zoom = zoom;
    this.side = sidePx / zoom;
    this.#most = most;
  }

  /** The squares that touch the box, row by row; those that were out of sight longest are forgotten. */
  inSight(box: Box): readonly Tile<Surface>[] {
    this.#turn++;
    const found: Tile<Surface>[] = [];
    const right = Math.floor((box.x + box.width) / this.side);
    const bottom = Math.floor((box.y + box.height) / this.side);
    for (let row = Math.floor(box.y / this.side); row <= bottom; row++) {
      for (let column = Math.floor(box.x / this.side); column <= right; column++) {
        const tile = this.#tileAt(column, row);
        tile.seen = this.#turn;
        found.push(tile);
      }
    }
    this.#forget();
    return found;
  }

  /** Notes that the picture changed within the box. */
  mark(box: Box): void {
    for (const tile of this.#tiles.values()) {
      const part = cutBox(box, tile);
      if (part !== undefined) tile.dirty = tile.dirty ? joinBoxes(tile.dirty, part) : part;
    }
  }

  #tileAt(column: number, row: number): Tile<Surface> {
    const key = `${column} ${row}`;
    const known = this.#tiles.get(key);
    if (known !== undefined) return known;
    const { side } = this;
    const place = { x: column * side, y: row * side, width: side, height: side };
    const tile = { key, ...place, surface: undefined, dirty: place, seen: this.#turn };
    this.#tiles.set(key, tile);
    return tile;
  }

  #forget(): void {
    if (this.#tiles.size <= this.#most) return;
    const oldest = [...this.#tiles.values()].sort((a, b) => a.seen - b.seen);
    for (const tile of oldest.slice(0, this.#tiles.size - this.#most)) {
      if (tile.seen < this.#turn) this.#tiles.delete(tile.key);
    }
  }
}

/** What two boxes share; undefined when they only touch or lie apart. */
export function cutBox(a: Box, b: Box): Box | undefined {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}
