/** Words of the value viewer. */
export const values = {};
