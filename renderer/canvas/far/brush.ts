import type { FarColours } from './far-colours.ts';

/** What a picture is drawn on, and how: `scale` is how many px on screen a px at zoom 1 takes. */
export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly colours: FarColours;
  readonly scale: number;
}
