import type { Box } from '../../document/frames.ts';
import { growBox } from './box-list.ts';
import type { FarColours } from './far-colours.ts';
import type { Brush } from './brush.ts';
import { dotGapAt, paintGround } from './paint-scene.ts';
import { boxInSight } from './sight.ts';
import type { View } from './sight.ts';
import { TileGrid } from './tile-grid.ts';
import type { Tile } from './tile-grid.ts';

const tilePx = 320;
/** Squares kept: some four screens full. */
const mostTiles = 120;
/** Time that a frame may spend on drawing squares; the rest of them follow in the next frames. */
const budgetMs = 5;
/** While the zoom moves within this, the squares are only stretched. */
const stretch = 1.6;
/** The zoom rests when it has not changed for so long. */
const restMs = 90;
/** What rings and names take beyond a node, px on screen. */
const haloPx = 20;

type Grid = TileGrid<HTMLCanvasElement>;

/** Something large that is looked at from far. */
export interface FarPicture {
  /** Draws what touches the box, px at zoom 1; the ground lies there already. */
  paint(brush: Brush, box: Box): void;
  /** Called with the places that look otherwise, at each change. Returns the way to stop. */
  subscribe(listener: (changed: readonly Box[]) => void): () => void;
}

/**
 * Draws a far picture, cut into squares that are each drawn once and then only copied while the view moves.
 * What changes is drawn again within its box alone, once per frame, and never longer than the frame can bear.
 */
export class FarPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #picture: Pick<FarPicture, 'paint'>;
  #colours: FarColours;
  #grid: Grid | undefined;
  /** What was shown at the zoom before, until the new squares are there. */
  #before: Grid | undefined;
  #view: View | undefined;
  #frame = 0;
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(canvas: HTMLCanvasElement, picture: Pick<FarPicture, 'paint'>, colours: FarColours) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('The browser gives no 2D canvas.');
    this.#canvas = canvas;
    this.#context = context;
    this.#picture = picture;
    this.#colours = colours;
  }

  /** Shows another part of the canvas with the next frame. */
  show(view: View): void {
    this.#view = view;
    this.#schedule();
  }

  /** Draws these places anew with the next frame. */
  mark(boxes: readonly Box[]): void {
    if (boxes.length === 0 || this.#grid === undefined) return;
    const halo = haloPx / this.#grid.zoom;
    for (const box of boxes) {
      const grown = growBox(box, halo);
      this.#grid.mark(grown);
      this.#before?.mark(grown);
    }
    this.#schedule();
  }

  /** Draws everything anew, as in another theme. */
  recolour(colours: FarColours): void {
    this.#colours = colours;
    this.#grid = undefined;
    this.#before = undefined;
    this.#schedule();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#restTimer);
    this.#frame = 0;
  }

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = 0;
    const view = this.#view;
    if (view === undefined || view.width === 0 || view.height === 0) return;
    const ratio = window.devicePixelRatio;
    this.#fitCanvas(view, ratio);
    const grid = this.#gridFor(view.zoom);
    const tiles = grid.inSight(boxInSight(view));
    const isComplete = this.#paintTiles(grid, tiles, ratio);
    if (!isComplete) this.#copyBefore(view, ratio);
    for (const tile of tiles) copyTile(this.#context, tile, view, ratio);
    if (isComplete) this.#before = undefined;
    else this.#schedule();
    this.#canvas.toggleAttribute('data-complete', isComplete && grid.zoom === view.zoom);
  }

  #fitCanvas({ width, height }: View, ratio: number): void {
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== wide) this.#canvas.width = wide;
    if (this.#canvas.height !== high) this.#canvas.height = high;
  }

  #gridFor(zoom: number): Grid {
    const grid = this.#grid;
    clearTimeout(this.#restTimer);
    if (grid === undefined) return this.#startGrid(zoom);
    if (grid.zoom === zoom) return grid;
    const stretched = Math.max(grid.zoom / zoom, zoom / grid.zoom);
    if (stretched > stretch) return this.#startGrid(zoom);
    this.#restTimer = setTimeout(() => {
      this.#startGrid(zoom);
      this.#schedule();
    }, restMs);
    return grid;
  }

  #startGrid(zoom: number): Grid {
    this.#before = this.#grid;
    this.#grid = new TileGrid(zoom, tilePx, mostTiles);
    return this.#grid;
  }

  /** Draws as many squares as the frame has time for, at least one; whether all of them are right now. */
  #paintTiles(grid: Grid, tiles: readonly Tile<HTMLCanvasElement>[], ratio: number): boolean {
    const until = performance.now() + budgetMs;
    for (const tile of tiles) {
      if (tile.dirty === undefined) continue;
      this.#paintTile(grid, tile, ratio);
      if (performance.now() > until) break;
    }
    return tiles.every((tile) => tile.dirty === undefined);
  }

  #paintTile(grid: Grid, tile: Tile<HTMLCanvasElement>, ratio: number): void {
    const { dirty } = tile;
    tile.surface ??= makeSurface(tilePx * ratio);
    const context = tile.surface.getContext('2d', { alpha: false });
    tile.dirty = undefined;
    if (context === null || dirty === undefined) return;
    const scale = grid.zoom * ratio;
    const brush = { context, colours: this.#colours, scale: grid.zoom };
    context.save();
    context.setTransform(scale, 0, 0, scale, -tile.x * scale, -tile.y * scale);
    // Whole device px, so that no seam stays where the piece meets what was drawn before.
    const piece = onPixels(dirty, tile, scale);
    context.beginPath();
    context.rect(piece.x, piece.y, piece.width, piece.height);
    context.clip();
    paintGround(brush, piece, dotGapAt(grid.zoom));
    this.#picture.paint(brush, growBox(piece, haloPx / grid.zoom));
    context.restore();
  }

  #copyBefore(view: View, ratio: number): void {
    this.#context.fillStyle = this.#colours.canvas;
    this.#context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    for (const tile of this.#before?.inSight(boxInSight(view)) ?? []) {
      copyTile(this.#context, tile, view, ratio);
    }
  }
}

function makeSurface(sidePx: number): HTMLCanvasElement {
  const surface = document.createElement('canvas');
  surface.width = Math.round(sidePx);
  surface.height = Math.round(sidePx);
  return surface;
}

function onPixels(box: Box, origin: Box, scale: number): Box {
  const x = origin.x + Math.floor((box.x - origin.x) * scale) / scale;
  const y = origin.y + Math.floor((box.y - origin.y) * scale) / scale;
  const right = origin.x + Math.ceil((box.x + box.width - origin.x) * scale) / scale;
  const bottom = origin.y + Math.ceil((box.y + box.height - origin.y) * scale) / scale;
  return { x, y, width: right - x, height: bottom - y };
}

/** Each edge of a square lies on a whole device px, the same one for both squares that meet there: no gaps. */
function copyTile(
  context: CanvasRenderingContext2D,
  { surface, x, y, width, height }: Tile<HTMLCanvasElement>,
  { left, top, zoom }: View,
  ratio: number,
): void {
  if (surface === undefined) return;
  const [startX, startY] = [
    Math.round((x * zoom + left) * ratio),
    Math.round((y * zoom + top) * ratio),
  ];
  const endX = Math.round(((x + width) * zoom + left) * ratio);
  const endY = Math.round(((y + height) * zoom + top) * ratio);
  context.drawImage(surface, startX, startY, endX - startX, endY - startY);
}
