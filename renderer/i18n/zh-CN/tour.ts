import type { Translation } from '../translation.ts';
import type { tour as english } from '../en/tour.ts';

export const tour: Translation<typeof english> = {};
