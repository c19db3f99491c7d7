/** Words of the searches: command palette, node search, find and replace. */
export const search = {};
