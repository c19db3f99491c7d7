/** Words of recovery, versions and their differences. */
export const versions = {};
