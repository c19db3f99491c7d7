import { canvasId } from '../screen/panel-layout.ts';

/**
 * Moves the focus to the next place of the window: the bar on top, the canvas, and every place with panels, in the
 * order in which they are read. A place is entered where the focus was last in it, else at its shown tab.
 */
export function walkPanels(by: 1 | -1): void {
  const places = visiblePlaces();
  const focused = document.activeElement;
  if (focused instanceof HTMLElement) noteFocus(focused);
  const at = places.findIndex((place) => place.contains(focused));
  const from = at < 0 && by < 0 ? 0 : at;
  const next = places[(from + by + places.length) % places.length];
  if (next !== undefined) entryOf(next)?.focus();
}

const lastFocused = new WeakMap<Element, WeakRef<HTMLElement>>();

function noteFocus(element: HTMLElement): void {
  const place = element.closest('header, [data-tabset-id]');
  if (place !== null) lastFocused.set(place, new WeakRef(element));
}

function visiblePlaces(): readonly HTMLElement[] {
  const found = document.querySelectorAll<HTMLElement>('#root header, [data-tabset-id]');
  // A maximised place covers the others and makes them inert.
  return [...found].filter((place) => place.checkVisibility() && place.closest('[inert]') === null);
}

function entryOf(place: HTMLElement): HTMLElement | null {
  const last = lastFocused.get(place)?.deref();
  if (last?.isConnected && place.contains(last) && last.checkVisibility()) return last;
  if (place.dataset['tabsetId'] === canvasId) {
    return place.querySelector<HTMLElement>('.react-flow__node, .canvas button');
  }
  return place.querySelector<HTMLElement>('[role="tab"][aria-selected="true"], button, input');
}
