import type { Translation } from '../translation.ts';
import type { versions as english } from '../en/versions.ts';

export const versions: Translation<typeof english> = {};
