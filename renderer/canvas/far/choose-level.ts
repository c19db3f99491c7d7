/** `near`: every node in sight is an element. `far`: one picture, and elements only where hands or keys are. */
export type DetailLevel = 'near' | 'far';

/** A flow of no more nodes is drawn as elements at every zoom. */
export const fewNodes = 120;

/** Below this zoom words cannot be read. */
export const farZoom = 0.45;

/** Above this zoom a far picture gives way; between the two nothing changes, so that a hand at the limit sees no flicker. */
const nearZoom = 0.5;

/** How to draw so many nodes at a zoom, given how they were drawn before. */
export function chooseLevel(zoom: number, count: number, before: DetailLevel): DetailLevel {
  if (count <= fewNodes) return 'near';
  return zoom < (before === 'far' ? nearZoom : farZoom) ? 'far' : 'near';
}

/** How far from a port a wire may be let go in a far picture, px at zoom 1: some 12 to 24 on screen, changing by steps only. */
export function farWireReach(zoom: number): number {
  return 12 * 2 ** Math.ceil(-Math.log2(zoom));
}
