import type { palette as english } from '../en/palette.ts';
import type { Translation } from '../translation.ts';

export const palette: Translation<typeof english> = {};
