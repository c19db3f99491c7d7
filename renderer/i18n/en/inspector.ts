/** Words of the inspector. */
export const inspector = {} as const;
