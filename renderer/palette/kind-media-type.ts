/** Type of what a drag from the palette carries: a kind's id. */
export const kindMediaType = 'application/x-millrace-kind';

let dragged: string | undefined;

/** Notes which kind is being dragged: what a drag carries can be read only once it is dropped. */
export function noteDraggedKind(kindId: string | undefined): void {
  dragged = kindId;
}

/** The kind that is being dragged from the palette. */
export function draggedKind(): string | undefined {
  return dragged;
}
