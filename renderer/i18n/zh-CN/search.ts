import type { Translation } from '../translation.ts';
import type { search as english } from '../en/search.ts';

export const search: Translation<typeof english> = {};
