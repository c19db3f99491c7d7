/** Id of the palette's search field. */
export const paletteSearchId = 'palette-search';

/** Puts the cursor into the palette's search. */
export function focusPaletteSearch(): void {
  document.getElementById(paletteSearchId)?.focus();
}
