import { revealPanel } from './layout-store.ts';

/** Id of the palette's search field. */
export const paletteSearchId = 'palette-search';

/** Puts the cursor into the palette's search; a palette that was closed is opened for it. */
export function focusPaletteSearch(): void {
  revealPanel('palette');
  requestAnimationFrame(() => document.getElementById(paletteSearchId)?.focus());
}
