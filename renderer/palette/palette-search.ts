import { revealPanel } from '../workspace/layout-store.ts';

/** Id of the palette's search field. */
export const paletteSearchId = 'palette-search';

/** Puts the cursor into the palette's search; opens the palette where it is closed or behind another tab. */
export function focusPaletteSearch(): void {
  const field = document.getElementById(paletteSearchId);
  if (field?.checkVisibility()) return field.focus();
  revealPanel('palette');
  requestAnimationFrame(() => document.getElementById(paletteSearchId)?.focus());
}
