/** Words of the tour of the first run. */
export const tour = {};
