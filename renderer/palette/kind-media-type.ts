/** Type of what a drag from the palette carries: a kind's id. */
export const kindMediaType = 'application/x-millrace-kind';
