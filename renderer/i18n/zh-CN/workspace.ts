import type { Translation } from '../translation.ts';
import type { workspace as english } from '../en/workspace.ts';

export const workspace: Translation<typeof english> = {};
