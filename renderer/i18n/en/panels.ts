/** Words of the bottom panels. */
export const panels = {} as const;
