import type { Translation } from '../translation.ts';
import type { values as english } from '../en/values.ts';

export const values: Translation<typeof english> = {};
